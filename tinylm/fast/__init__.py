"""The decode step in compiled loops (`steps`), and what packs a model for them (`engine`)."""
