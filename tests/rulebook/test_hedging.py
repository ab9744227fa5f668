"""The nuclear hedge: five stages, one step at a time, while policy advances it."""

import numpy as np

from tests.worlds import Tree, run, two_states


def _stages(pin: int, pace: float = 0.3, start: int = 0) -> tuple[np.ndarray, np.ndarray]:
    north: Tree = {"hedging": start, "policies": {"hedge": {"level": pin, "pin": pin}}}
    world = run(two_states(states={"north": north}, mechanisms={"hedging": {"pace": pace}}), 100)
    return world.series("states.north.hedging"), world.series("states.north.warheads")


def test_stages_rise_one_at_a_time_and_only_while_the_hedge_is_advanced() -> None:
    stages, _ = _stages(1)
    steps = np.diff(stages, axis=1)
    assert set(np.unique(steps)) == {0.0, 1.0}
    assert stages.max() == 4.0
    held, _ = _stages(0, start=2)
    assert (held == 2.0).all()


def test_the_next_stage_comes_at_the_stated_pace() -> None:
    stages, _ = _stages(1, pace=0.25)
    moving = stages[:, :-1] < 4
    share = np.diff(stages, axis=1)[moving].mean()
    # Four standard errors of a share of 0.25: fails by chance once in some 16,000 seeds.
    assert abs(share - 0.25) < 4.0 * np.sqrt(0.25 * 0.75 / moving.sum())


def test_only_an_armed_state_makes_warheads() -> None:
    stages, warheads = _stages(1)
    assert (warheads[stages < 4] == 0.0).all()
    armed = stages == 4
    assert armed.any()
    assert (warheads[armed] > 0.0).all()


def test_a_state_may_hold_warheads_from_the_start_without_an_armed_hedge() -> None:
    north: Tree = {"warheads": 20.0, "policies": {"hedge": {"level": 0, "pin": 0}}}
    world = run(two_states(states={"north": north}), 10)
    assert (world.series("states.north.warheads") == 20.0).all()
    assert (world.series("states.north.hedging") == 0.0).all()
