"""A world with one pact, one patron and one guarantor, in which only the named mechanisms work.

Signs are tested here and nowhere else: of a mechanism alone, never of a scenario's net effect.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.rulebook.registry import MECHANISMS
from tests.worlds import Run, Tree, changed, differing_words, run

PACT, PATRON, GUARANTOR = "russia-dprk", "russia-dprk", "us-rok"
Values = npt.NDArray[np.float64]


def isolated(*working: str, **changes: Any) -> Tree:
    """The world with every mechanism switched off but those that work; policies are pinned."""
    switches = {m.name: {"on": m.name in working} for m in MECHANISMS if m.switch}
    tree: Tree = {
        "name": "isolated",
        "title": "One mechanism at a time",
        "description": "a world for tests",
        "information_date": "2024-10-31",
        "start": "2024-11",
        "horizon": 36,
        "seed": 0,
        "mechanisms": {**switches, "war": {"china_stance": "neutral"}},
        "states": {
            "dprk": {
                "bloc": 1,
                "gdp": 24.0,
                "programme": True,
                "warheads": 50.0,
                "trade": 0.2,
                "campaign": 1.0,
                "stocks": {
                    "elite": {"home": 60000.0},
                    "shells": {"home": 1e7},
                    "missiles": {"home": 600.0},
                },
                "tracks": {"reentry": {"progress": 0.3}},
                "policies": {"send": {"level": 2, "pin": 2}},
            },
            "rok": {"bloc": 2, "gdp": 1700.0, "policies": {"arm": {}}},
            "russia": {
                "bloc": 1,
                "gdp": 1900.0,
                "power": 2.0,
                "policies": {
                    "pay": {"level": 2, "pin": 2},
                    "obstruct": {"level": 0, "pin": 0},
                    "recognise": {"level": 1, "pin": 1},
                },
            },
            "us": {"bloc": 2, "gdp": 27000.0, "power": 6.0},
        },
        "rivalries": {"dprk-rok": {}, "rok-dprk": {}},
        "alliances": {PATRON: {"commitment": 0.4}, GUARANTOR: {"commitment": 0.9}},
        "pacts": {PACT: {"neighbour": "rok", "relations": 0.5}},
        "sanctions": {"un": {"target": "dprk", "veto_holders": ["russia"]}},
    }
    return changed(tree, changes)


def both(one: Tree, other: Tree, trials: int = 400) -> tuple[Run, Run]:
    """The same trials of two worlds, with the same luck."""
    return run(one, trials), run(other, trials)


def higher(one: Values, other: Values) -> bool:
    """Whether matched trials are higher on average, by more than three standard errors."""
    difference = np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    return bool(difference.mean() > 3.0 * difference.std() / np.sqrt(difference.size))


def same(one: Tree, other: Tree, *, but: tuple[str, ...] = (), trials: int = 60) -> bool:
    """Whether two worlds are equal, byte for byte, in every word but those named by their ends."""
    differing = differing_words(run(one, trials), run(other, trials))
    return [word for word in differing if not word.endswith(but)] == [] if but else not differing


def acts(of: Run, state: str, *rungs: str) -> Values:
    """Events of a state at some rungs, by trial."""
    return np.sum([of.last(f"events.{state}.{rung}") for rung in rungs], axis=0)
