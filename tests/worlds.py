"""Worlds to test in: scenarios as plain mappings, run and read word by word."""

import copy
import json
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import yaml

from sim.engine.build import Compiled, build
from sim.engine.ensemble import run_trials
from sim.rulebook.record import TERMINAL_CLASSES
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

Tree = dict[str, Any]


class Run(NamedTuple):
    """Trials of one scenario: ``rows`` as in ``Block``, ``paths`` (trials, months, words)."""

    compiled: Compiled
    rows: npt.NDArray[np.int64]
    paths: npt.NDArray[np.int64]

    def values(self, position: int) -> npt.NDArray[np.float64]:
        """Values of the word at a position, (trials, months)."""
        raw = np.ascontiguousarray(self.paths[:, :, position])
        if self.compiled.words[position].integer:
            return raw.astype(np.float64)
        return raw.view(np.float64)

    def series(self, word: str) -> npt.NDArray[np.float64]:
        """Values of a word, (trials, months)."""
        return self.values(self.position(word))

    def last(self, word: str) -> npt.NDArray[np.float64]:
        """Values of a word at the end of each trial."""
        return np.asarray(self.series(word)[:, -1])

    def initial(self, word: str) -> float:
        k = self.position(word)
        if self.compiled.words[k].integer:
            return float(self.compiled.initial.view(np.int64)[k])
        return float(self.compiled.initial[k])

    def position(self, word: str) -> int:
        return [w.name for w in self.compiled.words].index(word)

    def share(self, terminal_class: str) -> float:
        """Share of trials that end in a class."""
        return float(np.mean(self.rows[:, 0] == TERMINAL_CLASSES.index(terminal_class)))


def scenario(tree: Tree) -> Scenario:
    """The scenario that a file with this content would be."""
    return _loaded(json.dumps(with_references(tree)))


REFERENCES = ("guarantor", "presence", "balance", "armament", "umbrella", "mutual")


def with_references(tree: Tree) -> Tree:
    """The tree in which every rivalry states the references of deterrence, 0 where it did not."""
    zero = {f"{name}_reference": 0.0 for name in REFERENCES}
    rivalries = {
        name: {**zero, **body} for name, body in tree.get("rivalries", {}).items() if "-" in name
    }
    return {**tree, "rivalries": rivalries} if rivalries and "extends" not in tree else tree


@cache
def _loaded(text: str) -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.yaml"
        path.write_text(yaml.safe_dump(json.loads(text), sort_keys=False), encoding="utf-8")
        return load(path)


def run(of: Tree | Scenario, trials: int = 20, first: int = 0) -> Run:
    """Run trials with the trajectories of all words."""
    compiled = build(scenario(of) if isinstance(of, dict) else of)
    block = run_trials(compiled, first, trials, trajectories=True)
    return Run(compiled, block.rows, block.trajectories)


def changed(tree: Tree, *changes: Mapping[str, Any]) -> Tree:
    """A copy of the tree with others laid over it, key by key."""
    copied: Tree = copy.deepcopy(tree)
    for change in changes:
        _lay(copied, change)
    return copied


def _lay(under: Tree, over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, Mapping) and isinstance(under.get(key), dict):
            _lay(under[key], value)
        else:
            under[key] = copy.deepcopy(value)


def differing_words(one: Run, other: Run, *, ignore: Iterable[str] = ()) -> list[str]:
    """Names of words that both runs have and whose trajectories differ in any byte."""
    ignored = set(ignore)
    places = {word.name: k for k, word in enumerate(other.compiled.words)}
    months = min(one.paths.shape[1], other.paths.shape[1])
    return [
        word.name
        for k, word in enumerate(one.compiled.words)
        if word.name in places
        and word.name not in ignored
        and not np.array_equal(one.paths[:, :months, k], other.paths[:, :months, places[word.name]])
    ]


def two_states(**changes: Any) -> Tree:
    """Two equal rivals for two years, every number the rulebook's own."""
    tree: Tree = {
        "name": "two",
        "title": "Two equal rivals",
        "description": "a world for tests",
        "information_date": "2024-10-31",
        "start": "2024-11",
        "horizon": 24,
        "seed": 0,
        "mechanisms": {"war": {"china_stance": "neutral"}},
        "states": {"north": {}, "south": {}},
        "rivalries": {"north-south": {}, "south-north": {}},
    }
    return changed(tree, changes)


FREE_STEPS: Tree = {
    "cost": 0.0,
    "reciprocity": 0.0,
    "lethal_threshold": 0.0,
    "threshold": 0.0,
    "war_threshold": 0.0,
}
"""``mechanisms.crisis`` with which steps up cost nothing."""


def off(*mechanisms: str) -> Tree:
    """Settings that switch mechanisms off."""
    return {"mechanisms": {name: {"on": False} for name in mechanisms}}


