"""Kinds of tokenizers beside the core's BPE: characters, words and bytes, GPT-2's table.

The core never imports this room; `tokenizer.py` looks a kind up when it is asked for.
"""
