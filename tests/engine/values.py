"""Other values that a scenario allows, at any of its parameters."""

import random
from typing import Any

from sim.engine.parameter_index import Spot, spots
from sim.scenario.scenario import Scenario


def other(luck: random.Random, of: Scenario, path: str, spot: Spot) -> Any:
    """Another allowed value than the scenario's, where there is one; ladders keep rising."""
    leaf, now = spot.leaf, of.value(path)
    if path.endswith(".severity"):
        return 0.99 * float(now)
    if leaf.kind == "switch":
        return not now
    if leaf.kind == "integer":
        low, high = max(leaf.low, float(now) - 3), min(leaf.high, float(now) + 3)
        return luck.choice([n for n in range(int(low), int(high) + 1) if n != now])
    if leaf.kind == "number":
        low, high = max(leaf.low, float(now) - 2), min(leaf.high, float(now) + 2)
        return low + (high - low) * luck.random()
    names = {"rung": of.names["ladder"], "state": of.names["states"]}.get(leaf.kind, leaf.choices)
    return luck.choice(sorted(set(names) - {now}))


def settable(of: Scenario) -> dict[str, Spot]:
    return {path: spot for path, spot in spots(of).items() if path in of.values}