def lively() -> Tree:
    """Five states and every mechanism at work: exchange, tests, force, crises, wars, nuclear use.

    Made to reach all the rules in few trials; its numbers claim nothing.
    """
    force = {"clash": {"constant": 1.0}, "lethal_incident": {"constant": 2.0}}
    always = {"all": [{"quantity": "tension", "is": ">=", "value": 0.0}]}
    return {
        "name": "lively",
        "title": "Everything happens",
        "description": "a world for tests",
        "information_date": "2024-10-31",
        "start": "2024-11",
        "horizon": 18,
        "seed": 0,
        "mechanisms": {
            "war": {
                "china_stance": "intervenes",
                "nuclear_base": -3.0,
                "china_trigger": 0.05,
                "attrition": 0.02,
                "settlement": 0.1,
            },
            "crisis": {
                "cost": 3.0,
                "reciprocity": 8.0,
                "lethal_threshold": 0.0,
                "threshold": 0.0,
                "war_threshold": 0.0,
            },
            "campaign": {"entry": 0.2, "exit": 0.2},
            "dialogue": {"entry": 0.1, "exit": 0.3},
            "moratorium": {"entry": 0.2, "exit": 0.2},
            "drift": {"sd": 0.3},
            "incidents": {"accident": 0.2, "misperception": 0.1},
            "hedging": {"pace": 0.4},
            "stability_instability": {"on": True},
        },
        "states": {
            "dprk": {
                "programme": True,
                "bloc": 1,
                "gdp": 24.0,
                "warheads": 50.0,
                "warhead_production": 1.0,
                "homeland_reach": 0.1,
                "trade": 0.2,
                "programme_cost": 0.15,
                "leader": 1.0,
                "campaign": 1.0,
                "moratorium": 0.5,
                "exercise": 0.5,
                "orientation": 0.3,
                "resolve": 0.5,
                "experience": 0.01,
                "backed_by_china": True,
                "stocks": {
                    "elite": {"home": 60000.0, "production": 500.0},
                    "shells": {"home": 3e6, "production": 50000.0},
                    "missiles": {"home": 300.0, "production": 4.0},
                },
                "tracks": {
                    "reentry": {"progress": 0.6},
                    "mirv": {"progress": 0.2},
                    "submarine": {"progress": 0.88},
                    "satellite": {"progress": 0.3},
                },
                "levels": {
                    **force,
                    "show_of_force": {"leader": 1.5, "campaign": 1.0},
                    "strategic_test": {"leader": 3.0, "campaign": 1.0, "moratorium": 1.0},
                },
                "policies": {"send": {"level": 2, "constant_2": 2.0}},
                "doctrine": {
                    "use_or_lose": {
                        "when": {"any": [{"quantity": "regime_threat", "is": ">=", "value": 0.2}]},
                        "then": {"at_least": "nuclear_use"},
                        "probability": 0.3,
                        "limit": 2,
                    },
                },
            },
            "rok": {
                "bloc": 2,
                "gdp": 1700.0,
                "reserve": 400.0,
                "audience": 0.7,
                "orientation": 0.6,
                "levels": force,
                "hedging": 2,
                "policies": {"arm": {"constant_2": 0.5}, "hedge": {"constant_1": 1.0}},
                "doctrine": {
                    "answer": {
                        "when": always,
                        "then": {"in_kind_plus": 1},
                        "probability": 0.3,
                        "delay": 1,
                        "limit": 2,
                    },
                    "hold": {
                        "when": {"any": [{"quantity": "at_war", "is": "==", "value": 0}]},
                        "then": {"at_most": "lethal_incident"},
                        "probability": 0.1,
                        "limit": 3,
                    },
                },
            },
            "us": {
                "bloc": 2,
                "power": 6.0,
                "projection": 0.5,
                "gdp": 27000.0,
                "reserve": 1300.0,
                "warheads": 5000.0,
                "survivability": 0.9,
                "distraction": 0.2,
                "events_counted": False,
                "policies": {"presence": {"level": 1}},
            },
            "russia": {
                "bloc": 1,
                "power": 2.0,
                "projection": 0.2,
                "gdp": 1900.0,
                "reserve": 430.0,
                "warheads": 5000.0,
                "distraction": 0.7,
                "recognition": 1,
                "events_counted": False,
                "policies": {
                    "pay": {"level": 1, "constant_2": 1.0},
                    "obstruct": {"level": 1},
                    "recognise": {"constant_1": 1.0},
                    "restrain": {},
                },
            },
            "japan": {
                "bloc": 2,
                "gdp": 4200.0,
                "reserve": 1200.0,
                "events_counted": False,
                "policies": {"contribute": {}},
            },
        },
        "rivalries": {
            "dprk-rok": {"stakes": 1.5, "propensity": 0.5},
            "rok-dprk": {},
            "dprk-us": {"propensity": -0.5},
            "us-dprk": {},
            "russia-us": {},
            "us-russia": {},
        },
        "alliances": {
            "us-rok": {"commitment": 0.9, "join_below_war": 0.0, "delay": 5},
            "russia-dprk": {
                "commitment": 0.4,
                "conditional": False,
                "moral_hazard": 0.5,
                "delay": 3,
            },
            "us-russia": {"obligation": "nonaggression"},
        },
        "pacts": {"russia-dprk": {"neighbour": "rok", "abroad": 1500.0}},
        "sanctions": {"un": {"target": "dprk", "veto_holders": ["russia", "us"]}},
        "ties": {"dprk-russia": {"tie": 0.6}, "rok-us": {"tie": 0.8}, "dprk-rok": {"tie": -0.5}},
        "timeline": {
            "election": {
                "month": "2025-06",
                "probability": 0.5,
                "set": {"states.rok.orientation": -0.6},
            },
        },
    }
