"""What the machine does while a run is under way: its share of the peak, time left, memory."""

from __future__ import annotations

import functools
import time
from collections import deque

import torch

from .calculator import calculate
from .checkpoint import Checkpoint
from .config import TrainConfig

_PROBE = 0.12  # seconds


class Monitor:
    """The figures of the machine for the records of a run.

    CPU and memory take psutil, how busy a GPU is takes nvidia-ml-py; without them these are None.
    """

    def __init__(self, lm: Checkpoint, config: TrainConfig, precision: torch.dtype) -> None:
        self.lm, self.config, self.device = lm, config, lm.device
        self.peak = matmul_peak(str(self.device), precision, torch.get_num_threads())
        self._flops: dict[int, float] = {}
        # Long enough to hold a validation and a save, as they come between the steps.
        window = min(1000, max(100, config.eval_every, config.checkpoint_every))
        self._ticks = deque([time.perf_counter()], maxlen=window + 1)
        self._process = _process()
        self._read_at, self._last = -1.0, {}

    def step(self, shapes: list[tuple[int, int]], seconds: float, left: int) -> dict:
        """The fields of a step that read batches of these (rows, tokens) in so many seconds, with
        `left` more to come."""
        work = sum(rows * length * self._flops_at(length) for rows, length in shapes)
        self._ticks.append(time.perf_counter() - self.lm.controls.idle)
        pace = (self._ticks[-1] - self._ticks[0]) / (len(self._ticks) - 1)
        return dict(share_of_peak=work / seconds / self.peak, seconds_left=left * pace)

    def read(self) -> dict:
        """CPU, memory and GPU as they are now; within a second of the last reading, as then."""
        now = time.monotonic()
        if not self._last or now - self._read_at >= 1.0:
            self._read_at, self._last = now, _usage(self._process) | _gpu(self.device)
        return self._last

    def _flops_at(self, length: int) -> float:
        if length not in self._flops:
            costs = calculate(self.lm.config, self.config, context=length)
            self._flops[length] = costs.training_flops
        return self._flops[length]


@functools.cache
def matmul_peak(device: str, precision: torch.dtype, threads: int) -> float:
    """The most FLOPs a second that a product of two matrices reaches here, by a short probe.

    Squares of two or three sizes, the best of what fits into the probe: a busy machine is measured
    as it is when others let go of it. `threads` only tells apart what is remembered.
    """
    on_cpu = torch.device(device).type == "cpu"
    sizes = (512, 1024) if on_cpu else (1024, 4096, 8192)
    best, took = 0.0, 0.0
    for n in sizes:
        if 8 * took > _PROBE / 4:  # twice the side is eight times the work
            break
        square = torch.full((n, n), 1 / n, dtype=precision, device=device)
        _timed(square)  # the first product of a size sets its kernel up
        until = time.perf_counter() + _PROBE / len(sizes)
        while True:
            took = _timed(square)
            best = max(best, 2 * n**3 / took)
            if time.perf_counter() > until:
                break
    return best


def _timed(square: torch.Tensor) -> float:
    began = time.perf_counter()
    square @ square
    if square.device.type != "cpu":
        torch.accelerator.synchronize(square.device)
    return time.perf_counter() - began


def _process():
    """This process as psutil sees it, or None without psutil."""
    try:
        import psutil
    except ImportError:
        return None
    process = psutil.Process()
    process.cpu_percent()  # counts from here on
    return process


def _usage(process) -> dict:
    if process is None:
        return {}
    return dict(cpu=process.cpu_percent() / 100, memory=process.memory_info().rss)


def _gpu(device: torch.device) -> dict:
    if device.type != "cuda":
        return {}
    return dict(gpu=_gpu_share(device), gpu_memory=torch.cuda.memory_reserved(device))


def _gpu_share(device: torch.device) -> float | None:
    try:
        import pynvml
    except ImportError:
        return None
    try:
        return torch.cuda.utilization(device) / 100
    except pynvml.NVMLError:  # a slice of a GPU does not tell
        return None
