"""From a scenario to arrays: the parameters of the rules and the words a trial starts from."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..rulebook import layout
from ..rulebook.acting import RIVALRY_ROWS, WORK_ROWS
from ..rulebook.declare import ACTIONS, COMPARISONS, POLICY_LINES, REDUCTIONS, Parameter
from ..rulebook.doctrine import QUANTITIES
from ..rulebook.layout import Parameters, WorldState, parameter_dtype, variable_dtype, variables
from ..rulebook.scales import scales_of
from ..rulebook.tracing import MENU, TERMS, WIDTH
from ..scenario.scenario import Scenario
from ..scenario.timeline import Entry
from .keys import entry_number, key_table
from .words import YEAR_SLOTS, Word, outcome_words, row_names, words

NEVER = 1_000_000
"""A month that no trial reaches."""


class Compiled(NamedTuple):
    """A scenario as arrays.

    ``initial`` (words,) are the words a trial starts from, as floats or the bits of whole numbers;
    ``columns`` (outcomes,) the positions of the words that a trial's row holds; ``start`` the
    calendar month of month 0, with 0 for January.
    """

    scenario: Scenario
    parameters: Parameters
    initial: npt.NDArray[np.float64]
    columns: npt.NDArray[np.int64]
    words: tuple[Word, ...]
    months: int
    start: int


def build(scenario: Scenario) -> Compiled:
    """Arrays of a scenario, for the ensemble, the Mesa model and the trace alike.

    Raises KeyCollision when the seed gives two pairs of names one key.
    """
    names = scenario.names
    states = {name: i for i, name in enumerate(names["states"])}
    every_word = words(scenario)
    position = {word.name: k for k, word in enumerate(every_word)}

    tables = {axis: _table(scenario, axis, states) for axis in _PARAMETER_AXES}
    rivalries = tables["rivalries"]
    sides = [scenario.parties["rivalries"][name] for name in names["rivalries"]]
    pair_names = names["pairs"]
    for d, (actor, target) in enumerate(sides):
        rivalries[d].actor = states[actor]
        rivalries[d].target = states[target]
        rivalries[d].reverse = sides.index((target, actor))
        rivalries[d].pair = pair_names.index(_pair_name(actor, target))
    pairs = np.zeros(len(pair_names), layout.PAIRS).view(np.recarray)
    for k, name in enumerate(pair_names):
        first, second = scenario.parties["pairs"][name]
        pairs[k].first, pairs[k].second = states[first], states[second]
        pairs[k].forward, pairs[k].backward = (
            sides.index((first, second)),
            sides.index((second, first)),
        )
    for axis in ("alliances", "pacts"):
        roles = {"alliances": ("guarantor", "protege"), "pacts": ("payer", "sender")}[axis]
        for k, name in enumerate(names[axis]):
            for role, state in zip(roles, scenario.parties[axis][name], strict=True):
                tables[axis][k][role] = states[state]
    for m, name in enumerate(names["policies"]):
        state, _, line = name.partition(".")
        tables["policies"][m].state = states[state]
        tables["policies"][m].line = POLICY_LINES.index(line)

    doctrine, conditions = _doctrine(scenario, states)
    own, own_conditions = _own(scenario, position, every_word)
    count = len(states)
    vetoes = np.zeros((len(names["sanctions"]), count))
    for k, name in enumerate(names["sanctions"]):
        for state in scenario.vetoes[name]:
            vetoes[k, states[state]] = 1.0
    ties = np.zeros((count, count))
    for name in names["ties"]:
        a, b = scenario.parties["ties"][name]
        ties[states[a], states[b]] = ties[states[b], states[a]] = scenario.value(f"ties.{name}.tie")

    initial = _initial(scenario, every_word, ties)
    parameters = Parameters(
        world=tables["world"],
        marks=_marks(tables["ladder"]),
        states=tables["states"],
        tracks=tables["tracks"].reshape(count, -1),
        stocks=tables["stocks"].reshape(count, -1),
        levels=tables["levels"].reshape(count, -1),
        rivalries=rivalries,
        pairs=pairs,
        alliances=tables["alliances"],
        pacts=tables["pacts"],
        sanctions=tables["sanctions"],
        policies=tables["policies"],
        ladder=tables["ladder"],
        doctrine=doctrine,
        conditions=conditions,
        timeline=_timeline(scenario, position, every_word, initial),
        own=own,
        own_conditions=own_conditions,
        scales=scales_of(tables["ladder"]),
        vetoes=vetoes,
        ties=ties,
        keys=key_table(scenario.seed, names["states"]),
    )
    return Compiled(
        scenario,
        parameters,
        initial,
        np.array(outcome_words(scenario), dtype=np.int64),
        every_word,
        scenario.horizon,
        int(scenario.start[5:7]) - 1,
    )


_PARAMETER_AXES = (
    "world",
    "states",
    "tracks",
    "stocks",
    "levels",
    "rivalries",
    "alliances",
    "pacts",
    "sanctions",
    "policies",
    "ladder",
)


def _pair_name(a: str, b: str) -> str:
    return f"{min(a, b)}-{max(a, b)}"


def _rows(scenario: Scenario, axis: str) -> tuple[str, ...]:
    if axis == "levels":
        return tuple(
            f"states.{s}.levels.{r}"
            for s in scenario.names["states"]
            for r in scenario.names["ladder"]
        )
    return row_names(scenario, axis)


def _table(scenario: Scenario, axis: str, states: dict[str, int]) -> Any:
    """Record array of one axis, every declared parameter filled in."""
    rows = _rows(scenario, axis)
    table = np.zeros(len(rows), parameter_dtype(axis)).view(np.recarray)
    for mechanism, parameter in layout.parameters(axis):
        for k, row in enumerate(rows):
            path = f"mechanisms.{mechanism.name}" if axis == "world" else row
            value = scenario.value(f"{path}.{parameter.name}")
            table[k][mechanism.field(parameter)] = _code(scenario, parameter, value, states)
    if axis == "world":
        for name in table.dtype.names or ():
            if name.endswith("_on"):
                table[0][name] = int(bool(scenario.value(f"mechanisms.{name[:-3]}.on")))
    return table


def _code(
    scenario: Scenario, parameter: Parameter, value: Any, states: dict[str, int]
) -> float | int:
    """A value as the number that rules read."""
    if parameter.kind == "state":
        return states[str(value)]
    if parameter.kind == "rung":
        return scenario.rung(str(value))
    if parameter.kind == "choice":
        return parameter.choices.index(str(value))
    if parameter.kind in ("integer", "switch"):
        return int(value)
    return float(value)


def _marks(ladder: Any) -> Any:
    """First rung of each kind, or the number of rungs."""
    marks = np.zeros(1, layout.MARKS).view(np.recarray)
    count = ladder.shape[0]

    def first(holds: Any) -> int:
        found = np.flatnonzero(holds)
        return int(found[0]) if found.size else count

    marks[0].words = first(ladder["hostility"] >= 2)
    marks[0].display = first(ladder["hostility"] >= 3)
    marks[0].test = first(ladder["test"] != 0)
    marks[0].force = first(ladder["force"] != 0)
    marks[0].attack = first(ladder["armed_attack"] != 0)
    marks[0].war = first(ladder["war"] != 0)
    marks[0].nuclear = first(ladder["nuclear"] != 0)
    marks[0].count = count
    return marks


def _doctrine(scenario: Scenario, states: dict[str, int]) -> tuple[Any, Any]:
    """Tables of escalation rules and of their conditions."""
    quantities = [name for name, _ in QUANTITIES]
    rules = np.zeros(len(scenario.doctrine), parameter_dtype("doctrine")).view(np.recarray)
    rows: list[tuple[int, int, float]] = []
    for k, rule in enumerate(scenario.doctrine):
        rules[k].state = states[rule.state]
        rules[k].kind = ACTIONS.index(rule.action)
        rules[k].entry = entry_number(rule.name)
        rules[k].value = scenario.rung(rule.value) if isinstance(rule.value, str) else rule.value
        rules[k].probability = rule.probability
        rules[k].delay = rule.delay
        rules[k].limit = rule.limit
        rules[k].any_suffices = int(rule.any_suffices)
        rules[k].first_condition = len(rows)
        rules[k].conditions = len(rule.conditions)
        for condition in rule.conditions:
            against = condition.value
            number = float(scenario.rung(against)) if isinstance(against, str) else float(against)
            rows.append(
                (
                    quantities.index(condition.subject),
                    COMPARISONS.index(condition.comparison),
                    number,
                )
            )
    return rules, np.array(rows, layout.CONDITIONS).view(np.recarray)


def _number(scenario: Scenario, word: Word, value: float | int | bool | str) -> float:
    """A value of a variable as the number that its word holds."""
    if isinstance(value, str):
        return float(scenario.rung(value))
    return float(value)


def _own(
    scenario: Scenario, position: dict[str, int], every_word: tuple[Word, ...]
) -> tuple[Any, Any]:
    """Tables of the scenario's own outcomes and of their conditions."""
    own = np.zeros(len(scenario.outcomes), layout.OWN).view(np.recarray)
    rows: list[tuple[int, int, int, float]] = []
    for o, outcome in enumerate(scenario.outcomes):
        own[o].reduce = REDUCTIONS.index(outcome.reduce)
        own[o].word = position[outcome.of] if outcome.of else -1
        own[o].integer = int(every_word[position[outcome.of]].integer) if outcome.of else 0
        own[o].any_suffices = int(outcome.any_suffices)
        own[o].first_condition = len(rows)
        own[o].conditions = len(outcome.conditions)
        for condition in outcome.conditions:
            k = position[condition.subject]
            against = _number(scenario, every_word[k], condition.value)
            rows.append(
                (k, int(every_word[k].integer), COMPARISONS.index(condition.comparison), against)
            )
    return own, np.array(rows, layout.OWN_CONDITIONS).view(np.recarray)


