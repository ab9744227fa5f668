"""Filtering: worlds and parameters that carry what the record has shown so far.

A particle is a world with parameters of its own. Each month the rules give the probability of the
events observed in it; it then acts as observed, is weighed by that probability, and unlikely
particles give way to copies of likely ones (Gordon, Salmond & Smith 1993, doi:10.1049/ip-f-2.1993.0015).
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..engine.build import Compiled, Patch, build
from ..engine.particles import Observer, go_on
from ..engine.patch import prepare
from ..scenario.scenario import Scenario
from .learning import Prior, drawn, refreshed, systematic, values
from .records import RUNGS, STATE

Floats = npt.NDArray[np.float64]
LETHAL = "lethal_incident"
CLASSES = (*((rung,) for rung in RUNGS[:-1]), (RUNGS[-1], LETHAL))
"""Rungs of each class of the record."""
IMPOSSIBLE = 1e-300
"""Probability of a month that no particle holds possible; the particles then stay as weighed."""


class Filter:
    """Particles that live through the record month by month.

    Parameters
    ----------
    scenario : Scenario
        What they live in; its month 0 is the record's first.
    priors : sequence of Prior
        Parameters that are learnt; all others stand as the scenario states them.
    particles : int
        At least 2.

    Attributes
    ----------
    month : int
        Months lived through.
    words, draws, weights : arrays (particles, words), (particles, parameters), (particles,)
        Worlds, parameters in the units of their priors, and weights, which add up to 1.
    """

    def __init__(
        self,
        scenario: Scenario,
        priors: Sequence[Prior],
        particles: int,
        threads: int | None = None,
    ) -> None:
        compiled = build(scenario)
        self.compiled = compiled
        self.month = 0
        self.words = np.tile(compiled.initial, (particles, 1))
        self.draws = drawn(priors, particles, self._chance(0))
        self.weights = np.full(particles, 1.0 / particles)
        self._priors = tuple(priors)
        self._threads = threads
        self._observer = Observer(compiled, STATE, CLASSES, threads)
        self._laid = self._prepared()

    def observe(self, seen: Floats) -> float:
        """Live through a month with these counts (classes,); logarithm of the probability it had.

        That probability is one month ahead: of this month's counts by class, given all before.
        """
        if self._worn():
            self._resample()
        found = self._observer.month(
            self.words, self.weights, self._laid, self.month, seen.astype(np.int64)
        )
        self.month += 1
        weighed = self.weights * found
        total = float(weighed.sum())
        if total <= IMPOSSIBLE:
            return math.log(IMPOSSIBLE)
        self.weights = weighed / total
        return math.log(total)

    def ahead(
        self,
        compiled: Compiled,
        months: int,
        trials: int,
        laid: Mapping[str, Floats] | None = None,
    ) -> Floats:
        """Events by month and class (trials, months, 5) of particles that go on from here.

        Parameters
        ----------
        compiled : Compiled
            What they go on in; it must have the filter's words.
        laid : mapping of path to array (trials,), optional
            Parameters beside those learnt.
        """
        words, learnt = self.sample(trials)
        parameters = prepare(compiled, learnt | dict(laid or {}))
        place = {word.name: k for k, word in enumerate(compiled.words)}
        rungs = [rung for of in CLASSES for rung in of]
        recorded = [place[f"events.{STATE}.{rung}"] for rung in rungs]
        before = words[:, None, recorded]
        raw = go_on(compiled, words, parameters, self.month, months, recorded, self._threads)
        each = np.diff(np.concatenate([before, raw.view(np.float64)], axis=1), axis=1)
        by_class = [sum(each[:, :, rungs.index(rung)] for rung in of) for of in CLASSES]
        return np.stack([*by_class, each.sum(axis=2)], axis=2)

    def sample(self, count: int) -> tuple[Floats, dict[str, Floats]]:
        """Worlds (count, words) and learnt parameters by path (count,) of particles picked by weight."""
        chosen = systematic(self.weights, count, float(self._chance(1).random()))
        learnt = values(self._priors, self.draws[chosen], self.compiled.scenario)
        return self.words[chosen], learnt

    def held(self, word: str) -> Floats:
        """Values of a word (particles,)."""
        names = [known.name for known in self.compiled.words]
        return np.asarray(self.words[:, names.index(word)])

    def _worn(self) -> bool:
        return 1.0 / float(np.sum(self.weights**2)) < 0.5 * len(self.weights)

    def _resample(self) -> None:
        rng = self._chance(2)
        kept = systematic(self.weights, len(self.weights), float(rng.random()))
        self.draws = refreshed(self.draws, self.weights, kept, rng)
        self.words = self.words[kept]
        self.weights = np.full(len(kept), 1.0 / len(kept))
        self._laid = self._prepared()

    def _prepared(self) -> Patch:
        return prepare(self.compiled, values(self._priors, self.draws, self.compiled.scenario))

    def _chance(self, use: int) -> np.random.Generator:
        return np.random.default_rng([self.compiled.scenario.seed, self.month, use])
