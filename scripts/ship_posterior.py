"""Ship a calibration: ``python scripts/ship_posterior.py FOLDER`` copies its draws and what made them into seeds/.

Refused where it was made around other values than the shipped scenarios state now: its draws would
be laid on none of what has moved.
"""

import shutil
import sys
from pathlib import Path

import yaml

from sim.history.posterior import CSV, YAML
from sim.scenario.loading import load

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def main(folder: Path) -> None:
    """Ship the calibration in ``folder``."""
    told = yaml.safe_load((folder / YAML).read_text(encoding="utf-8"))
    scenario = load(told["scenario"])
    if told["scenario_digest"] != scenario.digest:
        sys.exit(f"{folder} was calibrated on another {told['scenario']} than the shipped one")
    for name in (CSV, YAML):
        shutil.copy(folder / name, SEEDS / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
