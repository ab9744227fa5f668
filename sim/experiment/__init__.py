"""Many worlds: running trials with either engine, in memory or into a result folder, and resuming.

Others use ``run.collect`` (trials in memory), ``folder.run_into`` (trials streamed into a folder),
``stored.Stored`` (a result folder to read) and ``frames`` (typed tables of exact values).
"""
