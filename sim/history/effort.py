"""How much a calibration computes: in earnest, and for a look at whether all works."""

from typing import NamedTuple


class Effort(NamedTuple):
    """How much is computed.

    Particles of a filter while slopes are sought, and while draws are weighed; Newton steps; draws of the
    population that is annealed to the posterior given acts, and moves of each once it has arrived; rows of
    the reference table, share of them accepted, and draws of the posterior.
    """

    particles: int = 16
    weighing: int = 8
    steps: int = 6
    population: int = 128
    moves: int = 18
    rows: int = 8000
    share: float = 0.5
    draws: int = 512


QUICK = Effort(
    particles=2,
    weighing=2,
    steps=1,
    population=16,
    moves=3,
    rows=400,
    share=1.0,
    draws=64,
)
"""Enough to see that all parts work, and nothing else."""
