"""Sweeps to a precision: trials of every point until all planned contrasts are known so well.

Trials of all points grow together from look to look. Whether a look is the last hangs on the trials
up to it and on nothing else, so a sweep ends at the same number of trials however it was interrupted.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..arrays import Words
from ..errors import InputError
from ..experiment.compare import Arm, Pairing
from ..experiment.matched import Chunk
from ..experiment.plan import BLOCK
from ..experiment.studies.study import Planned, Point, Study
from ..experiment.swept import Swept
from .confidence_sequences import Reading
from .sequential import MOST, Declared, Watch, check_precision, declared
from .sweeps import contrasts, outcomes_of

LOOK = 1000
"""Trials between looks, up to a block of them; then a block."""


class SweepWatch:
    """Confidence sequences of the planned contrasts of a sweep, fed from its folder.

    Parameters
    ----------
    study : Study
        Its contrasts, and its outcomes where ``outcomes`` names none; of those the ones with bounds.
    precision : float
        Half-width to reach, above 0 and below 1; of amounts as a share of their bound.
    outcomes : sequence of str
        Names of the outcomes whose precision is asked for.
    most : int
        Trials of every point after which the sweep stops short of it.

    Raises
    ------
    InputError
        If the study declares no contrast, the precision is out of range, or an outcome is unknown or
        has no bounds.
    """

    def __init__(
        self, study: Study, precision: float, outcomes: Sequence[str] = (), most: int = MOST
    ) -> None:
        check_precision(precision)
        if not study.planned:
            raise InputError(
                f"{study.name} declares no contrasts, and a precision is of declared contrasts: "
                "write them under contrasts: in the study file, or ask for a number of trials"
            )
        if most < 1:
            raise InputError(f"--most is at least 1, not {most:,}")
        self.study, self.precision, self.most = study, precision, most
        drawn = study.draws
        self.cycle = 1 if drawn is None else drawn.rows
        self.unbounded: tuple[str, ...] = ()
        self.outcomes = tuple(outcomes) or self._bounded()
        for base in study.bases:
            declared(base, self.outcomes)
        self.trials = 0
        self._watches: dict[Planned, Watch] | None = None

    def aim(self) -> dict[str, Any]:
        """The precision, its outcomes and the most trials, as a manifest lists them."""
        return {"precision": self.precision, "outcomes": [*self.outcomes], "most": self.most}

    def first(self, held: int = 0) -> int:
        """Trials of every point up to the first look that comes after no fewer than ``held``."""
        look = self._next(0)
        while look < min(held, self.most):
            look = self._next(look)
        return look

    def more(self, swept: Swept) -> int | None:
        """How many trials of every point to go on to; None once the precision is reached.

        Raises
        ------
        InputError
            If the folder holds more trials than the precision takes.
        """
        if self._watches is None:
            self._watches = dict(self._begun(swept))
        held = swept.study.trials
        while self.trials < held:
            look = min(self._next(self.trials), held)
            self._feed(self._watches, swept, look)
            if self.reached and look < held:
                raise InputError(
                    f"{swept.folder} holds {held:,} trials a point, and {look:,} reach a precision "
                    f"of {self.precision:g}; name another folder with --out"
                )
        return None if self.reached or held >= self.most else self._next(held)

    @property
    def reached(self) -> bool:
        """Whether every planned contrast of points that did not fail is known to the precision."""
        return all(watch.reached for watch in (self._watches or {}).values())

    def readings(self) -> Iterator[tuple[Declared, Reading]]:
        """Every planned contrast of an outcome and how well it is known, as a share of its reach."""
        for watch in (self._watches or {}).values():
            yield from watch.readings()

    def widest(self) -> tuple[Declared, Reading] | None:
        """What is known the least; None where all contrasts are of points that say the same."""
        return max(self.readings(), key=lambda one: one[1].half, default=None)

    def contrasts(self, swept: Swept) -> pd.DataFrame:
        """The planned contrasts, with intervals that hold although trials were stopped by looking."""
        tables = [
            watch.over(contrasts(swept, [pair])) for pair, watch in (self._watches or {}).items()
        ]
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()

    def _bounded(self) -> tuple[str, ...]:
        """The study's outcomes that have bounds; the others are noted."""
        wanted = outcomes_of(self.study)
        self.unbounded = tuple(name for name in wanted if not _is_bounded(self.study, name))
        if len(self.unbounded) == len(wanted):
            raise InputError(
                f"no outcome of {self.study.name} has bounds ({', '.join(wanted)}), so no number of "
                "trials makes a mean surely precise; name a share with --outcome"
            )
        return tuple(name for name in wanted if name not in self.unbounded)

    def _next(self, trials: int) -> int:
        """The look after so many trials: after whole rounds over the draws, none beyond the most."""
        least = trials + (LOOK if trials < BLOCK else BLOCK)
        return min(-(-least // self.cycle) * self.cycle, max(self.most, trials))

    def _begun(self, swept: Swept) -> Iterator[tuple[Planned, Watch]]:
        for pair in self.study.planned:
            a, b = self.study.points[pair.a], self.study.points[pair.b]
            if swept.trials(a) and swept.trials(b):
                arms = [Arm(k, p.name, self.study.scenario(p)) for k, p in enumerate((a, b))]
                pairing = Pairing(f"{b.name} against {a.name}", *arms)
                yield pair, Watch([pairing], self.precision, self.outcomes, self.cycle)

    def _feed(self, watches: dict[Planned, Watch], swept: Swept, look: int) -> None:
        """Take in the trials up to a look; a contrast of a point that failed before it is given up."""
        for pair, watch in list(watches.items()):
            sides = [self.study.points[number] for number in (pair.a, pair.b)]
            if min(map(swept.trials, sides)) < look:
                del watches[pair]
            else:
                tables = tuple(_stretch(swept, side, self.trials, look) for side in sides)
                watch.add(Chunk(self.trials, tables))
        self.trials = look


def _is_bounded(study: Study, outcome: str) -> bool:
    try:
        declared(study.bases[0], [outcome])
    except InputError:
        return False
    return True


def _stretch(swept: Swept, point: Point, first: int, end: int) -> Words:
    """Trials ``first`` to ``end - 1`` of a point."""
    parts: list[Words] = []
    left = end - first
    for words in swept.matched_words(point, first):
        parts.append(words[:left])
        left -= len(parts[-1])
        if left == 0:
            break
    return np.concatenate(parts)
