"""Filtering: worlds and parameters that carry what the record has shown so far.

SMC squared (Chopin, Jacob & Papaspiliopoulos 2013, doi:10.1111/j.1467-9868.2012.01046.x). Each draw of
parameters has worlds of its own, a particle filter: each month the rules give the probability of the events
observed in every world, worlds act as observed, and unlikely ones give way to copies of likely ones.
A draw is weighed by its filter's estimate of the month's probability. When few draws hold most of the weight,
they are resampled and moved: a proposal has its filter run from the first month to the present one and is
accepted by what the estimates of all months so far say, so parameters do not wear out.
"""

import math
from collections.abc import Mapping, Sequence
from copy import copy

import numpy as np

from ..analysis.importance import effective_size, systematic
from ..analysis.pcn import Reference, move
from ..arrays import Floats, Integers, Truths
from ..engine.build import Compiled, Patch, build
from ..engine.overrides import prepare
from ..engine.particles import Observer, Population, go_on
from ..scenario.scenario import Scenario
from .learning import Prior, surroundings, values
from .records import RUNGS, STATE

LETHAL = "lethal_incident"
CLASSES = (*((rung,) for rung in RUNGS[:-1]), (RUNGS[-1], LETHAL))
"""Rungs of each class of the record."""
WORLDS = 24
"""Worlds of each draw of parameters."""
FEWEST = 2 * WORLDS
"""Worlds of the fewest draws that can tell a spread."""
WORN = 0.5
"""Share of the draws below which their effective number calls for a move."""
STRIDE = 0.9
"""How far a proposal goes: 1 would be a fresh draw from the surroundings."""
MOVED = 0.4
"""Share of the draws that moves go on to reach."""
MOST_MOVES = 2
IMPOSSIBLE = 1e-300
"""Probability of a month that no world of a draw holds possible: it goes on, all but without weight."""


