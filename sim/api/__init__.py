"""The simulation from Python: a module for each verb that ``sim`` offers, and what its result can do.

``runs`` a scenario, ``comparisons``, ``sweeps``, ``sensitivity``, ``discovery`` and ``tipping`` maps. Each
has a checked request (``ask``, ``plan`` or ``prepare``) and what carries it out, which the command uses too.
Results draw their figures and write their sentences by ``sim.report``, which they import when asked.
"""
