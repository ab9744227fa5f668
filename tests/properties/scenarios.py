"""Scenarios at random: any states, rivalries, promises, ladders, rules and numbers that are allowed.

``scenarios`` gives the content of a file as plain data; ``save`` writes it, ``read`` loads it. Numbers
come from the whole range that each mechanism declares, its ends and its default included.
"""

import math
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from sim.rulebook.declare import (
    CHANNELS,
    COMPARISONS,
    POLICY_LINES,
    POSTURES,
    REDUCTIONS,
    STOCKS,
    TRACKS,
    Parameter,
)
from sim.rulebook.doctrine import QUANTITIES
from sim.rulebook.layout import parameters
from sim.rulebook.policy_lines import OPTIONS
from sim.rulebook.registry import MECHANISMS
from sim.scenario import Scenario, load
from tests.worlds import with_references

NAMES = ("NO", "Ruritania", "delta", "north", "south", "z-9")
STRUCTURE = {"severity", "hostility", "posture", "measure"}
"""Rung parameters that hang together and are drawn together."""

Data = dict[str, Any]


def numbers(parameter: Parameter) -> st.SearchStrategy[float | int]:
    """Values a number may take: around its default most often, at its ends sometimes."""
    low = max(parameter.low, -1e6)
    high = min(parameter.high, 1e6)
    default = parameter.default if isinstance(parameter.default, int | float) else low
    middle = min(high, max(low, float(default)))
    if parameter.kind == "integer":
        return st.one_of(
            st.integers(math.ceil(low), math.floor(high)),
            st.sampled_from([math.ceil(low), math.floor(min(high, 1000)), int(middle)]),
        )
    return st.one_of(
        st.floats(max(low, middle - 2.0), min(high, middle + 2.0)),
        st.floats(low, high),
        st.sampled_from([low, high, middle]),
    )


def value(parameter: Parameter, rungs: list[str]) -> st.SearchStrategy[Any]:
    """Values that a parameter of any kind may take, states apart."""
    if parameter.kind == "switch":
        return st.booleans()
    if parameter.kind == "choice":
        return st.sampled_from(parameter.choices)
    if parameter.kind == "rung":
        return st.sampled_from(rungs)
    return numbers(parameter)


@st.composite
def ladders(draw: st.DrawFn) -> Data:
    """Ladders of 3 to 16 rungs: severity rises, hostility and posture never fall."""
    count = draw(st.integers(3, 16))
    severities = sorted(
        draw(st.lists(st.integers(0, 1000), min_size=count, max_size=count, unique=True))
    )
    hostilities = sorted(draw(st.lists(st.integers(1, 5), min_size=count, max_size=count)))
    postures = sorted(draw(st.lists(st.integers(0, 5), min_size=count, max_size=count)))
    ladder: Data = {}
    for k in range(count):
        hostile = hostilities[k]
        force = hostile >= 4
        ladder[f"rung_{k}"] = {
            "severity": severities[k] / 1000,
            "hostility": hostile,
            "posture": POSTURES[postures[k]],
            "channel": draw(st.sampled_from(CHANNELS)),
            "measure": draw(st.sampled_from([0.25, 1.0, 3.0])),
            "constant": draw(st.floats(-4, 1)),
            "test": hostile == 3 and draw(st.booleans()),
            "force": force,
            "lethal": force and draw(st.booleans()),
            "armed_attack": force and draw(st.booleans()),
            "war": hostile == 5,
            "nuclear": hostile == 5 and draw(st.booleans()),
            "public": hostile == 3 and draw(st.booleans()),
            "event": hostile >= 3 and draw(st.booleans()),
            "punished": draw(st.booleans()),
        }
    return ladder


