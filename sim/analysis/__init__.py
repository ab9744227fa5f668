"""What came out: shares, means and quantiles of outcomes, each with an interval that fits it.

Others use ``summary.summarise`` (the summary of a run) and ``intervals`` (the intervals alone).
"""
