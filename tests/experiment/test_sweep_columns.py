"""Points of a sweep keep the same columns, also where a value decides which outcomes can move."""

from pathlib import Path

import pandas as pd
import pytest

from sim.analysis.comparison import tabulate
from sim.analysis.sweeps import contrasts
from sim.engine.table import trial_columns
from sim.experiment.compare import plan
from sim.experiment.matched import matched
from sim.experiment.verify import verify
from sim.scenario.loading import load
from tests.experiment.sweeps import study, swept

TRIALS = 12
AXES = {
    "mechanisms.treasury.on": ("true", "false"),
    "alliances.us-rok.obligation": ("defense", "consultation"),
    "states.rok.trade": ("0", "1"),
    "states.us.programme": ("false", "true"),
    "states.rok.events_counted": ("false", "true"),
}
SEEN = ["a_estimate", "b_estimate", "difference", "a_only", "b_only"]


def text(path: str, ends: tuple[str, str], horizons: str = "12") -> str:
    a, b = ends
    return f"""\
name: columns
scenario: baseline
set: {{horizon: 12}}
trials: {TRIALS}
design: grid
parameters:
  {path}: [{a}, {b}]
  horizon: [{horizons}]
outcomes: [first_force, events]
contrasts:
  ends: {{a: {{{path}: {a}}}, b: {{{path}: {b}}}}}
"""


@pytest.mark.parametrize("path", AXES)
def test_contrasts_of_points_are_those_of_a_comparison_and_the_sweep_is_verified(
    path: str, tmp_path: Path
) -> None:
    of = study(tmp_path, text(path, AXES[path]))
    done = swept(of, tmp_path / "r")
    assert verify(tmp_path / "r", 10).again == 10
    a, b = AXES[path]
    base = load("baseline", ["horizon=12"])
    made = plan([load("baseline", ["horizon=12", f"{path}={a}"])], [f"{path}={b}"])
    found = contrasts(done).set_index(["section", "outcome"])
    whole = tabulate(made.pairings, matched(made.arms, TRIALS, 1, draws=made.draws)).set_index(
        ["section", "outcome"]
    )
    assert len(found) > 0
    pd.testing.assert_frame_equal(found[SEEN], whole.loc[found.index, SEEN])
    assert {c.name for c in trial_columns(of.bases[0])} >= {c.name for c in trial_columns(base)}


def test_points_with_other_horizons_keep_the_same_columns_too(tmp_path: Path) -> None:
    path = "mechanisms.treasury.on"
    of = study(tmp_path, text(path, AXES[path], "6, 12").partition("contrasts:")[0])
    done = swept(of, tmp_path / "r")
    assert len(of.points) == 4
    assert not done.ledger.failed
    assert verify(tmp_path / "r", 10).again == 10


def test_what_is_varied_can_be_asked_for_though_the_base_alone_could_not_move_it(
    tmp_path: Path,
) -> None:
    of = study(tmp_path, text("states.rok.trade", ("0", "1")))
    done = swept(of, tmp_path / "r")
    poor, rich = (done.series(point, "states.rok.reserve") for point in of.points)
    assert poor.nunique() == 1
    assert (rich > poor).all()