@st.composite
def rules(draw: st.DrawFn, rungs: list[str]) -> Data:
    """One escalation rule."""
    conditions = [
        {
            "quantity": draw(st.sampled_from([name for name, _ in QUANTITIES])),
            "is": draw(st.sampled_from(COMPARISONS)),
            "value": draw(st.sampled_from([0, 0.3, 1, 2])),
        }
        for _ in range(draw(st.integers(0, 2)))
    ]
    then = draw(
        st.one_of(
            st.sampled_from(["at_least", "at_most", "exactly"]).flatmap(
                lambda action: st.sampled_from(rungs).map(lambda rung: {action: rung})
            ),
            st.integers(-1, 1).map(lambda number: {"in_kind_plus": number}),
        )
    )
    rule: Data = {
        "then": then,
        "probability": draw(st.sampled_from([0, 0.5, 0.9])),
        "delay": draw(st.integers(0, 2)),
        "limit": draw(st.integers(1, 2)),
    }
    if conditions:
        rule["when"] = {draw(st.sampled_from(["all", "any"])): conditions}
    return rule


@st.composite
def scenarios(draw: st.DrawFn) -> Data:
    """The content of a scenario file, valid by construction."""
    states = sorted(draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True)))
    ladder = draw(st.one_of(st.just(None), ladders()))
    rungs = list(ladder) if ladder is not None else list(DEFAULT_RUNGS)
    pairs = [(a, b) for a in states for b in states if a < b]
    rivals = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True))
    directed = [(a, b) for a in states for b in states if a != b]
    # A pair both ways round needs its parties stated.
    some = st.lists(
        st.sampled_from(directed), max_size=3, unique_by=lambda pair: tuple(sorted(pair))
    )
    data: Data = {
        "information_date": "2024-10",
        "start": draw(st.sampled_from(["2024-11", "1999-01"])),
        "horizon": draw(st.integers(1, 6)),
        "seed": draw(st.integers(0, 3)),
        "states": {state: draw(_state(rungs)) for state in states},
        "rivalries": {
            f"{a}-{b}": draw(_opening(len(rungs))) for pair in rivals for a, b in (pair, pair[::-1])
        },
        "alliances": {f"{a}-{b}": {} for a, b in draw(some)},
        "pacts": {f"{a}-{b}": {"neighbour": draw(st.sampled_from(states))} for a, b in draw(some)},
        "mechanisms": {"war": {"china_stance": draw(st.sampled_from(["neutral", "intervenes"]))}},
    }
    if draw(st.booleans()):
        veto_holders = draw(st.lists(st.sampled_from(states), max_size=2, unique=True))
        target = draw(st.sampled_from(states))
        data["sanctions"] = {"regime": {"target": target, "veto_holders": veto_holders}}
    if ladder is not None:
        data["ladder"] = ladder
        data["mechanisms"]["ladder"] = {"monthly_ceiling": draw(st.sampled_from(rungs))}
        data["mechanisms"]["crisis"] = {"highest": draw(st.sampled_from(rungs))}
    for name in data["alliances"]:
        data["alliances"][name]["trigger"] = draw(st.sampled_from(rungs))
    for mechanism in draw(st.lists(st.sampled_from(SWITCHED), max_size=4, unique=True)):
        data["mechanisms"].setdefault(mechanism, {})["on"] = draw(st.booleans())
    for _ in range(draw(st.integers(0, 25))):
        _change_a_number(draw, data, rungs)
    data["timeline"] = draw(_timeline(data))
    data["outcomes"] = draw(_outcomes(data))
    return data


def _change_a_number(draw: st.DrawFn, data: Data, rungs: list[str]) -> None:
    axis = draw(st.sampled_from(AXES))
    mechanism, parameter = draw(st.sampled_from(CHANGEABLE[axis]))
    where: list[Data] = []
    if axis == "world":
        where = [data["mechanisms"].setdefault(mechanism.name, {})]
    elif axis in ("tracks", "stocks", "levels"):
        rows = {"tracks": TRACKS, "stocks": STOCKS, "levels": rungs}[axis]
        state = data["states"][draw(st.sampled_from(sorted(data["states"])))]
        where = [state.setdefault(axis, {}).setdefault(draw(st.sampled_from(rows)), {})]
    elif axis == "policies":
        lines = [item for state in data["states"].values() for item in state["policies"].items()]
        if parameter.name in ("level", "pin"):
            for line, stated in lines[:1]:
                last = OPTIONS[POLICY_LINES.index(line)] - 1
                stated[parameter.name] = draw(st.integers(int(parameter.low), last))
            return
        where = [stated for _, stated in lines]
    else:
        where = list(data.get(axis, {}).values())
    if where:
        draw(st.sampled_from(where))[parameter.name] = draw(value(parameter, rungs))


