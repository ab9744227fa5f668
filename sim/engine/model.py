"""The Mesa model: one trial of a scenario, advanced agent by agent.

The readable driver of the rulebook. Each state is an agent that is a view on its row of the world;
a step is one month and calls the same rules as the compiled ensemble, phase by phase, so a trial
here and there is the same to the last bit. Luck comes from draws with addresses, never from
``model.random`` or ``model.rng``: agents may be read, changed and collected in any order.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import mesa
import numpy as np
from mesa.experimental.scenarios import Scenario as MesaScenario

from ..rulebook.layout import variables
from ..rulebook.month import (
    begin_month,
    begin_trial,
    confront,
    end_trial,
    enforce,
    promise,
    settle,
    trade,
)
from ..rulebook.policy import adopt
from ..rulebook.record import TERMINAL_CLASSES, terminal_class
from ..scenario.calendar import month_number, month_text
from ..scenario.loading import load
from ..scenario.scenario import Scenario
from .agent import StateAgent
from .build import Compiled, build
from .ensemble import Block
from .overrides import of_trial, prepare
from .view import Row
from .world import new_world

TRIALS = 2**32
"""Trials that have an address: the trial is one 32-bit word of it."""


class Origin(MesaScenario):  # type: ignore[misc]  # Mesa ships no types
    """What Mesa keeps as ``model.scenario``: name and trial; all else is in ``model.compiled``."""

    def __bool__(self) -> bool:
        # SolaraViz replaces the parameter "scenario" by a copy of this unless it counts as absent.
        return False


class PeninsulaModel(mesa.Model):  # type: ignore[misc]  # Mesa ships no types
    """One trial of a scenario as a Mesa model.

    Parameters
    ----------
    scenario : str, Path or Scenario
        A shipped scenario's name, a file, or a scenario already loaded (saves reading it for every
        model of a batch).
    trial : int, optional
        Number of the trial, 0 to 2**32 - 1: trial 7 here is trial 7 of ``peninsula run``.
    rng : int, optional
        Mesa's name for what makes two runs differ. Here that is the trial, so
        ``mesa.batch_run(PeninsulaModel, ..., rng=range(100))`` runs trials 0 to 99. Give ``trial``
        or ``rng``; with neither it is trial 0.
    draws : mapping of path to column, optional
        A table of parameter draws, such as a DataFrame whose columns are parameter paths: row k
        modulo the number of rows holds in trial k. A parameter that ``settings`` name keeps its
        setting.
    **settings
        Parameters by path, as with ``--set``:
        ``**{"alliances.us-rok.commitment": 0.7, "seed": 3}``. In ``batch_run`` a path is a key of
        ``parameters`` with a list of values.

    Attributes
    ----------
    month : int
        Months simulated so far; ``date`` is the next one to come, as YYYY-MM.
    running : bool
        Whether months are left. A step after the last changes nothing.
    states : dict of str to StateAgent
        The agents by name, in name order. Agents that others add to the model are left alone.
    world, pairs, alliances, pacts, sanctions : Row, or dict of str to Row
        Views on what belongs to no single state.
    datacollector : mesa.DataCollector
        Collects after each step; replace it by one of your own.

    Raises
    ------
    ScenarioError
        If the scenario or a setting can't be used.
    TypeError, ValueError
        If ``trial`` or ``rng`` is not a trial's number, or both are given and differ; if a compiled
        scenario has draws and more is to be laid on it.
    """

    def __init__(
        self,
        scenario: str | Path | Scenario | Compiled = "baseline",
        trial: int | None = None,
        rng: int | None = None,
        draws: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> None:
        self.trial = _trial_number(trial, rng)
        self.compiled = of_trial(_compiled(scenario, settings, draws), self.trial)
        resolved = self.compiled.scenario
        super().__init__(scenario=Origin(rng=self.trial, name=resolved.name, trial=self.trial))
        self.parameters = self.compiled.parameters
        self.world_state = new_world(self.compiled)
        self.months = self.compiled.months
        self.month = 0
        self.running = self.months > 0
        begin_trial(self.parameters, self.world_state, self.compiled.initial, self.trial)
        self.states = {
            name: StateAgent(self, name, i) for i, name in enumerate(resolved.names["states"])
        }
        self.world = Row(
            "mechanisms", "world", self.world_state.world[0], self.parameters.ladder.shape[0]
        )
        self.pairs = self._rows("pairs", self.world_state.pairs)
        self.alliances = self._rows("alliances", self.world_state.alliances)
        self.pacts = self._rows("pacts", self.world_state.pacts)
        self.sanctions = self._rows("sanctions", self.world_state.sanctions)
        self.datacollector = mesa.DataCollector(model_reporters=dict(_REPORTERS))

    def _rows(self, axis: str, records: Any) -> dict[str, Row]:
        rungs = self.parameters.ladder.shape[0]
        names = self.compiled.scenario.names[axis]
        return {
            name: Row(f"{axis}.{name}", axis, records[k], rungs) for k, name in enumerate(names)
        }

    @property
    def date(self) -> str:
        """The month to be simulated next, as YYYY-MM; after the last step, the one after it."""
        return month_text(month_number(self.compiled.scenario.start) + self.month)

    @property
    def terminal_class(self) -> str:
        """Class in which the trial ended, or would end if it were over now."""
        return TERMINAL_CLASSES[terminal_class(self.parameters, self.world_state, self.month)]

    @property
    def highest_rung(self) -> str:
        """Name of the most severe rung reached so far."""
        return self.compiled.scenario.names["ladder"][int(self.world.highest_rung)]

    def step(self) -> None:
        """Simulate one month: states in name order, phase by phase, all choices before any act."""
        if not self.running:
            return
        self._advance()
        if not self.running:
            self._close()
        self.datacollector.collect(self)

    def _advance(self) -> None:
        p, w = self.parameters, self.world_state
        states = self.states.values()
        begin_month(p, w, self.month, (self.compiled.start + self.month) % 12)
        for state in states:
            state.decide()
        adopt(p, w)
        trade(p, w)
        enforce(p, w)
        for state in states:
            state.grow()
        promise(p, w)
        for state in states:
            state.consider()
        for state in states:
            state.act()
        confront(p, w)
        settle(p, w)
        self.month += 1
        self.running = self.month < self.months

    def _close(self) -> int:
        """Close the books of a trial that is over; return the number of its terminal class."""
        return int(end_trial(self.parameters, self.world_state, self.month))


def _trial_number(trial: int | None, rng: int | None) -> int:
    """The trial that ``trial`` or Mesa's ``rng`` asks for."""
    for name, given in (("trial", trial), ("rng", rng)):
        if given is not None and (
            isinstance(given, bool) or not isinstance(given, int | np.integer)
        ):
            raise TypeError(
                f"{name} is the number of a trial, a whole number from 0, not {given!r}: "
                "draws come from addresses, not from a generator"
            )
        if given is not None and not 0 <= given < TRIALS:
            raise ValueError(
                f"{name} is the number of a trial, from 0 to {TRIALS - 1}, not {given}"
            )
    if trial is not None and rng is not None and trial != rng:
        raise ValueError(
            "trial and rng both number the trial: give one of them, "
            f"not trial={trial} and rng={rng}"
        )
    return int(trial if trial is not None else rng if rng is not None else 0)


