"""Readers of special formats, one file each: layouts of public corpora, tables, conversations.

The core never imports this room; `load_corpus` and `load_conversation_data` look a reader up when a
file asks for it.
"""
