"""From a scenario to arrays: the parameters of the rules and the words a trial starts from."""

from typing import Any, NamedTuple

import numpy as np

from ..arrays import Floats, Integers
from ..rulebook import layout
from ..rulebook.declare import POLICY_LINES
from ..rulebook.layout import Parameters
from ..rulebook.scales import distances, scales_of
from ..scenario.scenario import Scenario
from .initial import first_words
from .keys import key_table
from .rows import AXES, table
from .rule_tables import doctrine_tables, own_tables, timeline_table
from .state_index import Word, outcome_words, words


class Patch(NamedTuple):
    """Sets of values as words to lay on a scenario's arrays; made by ``patch.prepare``.

    ``positions`` (m,) are places in the run of words of an open copy, ``words`` (sets, m) the bits
    that each set of values has there.
    """

    positions: Integers
    words: Integers


class Compiled(NamedTuple):
    """A scenario as arrays.

    ``initial`` (words,) are the words a trial starts from, as floats or the bits of whole numbers;
    ``columns`` (outcomes,) the positions of the words that a trial's row holds; ``start`` the
    calendar month of month 0, with 0 for January. ``draws`` are sets of values of which trial k
    has number k modulo their count laid on everything else.
    """

    scenario: Scenario
    parameters: Parameters
    initial: Floats
    columns: Integers
    words: tuple[Word, ...]
    months: int
    start: int
    draws: Patch | None = None


def build(scenario: Scenario) -> Compiled:
    """Arrays of a scenario, for the ensemble, the Mesa model and the trace alike.

    Raises KeyCollision when the seed gives two pairs of names one key.
    """
    names = scenario.names
    states = {name: i for i, name in enumerate(names["states"])}
    every_word = words(scenario)
    position = {word.name: k for k, word in enumerate(every_word)}

    tables = {axis: table(scenario, axis) for axis in AXES}
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
    lines = np.full((len(states), len(POLICY_LINES)), -1, dtype=np.int64)
    for m, name in enumerate(names["policies"]):
        state, _, line = name.partition(".")
        tables["policies"][m].state = states[state]
        tables["policies"][m].line = POLICY_LINES.index(line)
        lines[states[state], POLICY_LINES.index(line)] = m

    doctrine, conditions = doctrine_tables(scenario, states)
    for k, listed in enumerate(scenario.doctrine):
        # Rules are listed state by state.
        holder = tables["states"][states[listed.state]]
        if holder.rules == 0:
            holder.first_rule = k
        holder.rules += 1
    own, own_conditions = own_tables(scenario, position, every_word)
    count = len(states)
    vetoes = np.zeros((len(names["sanctions"]), count))
    for k, name in enumerate(names["sanctions"]):
        for state in scenario.vetoes[name]:
            vetoes[k, states[state]] = 1.0
    ties = np.zeros((count, count))
    for name in names["ties"]:
        a, b = scenario.parties["ties"][name]
        ties[states[a], states[b]] = ties[states[b], states[a]] = scenario.value(f"ties.{name}.tie")

    initial = first_words(scenario, every_word, ties)
    parameters = Parameters(
        world=tables["world"],
        marks=marks_of(tables["ladder"]),
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
        timeline=timeline_table(scenario, position, every_word, initial),
        own=own,
        own_conditions=own_conditions,
        lines=lines,
        scales=scales_of(tables["ladder"]),
        distances=distances(),
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


def _pair_name(a: str, b: str) -> str:
    return f"{min(a, b)}-{max(a, b)}"


def marks_of(ladder: Any) -> Any:
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
    marks[0].lethal = first(ladder["lethal"] != 0)
    marks[0].attack = first(ladder["armed_attack"] != 0)
    marks[0].war = first(ladder["war"] != 0)
    marks[0].nuclear = first(ladder["nuclear"] != 0)
    marks[0].count = count
    return marks
