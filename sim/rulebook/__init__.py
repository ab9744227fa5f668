"""What happens in the simulated world: one mechanism a module, pure functions on arrays.

Others use ``registry.MECHANISMS`` (what can be stated and what changes), ``layout`` (the arrays of
one trial) and ``month`` (the phases of a month).
"""
