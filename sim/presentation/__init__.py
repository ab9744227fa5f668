"""Report: what is shown of a run, as figures and as prose."""
