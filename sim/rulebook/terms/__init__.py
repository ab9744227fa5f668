"""The terms of utility: why a state would choose a rung, one reason a module.

A term adds to the row ``u`` of utilities, one entry a rung, and does nothing when its weight is 0.
Standing terms depend on the state alone and serve all its choices of the month; the others depend
on the rival too. Terms of theory are centred on a reference state of history, so that changing a
weight changes a contrast and not the fitted level.
"""
