"""Sentences below tables: trials, draws, and what the intervals are."""

import re

from ...analysis.intervals import LEVEL
from ..naming import counted

OF_SHARES = (
    "Where an outcome occurred in none or in all of the trials, the interval is a one-sided bound."
)
SEQUENCES = (
    "They are confidence sequences, which hold although the run was stopped by looking "
    "(Howard et al. 2021)."
)
ROUNDED = "Numbers are rounded to the digit that their interval supports."


def interval_heading() -> str:
    """Heading of a column of intervals, which states their level."""
    return f"{LEVEL:.0%} interval"


def trials(number: int, draws: int, seed: int | None = None, matched: bool = False) -> str:
    """How many trials and parameter draws, and with which seed; each trial has one of the draws."""
    said = [counted(number, "matched trial" if matched else "trial")]
    used = min(number, draws)
    said.append(counted(used, "parameter draw") if draws else "parameters as stated")
    if seed is not None:
        said.append(f"seed {seed}")
    return f"{'; '.join(said)}."


def intervals(draws: int, sequences: bool = False) -> str:
    """What the intervals are of: chance alone, or parameters too."""
    of = "chance and parameter draws, clustered by draw" if draws else "chance alone"
    said = f"Intervals are at the {LEVEL:.0%} level and show {of}."
    return f"{said} {SEQUENCES}" if sequences else said


def with_minus(text: str) -> str:
    """A sentence whose negative numbers have a minus instead of a hyphen."""
    return re.sub(r"(?<!\w)-(?=[0-9])", "−", text)
