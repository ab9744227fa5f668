"""How a scenario is run: arrays from a scenario, the compiled ensemble, the Mesa model, the trace of a trial.

Others use ``build.build`` (a scenario as arrays), ``overrides.patch`` (other values laid on them),
``ensemble.blocks`` (many trials, compiled), ``model.PeninsulaModel`` (one trial, agent by agent) and
``trace.trace`` (one trial, decision by decision).
"""
