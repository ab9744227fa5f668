"""Own outcomes reduce what trajectories show, tables of two axes included."""

import numpy as np

from sim.engine.table import trial_columns, trial_words
from sim.scenario import load
from tests.worlds import Run, run

TESTS = "events.dprk.strategic_test"
LISTED = {
    "pair": {
        "reduce": "count",
        "when": {"all": [{"variable": "states.dprk.tested", "is": ">=", "value": 2}]},
    },
    "many": {"reduce": "any", "when": {"any": [{"variable": TESTS, "is": ">=", "value": 9}]}},
    "tests": {"reduce": "last", "of": TESTS},
    "tie": {"reduce": "max", "of": "ties.dprk-russia"},
    "belief": {"reduce": "mean", "of": "beliefs.russia-dprk.us"},
}
TRIALS = 40


def made() -> tuple[Run, dict[str, np.ndarray]]:
    """A run with the outcomes listed, and the exact words of the column of each."""
    scenario = load("baseline").replace({f"outcomes.{n}": body for n, body in LISTED.items()})
    found = run(scenario, TRIALS)
    table = trial_words(scenario, 0, found.rows)
    names = [column.name for column in trial_columns(scenario)]
    return found, {name: table[:, names.index(name)] for name in LISTED}


def test_own_outcomes_of_every_kind_of_path_agree_with_the_months() -> None:
    found, of = made()
    tests = found.series(TESTS)
    each_month = np.diff(tests, axis=1, prepend=0.0)
    assert np.array_equal(found.series("states.dprk.tested"), each_month)
    assert np.array_equal(of["pair"], (each_month >= 2).sum(axis=1))
    assert 0 < of["pair"].sum() < TRIALS * tests.shape[1]
    assert np.array_equal(of["many"], (tests >= 9).any(axis=1))
    assert np.array_equal(of["tests"].view(np.float64), tests[:, -1])
    assert np.array_equal(of["tie"].view(np.float64), found.series("ties.dprk-russia").max(axis=1))
    belief = found.series("beliefs.russia-dprk.us")
    assert np.allclose(of["belief"].view(np.float64), belief.mean(axis=1), rtol=1e-12)
    assert len(set(belief[:, -1])) > 1
