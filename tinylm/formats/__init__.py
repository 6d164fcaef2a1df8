"""Foreign checkpoint files, one file each format.

The core never imports this room; `load_checkpoint` looks a reader up when a file asks for it.
"""
