"""The device that a model lives on, and the type that its matrices are multiplied in."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator

import torch


def pick_device(name: str = "auto") -> torch.device:
    """`auto`: the accelerator if there is one, else the CPU. A missing device is an error."""
    found = torch.accelerator.current_accelerator(check_available=True)
    if name == "auto":
        return found or torch.device("cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise ValueError(f"device={name!r} is not known: use 'auto', 'cpu' or 'cuda'.") from None
    if device.type != "cpu" and (found is None or found.type != device.type):
        raise ValueError(
            f"device={name!r} is not available here (found: {found or 'only the CPU'}): "
            "use device='auto' or 'cpu'."
        )
    return device


def pick_precision(name: str = "auto", device: torch.device | None = None) -> torch.dtype:
    """The type that matrices are multiplied in. `auto` is bfloat16 only where it is in hardware,
    and float16 on a GPU that has that alone. Raises `ValueError` for what the device has not."""
    device = device or pick_device()
    if name == "tf32" and device.type != "cuda":
        raise ValueError(
            f"precision='tf32' is for NVIDIA GPUs, and the model is on {device.type!r}: "
            "use precision='auto' or 'float32'."
        )
    if name in ("float32", "tf32"):
        return torch.float32
    if name == "float16" or (name == "auto" and _float16_alone(device)):
        return torch.float16
    return torch.bfloat16 if name == "bfloat16" else plain_precision(device)


def plain_precision(device: torch.device) -> torch.dtype:
    """What small numbers can be multiplied in: bfloat16 where it is in hardware, else float32."""
    if device.type == "cuda":
        fast = torch.cuda.is_bf16_supported(including_emulation=False)
    elif device.type == "cpu":
        fast = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    else:
        fast = False
    return torch.bfloat16 if fast else torch.float32


def _float16_alone(device: torch.device) -> bool:
    if device.type != "cuda" or plain_precision(device) == torch.bfloat16:
        return False
    return torch.cuda.get_device_capability(device) >= (7, 0)  # the first with tensor cores


@contextlib.contextmanager
def at_work(device: torch.device, precision: str = "auto") -> Iterator[None]:
    """The process as long as it trains: with `precision="tf32"` NVIDIA's GPUs multiply float32 so,
    and on a CPU freed memory is kept for the next step.

    glibc would give large blocks back to the system after every step and take them anew, page by
    page: a tenth of the time of a small model's step.
    """
    if device.type == "cpu":
        with _memory_kept():
            yield
        return
    before = torch.get_float32_matmul_precision()
    try:
        if precision == "tf32":
            torch.set_float32_matmul_precision("high")
        yield
    finally:
        torch.set_float32_matmul_precision(before)


def free_memory(device: torch.device) -> int | None:
    """Bytes that could be allocated there now. Without psutil on a CPU all that the machine has, or
    None where the system does not tell."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    try:
        import psutil
    except ImportError:
        if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
            return None
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return psutil.virtual_memory().available


_TRIM, _MMAP = -1, -3  # what mallopt calls M_TRIM_THRESHOLD and M_MMAP_THRESHOLD


@contextlib.contextmanager
def _memory_kept() -> Iterator[None]:
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if not (hasattr(library, "mallopt") and hasattr(library, "malloc_trim")):  # not glibc
        yield
        return
    library.mallopt(_TRIM, -1)
    if not library.mallopt(_MMAP, 2**30):  # before glibc 2.35 no more than this:
        library.mallopt(_MMAP, 2**25)
    try:
        yield
    finally:  # what glibc's own rules come to in a process that has used large blocks
        library.mallopt(_MMAP, 2**25)
        library.mallopt(_TRIM, 2**26)
        library.malloc_trim(0)
