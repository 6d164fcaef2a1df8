"""Learning from preferences: pairs of answers (`direct`), and rewards of one's own (`policy`).

The core never imports it.
"""
