"""How much a calibration computes: in earnest, for a look at whether all works, and for each simulated record."""

from typing import NamedTuple


class Effort(NamedTuple):
    """How much is computed.

    Particles of a filter while the mode is sought, and while draws are weighed; Newton steps; draws in each
    round that the normal form is fitted to; draws of the population that is moved from there, and its moves
    once it has arrived at the posterior given acts; rows of the reference table, share of them accepted,
    and draws of the posterior.
    """

    particles: int = 16
    weighing: int = 16
    steps: int = 6
    rounds: tuple[int, ...] = (400, 400, 600)
    population: int = 192
    moves: int = 16
    rows: int = 8000
    share: float = 0.5
    draws: int = 512


QUICK = Effort(
    particles=2,
    weighing=4,
    steps=1,
    rounds=(60,),
    population=20,
    moves=2,
    rows=400,
    share=1.0,
    draws=64,
)
"""Enough to see that all parts work, and nothing else."""
CHECK = Effort(particles=8, steps=4, rounds=(300, 300), population=64, moves=12)
"""Effort for each simulated record when the method is checked: there are many of them."""
