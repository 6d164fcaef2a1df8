"""What head tuning chooses between: search spaces, refinements, goals, controls.

Brought in by `tinylm.head` when a name asks for them. `goals` has what a person may give as `goal=`
and `guards=`.
"""
