"""The forest of contrasts shows every contrast, at the edges too."""

import pytest

from sim.api.comparisons import Comparison, compare
from sim.report.contrasts import factor, points, times
from sim.report.figures.contrasts import MOST, contrasts
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


def test_more_contrasts_than_fit_and_unknown_outcomes_are_refused(
    world: Scenario, found: Comparison
) -> None:
    with pytest.raises(ValueError, match=f"{MOST} contrasts"):
        found.plot()
    with pytest.raises(ValueError, match="no share"):
        found.plot(["events"])


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
