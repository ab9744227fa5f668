"""Ship a calibration: its draws in seeds/, its centre as the fitted values of the scenarios.

``python scripts/ship_posterior.py FOLDER`` copies posterior.csv and posterior.yaml into seeds/, states
the centre of each fitted value in scenarios/baseline.yaml with the middle 90% of draws as its range, and
lists these figures in seeds/evidence.yaml. ``python -m sim.scenario.reference`` then writes the docs.
"""

import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

ROOT = Path(__file__).resolve().parents[1]
FITTED = re.compile(
    r"(?:([a-z_]+): )?\{ value: (-?[0-9.e+-]+), evidence: record_fit(?:, range: \[[^\]]*\])?"
)
KEY = re.compile(r"^( *)([A-Za-z0-9_-]+):")


def centred(text: str, centre: dict[str, float], draws: pd.DataFrame) -> str:
    """A scenario's text with the centre and range of every fitted value."""
    above: list[tuple[int, str]] = []
    lines = []
    for line in text.splitlines():
        key = KEY.match(line)
        if key:
            indent = len(key[1])
            above = [(i, name) for i, name in above if i < indent] + [(indent, key[2])]
            path = ".".join(name for _, name in above)
            for found in FITTED.finditer(line):
                inner = found[1]
                full = path if inner in (None, key[2]) else f"{path}.{inner}"
                value = centre[full]
                low, high = np.quantile(draws[full], (0.05, 0.95)).round(2).tolist()
                stated = f"{{ value: {value:g}, evidence: record_fit, range: "
                stated += f"[{min(low, value):g}, {max(high, value):g}]"
                line = line.replace(found[0], f"{inner}: {stated}" if inner else stated)
        lines.append(line)
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Ship the calibration in ``folder``."""
    seeds, scenario = ROOT / "seeds", ROOT / "scenarios" / "baseline.yaml"
    told = yaml.safe_load((folder / "posterior.yaml").read_text(encoding="utf-8"))
    draws = pd.read_csv(folder / "posterior.csv")
    centre = {path: column["centre"] for path, column in told["columns"].items()}
    fitted = {path: value for path, value in centre.items() if told["columns"][path]["fitted"]}
    scenario.write_text(
        centred(scenario.read_text(encoding="utf-8"), fitted, draws), encoding="utf-8"
    )
    evidence = seeds / "evidence.yaml"
    before, key, after = evidence.read_text(encoding="utf-8").partition("\nrecord_fit:\n")
    figures = ", ".join(f"{value:g}" for value in sorted(set(fitted.values())))
    after = re.sub(r"figures: \[[^\]]*\]", f"figures: [{figures}]", after, count=1)
    evidence.write_text(before + key + after, encoding="utf-8")
    for name in ("posterior.csv", "posterior.yaml"):
        shutil.copy(folder / name, seeds / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
