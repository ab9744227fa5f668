"""Ship a calibration: ``python scripts/ship_posterior.py FOLDER [--write]``.

Prints the median and the central 90% of every parameter that the record informs. With ``--write`` the
scenario states them, and the draws and what made them are copied into seeds/: what is drawn then lies
about what is stated. What the evidence record_fit says of its source is left to the author. Refused
where the calibration was made around other values than the scenario states, these parameters apart.
"""

import argparse
import sys
from pathlib import Path

import yaml

from sim.experiment.draws import Draws
from sim.experiment.draws_file import read_columns, read_table
from sim.experiment.store import write_text
from sim.history.posterior import CSV, YAML, as_text
from sim.history.priors import FILE
from sim.history.restating import as_calibrated, fitted, restated, with_figures, with_priors
from sim.scenario.files import find
from sim.scenario.loading import load

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def main(folder: Path, write: bool) -> None:
    """Show, and perhaps ship, the calibration in ``folder``."""
    paths, values = read_table(folder / CSV)
    columns = read_columns(folder / YAML, paths)
    told = yaml.safe_load((folder / YAML).read_text(encoding="utf-8"))
    scenario = load(told["scenario"])
    found = fitted(Draws(CSV, paths, values, {}), columns, scenario)
    if as_calibrated(scenario, found).digest != told["scenario_digest"]:
        raise SystemExit(f"{folder} was calibrated on another {told['scenario']} than there is now")
    for one in found:
        was = " (was an assumption)" if one.new else ""
        sys.stdout.write(f"{one.path}: {{ {one.stated()} }}{was}\n")
    if not write:
        return
    for file, edited in (
        (find(told["scenario"]), lambda text: restated(text, scenario, found)),
        (SEEDS / FILE, lambda text: with_priors(text, found, scenario)),
        (SEEDS / "evidence.yaml", lambda text: with_figures(text, found)),
    ):
        write_text(file, edited(file.read_text(encoding="utf-8")))
    after = load(told["scenario"])
    told["scenario_digest"] = after.digest
    for one in found:
        said = {"centre": one.value, "range": [one.low, one.high]}
        told["columns"][one.path] |= said | {"fitted": True}
    write_text(SEEDS / CSV, (folder / CSV).read_text(encoding="utf-8"))
    write_text(SEEDS / YAML, as_text(told))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="state them, and copy the draws")
    asked = parser.parse_args()
    main(asked.folder, asked.write)
