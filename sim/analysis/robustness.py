"""Robustness: how war given crisis moves with what the record cannot settle.

Precision doubled, a rung split in two, accidents and doctrine off. None of these is wrong; results that
hang on them must show it. ``python -m sim.analysis.robustness`` prints this table and that of base rates.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..engine.build import Compiled, build
from ..engine.ensemble import blocks
from ..experiment.draws import with_draws
from ..experiment.draws_requested import NONE, draws_for
from ..scenario.loading import load
from ..scenario.scenario import Scenario
from .base_rates import base_rates, table
from .intervals import wilson

SPLIT = "clash"
_BASE = ("baseline", "history_1994", "six_party")


def split_rung(name: str) -> dict[str, Any]:
    """A variant of the baseline whose rung ``name`` is two, alike but for a hair of severity."""
    plain = load("baseline")
    twin = f"{name}_again"
    ladder: dict[str, Any] = {name: {"measure": 0.5}, twin: {}}
    states: dict[str, Any] = {}
    for path in plain.values:
        match path.split("."):
            case ["ladder", rung, field] if rung == name:
                ladder[twin][field] = plain.value(path)
            case ["states", state, "levels", rung, field] if rung == name:
                levels = states.setdefault(state, {"levels": {twin: {}}})["levels"]
                levels[twin][field] = plain.value(path)
    ladder[twin] |= {"measure": 0.5, "severity": ladder[twin]["severity"] + 0.001}
    return {"ladder": ladder, "states": states}


def variants() -> dict[str, dict[str, Any]]:
    """What each variant states otherwise than the baseline, by its name in words."""
    states = load("baseline").names["states"]
    both = {"precision": 2, "crisis_precision": 2}
    return {
        "baseline": {},
        "precision doubled in crises": {"states": {s: {"crisis_precision": 2} for s in states}},
        "precision doubled throughout": {"states": dict.fromkeys(states, both)},
        f"{SPLIT} split in two rungs": split_rung(SPLIT),
        "accidents and misperceptions off": {"mechanisms": {"incidents": False}},
        "doctrine off": {"mechanisms": {"doctrine": False}},
    }


def variant(stated: dict[str, Any]) -> Scenario:
    """The baseline with what a variant states otherwise."""
    text = json.dumps(
        {"name": "variant", "title": "Variant", "description": "", "extends": "baseline", **stated}
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "variant.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path)


def war_given_crisis(
    compiled: Compiled, trials: int, threads: int | None = None
) -> tuple[int, int, int]:
    """Crises, months of limited war and general wars in all trials."""
    names = [compiled.words[k].name for k in compiled.columns]
    crisis = [
        1 + c for c, n in enumerate(names) if n.startswith("pairs.") and n.endswith(".crises")
    ]
    limited = 1 + names.index("mechanisms.record.limited_war_months")
    wars = 1 + names.index("mechanisms.war.wars")
    sums = np.zeros(3, dtype=np.int64)
    for block in blocks(compiled, 0, trials, threads):
        rows = block.rows
        sums += [rows[:, crisis].sum(), rows[:, limited].sum(), rows[:, wars].sum()]
    return int(sums[0]), int(sums[1]), int(sums[2])


def robustness(trials: int = 50_000, threads: int | None = None) -> pd.DataFrame:
    """P(war | crisis) with its 95% Wilson interval, and months of limited war a crisis, by variant."""
    rows = []
    for name, stated in variants().items():
        crises, limited, wars = war_given_crisis(build(variant(stated)), trials, threads)
        low, high = wilson(wars, crises)
        rows.append(
            (name, crises / trials, limited / crises, wars, wars / crises, float(low), float(high))
        )
    return pd.DataFrame(
        rows,
        columns=[
            "variant",
            "crises a trial",
            "limited war a crisis",
            "wars",
            "P(war | crisis)",
            "low",
            "high",
        ],
    )


def main() -> None:
    """Print base rates, at the stated values and under the shipped posterior, and robustness."""
    for asked in (NONE, None):
        laid = [with_draws(build(s), draws_for(asked, s)) for s in map(load, _BASE)]
        (now, drawn), (then, _), (six, _) = laid
        if asked is None and drawn is None:
            continue
        sys.stdout.write("values as stated\n" if drawn is None else f"draws: {drawn.name}\n")
        sys.stdout.write(table(base_rates(now, then, six)).to_string(index=False) + "\n\n")
    sys.stdout.write(robustness().to_string(index=False) + "\n")


if __name__ == "__main__":
    main()
