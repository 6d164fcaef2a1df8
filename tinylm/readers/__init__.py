"""One file a format: what turns the layouts of public corpora and of tables into documents.

The core never imports this room; `load_corpus` brings a reader in when a file asks for it.
"""