@st.composite
def _state(draw: st.DrawFn, rungs: list[str]) -> Data:
    lines = draw(st.lists(st.sampled_from(POLICY_LINES), max_size=3, unique=True))
    return {
        "programme": draw(st.booleans()),
        "events_counted": draw(st.booleans()),
        "precision": draw(st.sampled_from([0, 0.5, 1, 5])),
        "warheads": draw(st.sampled_from([0, 1, 50])),
        "policies": {
            line: {"level": draw(st.integers(0, OPTIONS[POLICY_LINES.index(line)] - 1))}
            for line in lines
        },
        "doctrine": {f"rule {k}": draw(rules(rungs)) for k in range(draw(st.integers(0, 2)))},
    }


def _opening(rungs: int) -> st.SearchStrategy[Data]:
    """A rivalry left to itself, or opened at some rung: without it few trials would see a crisis."""
    opened = st.builds(lambda rung: {"opening": rung}, st.integers(0, rungs - 1))
    return st.one_of(st.builds(dict), opened)


@st.composite
def _timeline(draw: st.DrawFn, data: Data) -> Data:
    entries: Data = {}
    for k in range(draw(st.integers(0, 3))):
        state = draw(st.sampled_from(sorted(data["states"])))
        entry: Data = {
            "month": draw(st.sampled_from(["2024-10", "2024-12", "2025-02", "1999-03"])),
            "known_from": "1990-01",
            "probability": draw(st.sampled_from([0, 0.4, 1])),
            "set": {f"states.{state}.orientation": draw(st.sampled_from([-1, 0.25, 1]))},
        }
        if draw(st.booleans()):
            entry["every"] = draw(st.integers(1, 3))
        # What lasts is over before it begins anew.
        longest = entry.get("every", 4) - 1
        if longest > 0 and draw(st.booleans()):
            entry["lasts"] = draw(st.integers(1, longest))
        if draw(st.booleans()):
            entry["otherwise"] = {f"states.{state}.exercise": 1}
        entries[f"entry {k}"] = entry
    return entries


@st.composite
def _outcomes(draw: st.DrawFn, data: Data) -> Data:
    outcomes: Data = {}
    for k in range(draw(st.integers(0, 2))):
        state = draw(st.sampled_from(sorted(data["states"])))
        reduce = draw(st.sampled_from(REDUCTIONS))
        if reduce in ("first_month", "any", "count"):
            condition = {"variable": f"states.{state}.pressure", "is": ">", "value": 0.3}
            outcomes[f"own {k}"] = {"reduce": reduce, "when": {"all": [condition]}}
        else:
            outcomes[f"own {k}"] = {"reduce": reduce, "of": f"states.{state}.reserve"}
    return outcomes


def save(data: Data, folder: Path, name: str = "scenario.yaml") -> Path:
    """Write a scenario's data as a file."""
    path = folder / name
    stated = with_references(data)
    path.write_text(yaml.safe_dump(stated, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def read(data: Data, folder: Path) -> Scenario:
    """The scenario that the data mean."""
    return load(save(data, folder))


SWITCHED = tuple(mechanism.name for mechanism in MECHANISMS if mechanism.switch)
AXES = (
    *("world", "world", "world", "states", "states", "rivalries", "rivalries", "alliances"),
    *("pacts", "sanctions", "policies", "tracks", "stocks", "levels", "ladder"),
)
"""Axes among which a number to change is drawn; those with most numbers stand more than once."""

CHANGEABLE = {
    axis: [
        (mechanism, parameter)
        for mechanism, parameter in parameters(axis)
        if parameter.kind != "state" and parameter.name not in STRUCTURE
    ]
    for axis in set(AXES)
}
DEFAULT_RUNGS = (
    *("cooperation", "routine", "rhetoric", "pressure", "hybrid", "show_of_force"),
    *("strategic_test", "alert", "clash", "lethal_incident", "limited_war", "general_war"),
    *("nuclear_use", "nuclear_war"),
)
