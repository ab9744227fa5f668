"""A boundary that is known is found, and cells near it are the undecided ones."""

import numpy as np
import pytest

from sim.analysis.tipping import Tipping, tipping

SIDE = 21
TRIALS = 400


def grid() -> tuple[np.ndarray, np.ndarray]:
    x, y = np.meshgrid(np.linspace(0, 1, SIDE), np.linspace(0, 1, SIDE))
    return x.ravel(), y.ravel()


@pytest.fixture(scope="module")
def found() -> Tipping:
    """Class 1 comes with probability 0.2 + 0.3 (x + y), so it is the likelier where x + y > 1."""
    x, y = grid()
    luck = np.random.default_rng(0).random((SIDE * SIDE, TRIALS))
    ones = luck < (0.2 + 0.3 * (x + y))[:, None]
    return tipping(np.stack([~ones, ones]).astype(float))


def test_the_boundary_is_where_it_is(found: Tipping) -> None:
    x, y = grid()
    sure = ~found.undecided
    assert (found.likeliest[sure] == (x + y > 1.0)[sure]).mean() > 0.995
    assert sure.mean() > 0.6


def test_undecided_cells_lie_along_the_boundary(found: Tipping) -> None:
    x, y = grid()
    away = np.abs(x + y - 1.0)
    assert away[found.undecided].mean() < 0.15
    assert found.undecided[away < 0.01].mean() > 0.7
    assert not found.undecided[away > 0.5].any()


def test_luck_that_all_cells_share_leaves_the_boundary_sharp() -> None:
    x, y = grid()
    luck = np.random.default_rng(1).standard_normal(TRIALS)
    value = (x + y - 1.0)[:, None] + luck[None, :]
    # The same luck moves both options, so no resample changes which is larger.
    found = tipping(np.stack([value, np.broadcast_to(luck, value.shape)]))
    assert (found.other[np.abs(x + y - 1.0) > 1e-9] == 0.0).all()


def test_the_share_of_resamples_is_that_of_a_sign_test() -> None:
    # One cell with 55 of 100 for class 1: P(Binomial(100, 0.55) <= 50) = 0.183, a tie counts for class 0.
    ones = np.array([1.0] * 55 + [0.0] * 45)
    found = tipping(np.stack([1.0 - ones, ones])[:, None, :], resamples=4000)
    assert found.likeliest[0] == 1
    assert found.other[0] == pytest.approx(0.183, abs=0.03)


@pytest.mark.parametrize(("trials", "sure"), [(1, False), (4, False), (5, True), (50, True)])
def test_few_trials_that_agree_decide_nothing(trials: int, sure: bool) -> None:
    # Agreement of 4 comes about in 1 of 16 cells where both are as likely, that of 5 in 1 of 32.
    ones = np.ones((1, trials))
    found = tipping(np.stack([1.0 - ones, ones]))
    assert found.other.tolist() == [0.0]
    assert found.p_value == pytest.approx(0.5**trials)
    assert found.undecided.tolist() == [not sure]


@pytest.mark.parametrize("threshold", [0.0, 0.02, 0.5, 0.9])
def test_a_share_is_held_against_its_threshold_exactly(threshold: float) -> None:
    cases = np.array([[0.0] * 20, [1.0] * 10 + [0.0] * 10, [1.0] * 20])
    found = tipping(np.stack([np.full(cases.shape, threshold), cases]), even=threshold)
    none, half, every = found.p_value
    # No case in 20 trials is likely where the share is small, however certain resamples look.
    assert none == pytest.approx((1.0 - threshold) ** 20)
    assert every == pytest.approx(threshold**20)
    assert found.undecided[0] == (threshold in (0.0, 0.02))
    assert found.undecided[2] == (threshold == 0.9)
    assert half > 0.0 or threshold == 0.0


def test_cells_that_are_equal_are_found_sure_in_no_more_than_one_of_twenty() -> None:
    random = np.random.default_rng(7)
    for trials in (1, 3, 6, 10, 30):
        ones = (random.random((4000, trials)) < 0.5).astype(float)
        found = tipping(np.stack([1.0 - ones, ones]), resamples=100)
        # Either of the two may be found the likelier, each in 1 of 20.
        assert (~found.undecided).mean() < 0.115