def _compiled(
    scenario: str | Path | Scenario | Compiled,
    settings: dict[str, Any],
    draws: Mapping[str, Any] | None,
) -> Compiled:
    """Arrays of a scenario with these settings and draws, built only where they are not at hand."""
    if isinstance(scenario, Compiled):
        if scenario.draws is not None and (settings or draws is not None):
            raise TypeError("a compiled scenario that has draws takes no settings and no others")
        found = build(scenario.scenario.replace(settings)) if settings else scenario
    else:
        resolved = scenario if isinstance(scenario, Scenario) else load(scenario)
        found = build(resolved.replace(settings) if settings else resolved)
    if draws is None:
        return found
    unset = {path: draws[path] for path in draws if path not in settings}
    return found._replace(draws=prepare(found, unset))


def _reporter(name: str) -> Any:
    return lambda model: getattr(model.world, name)


_REPORTERS: dict[str, Any] = {
    "date": lambda model: month_text(month_number(model.compiled.scenario.start) + model.month - 1),
    "terminal_class": "terminal_class",
    "highest_rung": "highest_rung",
    **{
        variable.name: _reporter(variable.name)
        for variable in variables("world")
        if variable.name != "highest_rung"
    },
}


def run_trials(
    compiled: Compiled, first: int, count: int, trajectories: bool | Sequence[int] = False
) -> Block:
    """Run ``count`` trials from number ``first`` through the Mesa model, each with its draw if any.

    The same rows and trajectories as ``ensemble.run_trials``, to the last bit, some hundred times
    slower. ``trajectories`` is True for all words each month, or the positions of those wanted.
    """
    wanted = range(compiled.initial.shape[0]) if isinstance(trajectories, bool) else trajectories
    recorded = np.array(wanted, dtype=np.int64)
    rows = np.zeros((count, 1 + compiled.columns.shape[0]), dtype=np.int64)
    paths = np.zeros((count if trajectories else 0, compiled.months, len(recorded)), dtype=np.int64)
    for k in range(count):
        model = PeninsulaModel(compiled, trial=first + k)
        for words in _months(model):
            if trajectories:
                paths[k, model.month - 1] = words[recorded]
        rows[k, 0] = model._close()
        rows[k, 1:] = model.world_state.integers[compiled.columns]
    return Block(first, rows, paths)


def _months(model: PeninsulaModel) -> Iterator[Any]:
    """Step the model to its end and give its words after each month, without collecting data."""
    while model.running:
        model._advance()
        yield model.world_state.integers
