"""Readers of special formats, one file each; the core looks them up only when one is needed."""
