"""The device that a model lives on, and the type that its matrices are multiplied in."""

from __future__ import annotations

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
    """The type that matrices are multiplied in. `auto` is bfloat16 only where it is in hardware."""
    device = device or pick_device()
    if name == "float32":
        return torch.float32
    if device.type == "cuda":
        fast = torch.cuda.is_bf16_supported(including_emulation=False)
    elif device.type == "cpu":
        fast = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    else:
        fast = False
    return torch.bfloat16 if name == "bfloat16" or fast else torch.float32