def _initial(
    scenario: Scenario, every_word: tuple[Word, ...], ties: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Words a trial starts from: the parameter a variable starts at, else its declared first value."""
    initial = np.zeros(len(every_word))
    whole = initial.view(np.int64)
    for k, word in enumerate(every_word):
        row, _, _ = word.name.rpartition(".")
        start: Any = word.variable.initial
        if word.name.startswith("beliefs."):
            _, alliance, _ = word.name.split(".")
            start = scenario.value(f"alliances.{alliance}.believed")
            if float(start) < 0:
                start = scenario.value(f"alliances.{alliance}.commitment")
        elif not word.name.startswith(("ties.", "events.", "mechanisms.record.year.")):
            stated = scenario.values.get(_start_path(word, row))
            if stated is not None:
                start = stated.value
        number = _number(scenario, word, start)
        if word.integer:
            whole[k] = int(number)
        else:
            initial[k] = number
    first_tie = next(k for k, word in enumerate(every_word) if word.name.startswith("ties."))
    initial[first_tie : first_tie + ties.size] = ties.ravel()
    return initial


def _start_path(word: Word, row: str) -> str:
    starts = word.variable.starts or word.variable.name
    if word.variable.axis == "world":
        starts = starts.removeprefix(f"{row.rpartition('.')[2]}_")
    return f"{row}.{starts}"


def _timeline(
    scenario: Scenario,
    position: dict[str, int],
    every_word: tuple[Word, ...],
    initial: npt.NDArray[np.float64],
) -> Any:
    """Table of dated changes, one row a setting; changes of the past that still hold come first, in order."""
    rows = []
    for entry in scenario.timeline:
        for otherwise, settings in ((0, entry.set), (1, entry.otherwise)):
            for setting in settings:
                k = position[setting.path]
                word = every_word[k]
                before = float(initial.view(np.int64)[k]) if word.integer else float(initial[k])
                rows.append(
                    (
                        _first_month(entry),
                        entry.every,
                        entry.lasts if entry.lasts > 0 else NEVER,
                        NEVER if entry.until is None else entry.until,
                        entry.probability,
                        otherwise,
                        entry_number(entry.name),
                        k,
                        int(word.integer),
                        _number(scenario, word, setting.value),
                        before,
                    )
                )
    return np.array(rows, layout.TIMELINE).view(np.recarray)


def _first_month(entry: Entry) -> int:
    """Month in which an entry first acts; one of the past that holds for good acts in month 0."""
    if entry.month < 0 and entry.every == 0 and entry.lasts == 0:
        return 0 if entry.until is None or entry.until >= 0 else NEVER
    return entry.month


def new_world(compiled: Compiled, log_rows: int = 0) -> WorldState:
    """A world for one trial at a time; ``log_rows`` above 0 makes room for the decision log."""
    p = compiled.parameters
    count, rungs = p.states.shape[0], p.ladder.shape[0]
    buffer = np.array(compiled.initial)
    place = 0

    def take(words_needed: int) -> npt.NDArray[np.float64]:
        nonlocal place
        part = buffer[place : place + words_needed]
        place += words_needed
        return part

    def records(axis: str, rows: int) -> Any:
        dtype = variable_dtype(axis)
        part = take(rows * len(variables(axis)))
        return part.view(dtype).view(np.recarray) if rows else np.zeros(0, dtype).view(np.recarray)

    axes = {
        "world": records("world", 1),
        "states": records("states", count),
        "tracks": records("tracks", 4 * count).reshape(count, 4),
        "stocks": records("stocks", 4 * count).reshape(count, 4),
        "rivalries": records("rivalries", p.rivalries.shape[0]),
        "pairs": records("pairs", p.pairs.shape[0]),
        "alliances": records("alliances", p.alliances.shape[0]),
        "pacts": records("pacts", p.pacts.shape[0]),
        "sanctions": records("sanctions", p.sanctions.shape[0]),
        "policies": records("policies", p.policies.shape[0]),
        "doctrine": records("doctrine", p.doctrine.shape[0]),
        "own": records("own", p.own.shape[0]),
    }
    clock = np.zeros(1, layout.CLOCK).view(np.recarray)
    clock[0].logging = int(log_rows > 0)
    return WorldState(
        clock=clock,
        **axes,
        beliefs=take(p.alliances.shape[0] * count).reshape(-1, count),
        ties=take(count * count).reshape(count, count),
        events=take(count * rungs).reshape(count, rungs),
        year=take(YEAR_SLOTS),
        words=buffer,
        integers=buffer.view(np.int64),
        scratch=np.zeros((count + RIVALRY_ROWS * p.rivalries.shape[0] + WORK_ROWS, rungs)),
        event_weights=np.zeros((count, rungs)),
        tilts=np.zeros((count, 3, rungs)),
        terms=np.zeros((len(TERMS), MENU)),
        log=np.zeros((log_rows, WIDTH)),
    )
