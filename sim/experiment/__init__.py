"""Many worlds: running trials with either engine, in memory or into a result folder, and resuming.

Others use ``run.collect`` (trials in memory), ``folder.run_into`` and ``stored.Stored`` (a run's folder
written and read), ``studies.reading.read``, ``sweep.sweep_into`` and ``swept.Swept`` (the same of a study),
``merge``, ``verify`` and ``frames`` (typed tables of exact values).
"""
