"""Origins: variants' forecasts from the end of each month, by particles that saw nothing later."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Floats
from ..engine.build import Compiled, build
from ..scenario.calendar import month_number, month_text
from ..scenario.scenario import Scenario
from .filtering import CLASSES, WORLDS, Filter
from .known import as_known
from .priors_2011 import ENTRY, EXIT
from .records import FIRST_MONTH, STATE
from .variants import Course, Variant, forward_form, observed_form

HORIZONS = (1, 12, 24)
"""Months whose sum is forecast."""
_DIALOGUE = "mechanisms.dialogue.dialogue"
_REGIMES = {
    "mechanisms.dialogue": _DIALOGUE,
    "mechanisms.moratorium": f"states.{STATE}.moratorium",
}
_CAMPAIGN = {"mechanisms.campaign": f"states.{STATE}.campaign"}


class Forecasts(NamedTuple):
    """What a variant forecast.

    ``log_scores`` (months,) are logarithms of the probability of each month's counts given those
    before; ``made[origin][horizon][class]`` lists trials by the sum of the next months.
    """

    log_scores: Floats
    made: dict[int, dict[int, list[list[int]]]]


def forecasts(
    scenario: Scenario,
    courses: Mapping[str, Course],
    counts: Floats,
    origins: Sequence[int],
    *,
    particles: int,
    worlds: int = WORLDS,
    trials: int,
    lag: int = 0,
    threads: int | None = None,
    tell: Callable[[], None] | None = None,
) -> dict[str, Forecasts]:
    """Live through the record month by month and forecast from each origin, by variant.

    Parameters
    ----------
    scenario : Scenario
        The hindcast.
    courses : mapping of name to Course
        Of variants that begin alike: particles live through the record once for all that have not parted.
    counts : array (months, classes or more)
        The record; forecasts from an origin rest on the months up to it alone.
    origins : sequence of int
        Numbers of the last months known.
    tell : callable, optional
        Told after each month that particles have lived through.
    """
    start = next(iter(courses.values())).at(0)
    first = Filter(observed_form(scenario, start, lag), start.priors, particles, worlds, threads)
    filters = {start: first}
    known = {name: _Known(forward_form(scenario, of.variant), lag) for name, of in courses.items()}
    regimes = _Spells(_REGIMES if start.hidden_campaign else {**_REGIMES, **_CAMPAIGN})
    scores = {name: np.zeros(len(counts)) for name in courses}
    made: dict[str, dict[int, dict[int, list[list[int]]]]] = {name: {} for name in courses}
    for month, seen in enumerate(counts):
        forms = {name: of.at(month) for name, of in courses.items()}
        for form in forms.values():
            if form not in filters:
                filters[form] = first.parted(observed_form(scenario, form, lag))
        lived: dict[Variant, float] = {}
        for name, form in forms.items():
            if form not in lived:
                lived[form] = filters[form].observe(seen[: len(CLASSES)])
                if tell is not None:
                    tell()
            scores[name][month] = lived[form]
        regimes.add(filters[form])
        if month not in origins:
            continue
        left = [months for months in HORIZONS if month + months < len(counts)]
        spells = regimes.hazards(trials, [scenario.seed, month])
        for name, of in courses.items():
            hazards = spells if of.variant.hazards else {}
            compiled = known[name].compiled(month)
            paths = filters[forms[name]].ahead(compiled, max(left), trials, hazards)
            made[name][month] = {n: _counted(paths[:, :n].sum(axis=1)) for n in left}
    return {name: Forecasts(scores[name], made[name]) for name in courses}


def _counted(ahead: Floats) -> list[list[int]]:
    return [np.bincount(ahead[:, c].astype(np.int64)).tolist() for c in range(ahead.shape[1])]


class _Known:
    """The scenario as it was known at the end of a month, compiled once for months that know the same."""

    def __init__(self, form: Scenario, lag: int) -> None:
        self._form = form
        self._lag = lag
        self._made: dict[str, Compiled] = {}

    def compiled(self, month: int) -> Compiled:
        zero = month_number(FIRST_MONTH)
        scenario = as_known(self._form, month_text(zero + month), self._lag)
        if scenario.digest not in self._made:
            self._made[scenario.digest] = build(scenario)
        return self._made[scenario.digest]


class _Spells:
    """Spells of dated regimes so far, and what they say of the hazards."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words
        self._on: dict[str, list[bool]] = {name: [] for name in words}

    def add(self, filtered: Filter) -> None:
        """Note a month's regimes: dated, they are the same in every world."""
        for name, word in self._words.items():
            self._on[name].append(filtered.likeliest(word) > 0.0)

    def hazards(self, trials: int, seed: Any) -> dict[str, Floats]:
        """Draws of entry and exit hazards, (trials,) each, from Beta posteriors."""
        rng = np.random.default_rng(seed)
        found = {}
        for name, months in self._on.items():
            on = np.array(months)
            before, after = on[:-1], on[1:]
            for part, prior, risk, left in (
                ("entry", ENTRY, ~before, ~before & after),
                ("exit", EXIT, before, before & ~after),
            ):
                events, quiet = int(left.sum()), int(risk.sum() - left.sum())
                found[f"{name}.{part}"] = rng.beta(prior[0] + events, prior[1] + quiet, trials)
        return found