class Filter:
    """Draws of parameters, each with worlds that live through the record month by month.

    Parameters
    ----------
    scenario : Scenario
        What they live in; its month 0 is the record's first.
    priors : sequence of Prior
        Parameters that are learnt; all others stand as the scenario states them.
    particles, worlds : int
        Worlds in all and of each draw of parameters: as many draws as they give, at least 2.

    Attributes
    ----------
    month : int
        Months lived through.
    scores, weights : arrays (draws, parameters), (draws,)
        Parameters in scores of their priors, and weights, which add up to 1.
    particles : Population
        The worlds of each draw.
    """

    def __init__(
        self,
        scenario: Scenario,
        priors: Sequence[Prior],
        particles: int,
        worlds: int = WORLDS,
        threads: int | None = None,
    ) -> None:
        compiled = build(scenario)
        draws = particles // worlds
        self.compiled = compiled
        self.month = 0
        self._priors = tuple(priors)
        self._threads = threads
        self._observer = Observer(compiled, STATE, CLASSES, threads)
        self._seen: list[Integers] = []
        self._numbers = 0
        self._worlds = worlds
        self._likelihoods = np.zeros(draws)
        self._since = np.zeros(draws)
        self.scores = self._chance(0).standard_normal((draws, len(self._priors)))
        self.particles = self._begun(draws)
        self._laid = self._prepared(self.scores)

    def parted(self, scenario: Scenario) -> "Filter":
        """Another filter that has lived and learnt as this one, and goes on in another scenario.

        It must be one in which all months so far would have been the same.
        """
        other = copy(self)
        other.compiled = build(scenario)
        other._observer = Observer(other.compiled, STATE, CLASSES, self._threads)
        other._seen = self._seen.copy()
        other._likelihoods = self._likelihoods.copy()
        other._since = self._since.copy()
        words, weights, firsts = self.particles
        other.particles = Population(words.copy(), weights.copy(), firsts)
        other._laid = other._prepared(self.scores)
        return other

    @property
    def weights(self) -> Floats:
        """Weights of the draws (draws,), which add up to 1."""
        likely = np.exp(self._since - self._since.max())
        return np.asarray(likely / likely.sum())

    def observe(self, seen: Floats) -> float:
        """Live through a month with these counts (classes,); logarithm of the probability it had.

        That probability is one month ahead: of this month's counts by class, given all before.
        """
        before = self.weights
        self._seen.append(seen.astype(np.int64))
        starts = self._chance(2).random((len(before), 1))
        found = self._lived(self.particles, self._laid, self.month, starts)[:, 0]
        self._likelihoods += found
        self._since += found
        self.month += 1
        if effective_size(self.weights) < WORN * len(before):
            self._renew()
        return math.log(max(float(before @ np.exp(found)), IMPOSSIBLE))

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
        """Worlds (count, words) and learnt parameters by path (count,), picked by weight."""
        of_worlds = (self.weights[:, None] * self.particles.weights).ravel()
        chosen = systematic(of_worlds, count, float(self._chance(1).random()))
        draw, world = np.divmod(chosen, self._worlds)
        learnt = values(self._priors, self.scores[draw], self.compiled.scenario)
        return self.particles.words[draw, world], learnt

    def likeliest(self, word: str) -> float:
        """Value of a word in the likeliest world of the likeliest draw."""
        names = [known.name for known in self.compiled.words]
        draw = int(np.argmax(self.weights))
        world = int(np.argmax(self.particles.weights[draw]))
        return float(self.particles.words[draw, world, names.index(word)])

    def _renew(self) -> None:
        """Resample the draws by weight, and move them until most are elsewhere."""
        rng = self._chance(3)
        count = len(self.scores)
        kept = systematic(self.weights, count, float(rng.random()))
        around = surroundings(self.scores, self.weights)
        self.scores = self.scores[kept]
        self._likelihoods = self._likelihoods[kept]
        self._since = np.zeros(count)
        self.particles = Population(
            self.particles.words[kept], self.particles.weights[kept], self._numbered(count)
        )
        moved = np.zeros(count, dtype=np.bool_)
        for _ in range(MOST_MOVES if self._priors else 0):
            moved |= self._move(around, rng)
            if moved.mean() >= MOVED:
                break
        self._laid = self._prepared(self.scores)

    def _move(self, around: Reference, rng: np.random.Generator) -> Truths:
        """Move draws once, their worlds with them; which have moved."""
        tried: list[tuple[Population, Floats]] = []
        starts = rng.random((len(self.scores), self.month))

        def target(scores: Floats) -> Floats:
            lived = self._begun(len(scores))
            months = self._lived(lived, self._prepared(scores), 0, starts)
            tried.append((lived, months.sum(axis=1)))
            return np.asarray(tried[0][1] + _log_prior(scores))

        now = self._likelihoods + _log_prior(self.scores)
        moved = move(self.scores, now, target, around, STRIDE, rng)
        ((lived, likelihoods),) = tried
        here = moved.accepted
        self.scores = moved.points
        self._likelihoods = np.where(here, likelihoods, self._likelihoods)
        for mine, other in zip(self.particles, lived, strict=True):
            mine[here] = other[here]
        return here

    def _lived(self, particles: Population, laid: Patch, first: int, starts: Floats) -> Floats:
        """Move particles from month ``first`` to the last seen; log probabilities (draws, months)."""
        seen = np.array(self._seen[first:])
        found = self._observer.live(particles, laid, first, seen, starts)
        return np.log(np.maximum(found, IMPOSSIBLE))

    def _begun(self, draws: int) -> Population:
        """Worlds as they are before the first month, with random numbers that none had before."""
        words = np.tile(self.compiled.initial, (draws, self._worlds, 1))
        weights = np.full((draws, self._worlds), 1.0 / self._worlds)
        return Population(words, weights, self._numbered(draws))

    def _numbered(self, draws: int) -> Integers:
        """Numbers of the first trial of each draw, none of which was used before."""
        first = self._numbers
        self._numbers += draws * self._worlds
        return first + self._worlds * np.arange(draws)

    def _prepared(self, scores: Floats) -> Patch:
        return prepare(self.compiled, values(self._priors, scores, self.compiled.scenario))

    def _chance(self, use: int) -> np.random.Generator:
        return np.random.default_rng([self.compiled.scenario.seed, self.month, use])


def _log_prior(scores: Floats) -> Floats:
    """Log density of standard normal scores (draws,), up to a constant."""
    return np.asarray(-0.5 * (scores**2).sum(axis=1))
