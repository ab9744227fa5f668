"""The forest of contrasts shows every contrast, at the edges too."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from sim.api.compare import compare
from sim.api.results.comparisons import Comparison
from sim.errors import InputError
from sim.presentation.contrasts import factor, points, times
from sim.presentation.figures.contrasts import MOST, contrasts
from sim.scenario.scenario import Scenario
from tests.worlds import scenario, two_states


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(two_states(horizon=6))


@pytest.fixture(scope="module")
def found(world: Scenario) -> Comparison:
    weights = list(range(1, MOST + 2))
    return compare(world, vary={"mechanisms.tension.weight": weights}, trials=5, threads=1)


def test_each_contrast_has_a_pair_of_panels_and_says_what_it_is(
    world: Scenario, found: Comparison
) -> None:
    some = found.table[found.table["contrast"].isin(found.table["contrast"].unique()[:3])]
    figure = contrasts(some, world)
    assert len(figure.axes) == 6
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert [title for title in titles if title] == list(some["contrast"].unique())


def test_a_planned_contrast_is_marked(world: Scenario) -> None:
    sets = ["mechanisms.rally.on=false"]
    made = compare(world, sets=sets, trials=5, threads=1, planned="main")
    assert made.plot().axes[0].get_title(loc="left").endswith("(planned: main)")
    assert "planned as main" in made.summary()


def caption(figure: Figure) -> str:
    return " ".join(" ".join(text.get_text() for text in figure.texts).split())


def test_what_is_below_says_how_many_trials_and_which_intervals(
    world: Scenario, found: Comparison
) -> None:
    names = found.table["contrast"].unique()
    one = found.table[found.table["contrast"] == names[1]]
    assert "5 matched trials of" in caption(contrasts(one, world))
    assert "95% score intervals. A" in caption(contrasts(one, world))
    more = compare(
        world,
        vary={"mechanisms.tension.weight": [9]},
        trials=8,
        threads=1,
        draws=pd.DataFrame({"mechanisms.rally.weight": [0.1, 0.2]}),
    )
    both = contrasts(pd.concat([one, more.table]), world)
    assert "5 to 8 matched trials" in caption(both)
    # The lines of a caption are texts of their own, in no order.
    assert "clustered by parameter draw" in caption(both)
    assert "trials have draws" in caption(both)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("outcome", ["first_force", "detente"])
def test_a_run_to_a_precision_has_its_sequences_and_no_arrow_where_there_is_no_interval(
    world: Scenario, outcome: str
) -> None:
    sets = ["mechanisms.tension.weight=9"]
    made = compare(world, sets=sets, precision=0.5, outcomes=[outcome], most=64, threads=1)
    figure = made.plot()
    told = caption(figure)
    assert "score intervals" not in told
    assert ("confidence sequences" in told) == (outcome == "first_force")
    differences, ratios = figure.axes
    assert {line.get_marker() for line in ratios.lines} <= {"o", "None"}
    low, high = differences.get_xlim()
    (dots,) = (line for line in differences.lines if line.get_marker() == "o")
    assert all(low <= x <= high for x in dots.get_xdata())


def test_more_contrasts_than_fit_and_unknown_outcomes_are_refused(
    world: Scenario, found: Comparison
) -> None:
    with pytest.raises(ValueError, match=f"{MOST} contrasts"):
        contrasts(found.table, world)
    assert list(found.figures()) == ["contrasts", "contrasts_2"]
    with pytest.raises(InputError, match="no share"):
        found.plot(outcomes=["events"])


def test_identical_twins_can_be_drawn(world: Scenario) -> None:
    twin = world.replace({"name": "twin"})
    made = compare(world, twin, trials=5, threads=1)
    assert "by construction" in made.summary()
    made.plot().draw_without_rendering()


def test_numbers_in_words() -> None:
    assert [points(v) for v in (0.0, 0.123, -0.0051, 0.00042)] == ["0", "+12.3", "−0.51", "+0.042"]
    assert [times(v) for v in (float("nan"), float("inf"), 1.2345)] == ["", "∞", "1.23"]
    assert [factor(v) for v in (float("nan"), float("inf"), 0.5, 1234.0)] == [
        "–",
        "∞",
        "0.50",
        "1,234",
    ]
