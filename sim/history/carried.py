"""What particles that lived through the record bring to a scenario that starts after it.

The variables that declare it (``Variable.carried``): tension, last acts, beliefs about resolve, the
slow level and the regimes that particles hold likely; and the parameters that they have learnt. What
a scenario states otherwise than the baseline stays as stated.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from ..engine.build import Compiled, Patch, build
from ..engine.overrides import prepare
from ..engine.particles import go_on
from ..engine.state_index import Word
from ..errors import InputError
from ..experiment.draws import DrawSource, applied
from ..scenario.calendar import month_number
from ..scenario.loading import load
from .filtering import CLASSES, Filter
from .known import as_known
from .records import FIRST_MONTH, STATE
from .variants import MODEL, VARIANTS, forward_form, observed_form

HINDCAST = "history_1994"
SHIPPED = "baseline"
"""Scenario whose values count as not stated."""


class Carried(NamedTuple):
    """Where trials begin: worlds (trials, words), and the parameters of each, to be laid on it."""

    words: Floats
    parameters: Patch


def carried(
    compiled: Compiled,
    counts: Floats,
    trials: int,
    particles: int,
    threads: int | None = None,
    draws: DrawSource | None = None,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> Carried:
    """Where ``trials`` of a scenario begin after particles have lived through the record.

    Months between the record's last and the scenario's first go by unobserved.

    Parameters
    ----------
    compiled : Compiled
        The scenario.
    counts : array (months, classes or more)
        The record as known, from its first month on; months from the scenario's start on are left out.
    draws : DrawSource, optional
        Parameter draws, one a trial; those of parameters that particles learn are left out.
    tell : callable, optional
        Told how many months particles have lived through, and of how many.

    Raises
    ------
    InputError
        If the scenario starts before there is anything to look at.
    """
    scenario = compiled.scenario
    first = month_number(scenario.start) - month_number(FIRST_MONTH)
    if first < 1:
        raise InputError(
            f"{scenario.name} starts in {scenario.start}, before any month of the record is over; "
            "with --particles 0 it starts as stated"
        )
    known = counts[:first]
    history = load(HINDCAST)
    hindcast = replace(history, seed=scenario.seed, horizon=max(history.horizon, len(known)))
    variant = VARIANTS[MODEL]
    filtered = Filter(observed_form(hindcast, variant), variant.priors, particles, threads=threads)
    for seen in known:
        tell(filtered.month, len(known))
        filtered.observe(seen[: len(CLASSES)])
    then = build(as_known(forward_form(hindcast, variant), scenario.information_date[:7]))
    lived, learnt = filtered.sample(trials)
    if filtered.month < first:
        between = prepare(then, learnt)
        go_on(then, lived, between, filtered.month, first - filtered.month, (), threads)
    shipped = load(SHIPPED)
    unstated = {
        path: column
        for path, column in learnt.items()
        if path in scenario.values and scenario.value(path) == shipped.value(path)
    }
    table = applied(draws, scenario)
    if table is not None:
        row = np.arange(trials) % table.rows
        for k, path in enumerate(table.paths):
            if path not in learnt:
                unstated[path] = table.values[row, k]
    return Carried(_words(compiled, then, lived, build(shipped)), prepare(compiled, unstated))


def _words(compiled: Compiled, then: Compiled, lived: Floats, shipped: Compiled) -> Floats:
    """The scenario's initial words with those that are carried in their place."""
    found = np.tile(compiled.initial, (len(lived), 1))
    place = {word.name: k for k, word in enumerate(then.words)}
    as_shipped = {word.name: k for k, word in enumerate(shipped.words)}
    bits, shipped_bits = compiled.initial.view(np.int64), shipped.initial.view(np.int64)
    for k, word in enumerate(compiled.words):
        if not _is_carried(word) or word.name not in place or word.name not in as_shipped:
            continue
        if bits[k] == shipped_bits[as_shipped[word.name]]:
            found[:, k] = lived[:, place[word.name]]
    return found


def _is_carried(word: Word) -> bool:
    """Whether a word is taken from the particles; of states, only of the one whose acts the record counts."""
    variable = word.variable
    return bool(variable.carried) and (
        variable.axis != "states" or word.name == f"states.{STATE}.{variable.name}"
    )
