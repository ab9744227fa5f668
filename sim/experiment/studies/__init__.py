"""Studies: files that say which scenarios are run with which values, and what is compared.

Others use ``reading.read`` (a checked ``Study`` from a file), ``study.Study`` and, for what samples are
drawn from, ``quantiles``.
"""
