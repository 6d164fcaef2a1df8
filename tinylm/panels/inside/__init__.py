"""Panels that look inside a model, one file a panel; `tinylm.inside` computes what they draw."""
