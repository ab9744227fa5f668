"""Moratoria and the slow level: what their numbers say is what trials do."""

import numpy as np

from tests.worlds import Tree, differing_words, run, two_states

MORATORIUM = "states.north.moratorium"
DRIFT = "states.north.drift"


def _world(**changes: object) -> Tree:
    return two_states(states={"north": {"programme": True}}, horizon=120, **changes)


def test_moratoria_begin_and_end_at_their_hazards() -> None:
    # Shares of about 12,000 months each: beyond four standard errors once in 10,000 seeds.
    hazards = {"moratorium": {"entry": 0.1, "exit": 0.25}, "war": {"china_stance": "neutral"}}
    held = run(_world(mechanisms=hazards), 200).series(MORATORIUM) > 0
    before, after = held[:, :-1], held[:, 1:]
    for begins, hazard in ((after[~before], 0.1), (~after[before], 0.25)):
        error = np.sqrt(hazard * (1.0 - hazard) / begins.size)
        assert abs(begins.mean() - hazard) < 4.0 * error


def test_a_moratorium_makes_strategic_tests_rarer() -> None:
    def tests(entry: float) -> float:
        levels = {"strategic_test": {"constant": 3.0, "moratorium": 4.0}}
        of = _world(mechanisms={"moratorium": {"entry": entry}, "war": {"china_stance": "neutral"}})
        of["states"]["north"]["levels"] = levels
        return float(run(of, 50).last("events.north.strategic_test").mean())

    assert tests(1.0) < 0.5 * tests(0.0)


def test_the_slow_level_has_the_spread_and_the_memory_of_its_autoregression() -> None:
    # 2,000 independent trials: each bound is four standard errors wide or more.
    mechanisms = {"drift": {"sd": 0.2, "half_life": 6.0}, "war": {"china_stance": "neutral"}}
    level = run(_world(mechanisms=mechanisms), 2000).series(DRIFT)
    keep = 0.5 ** (1.0 / 6.0)
    stationary = 0.2 / np.sqrt(1.0 - keep**2)
    assert abs(level[:, 0].std() / 0.2 - 1.0) < 0.07
    assert abs(level[:, -1].std() / stationary - 1.0) < 0.07
    assert abs(level[:, -1].mean()) < 4.0 * stationary / np.sqrt(2000)
    assert abs(np.corrcoef(level[:, -7], level[:, -1])[0, 1] - 0.5) < 0.08


def test_without_innovations_the_slow_level_halves_in_its_half_life() -> None:
    of = _world(mechanisms={"drift": {"half_life": 5.0}, "war": {"china_stance": "neutral"}})
    of["states"]["north"]["drift"] = 2.0
    path = run(of, 1).series(DRIFT)[0]
    assert np.allclose(path, 2.0 * 0.5 ** (np.arange(1, 121) / 5.0))


def test_a_higher_level_brings_more_of_the_acts_that_are_counted() -> None:
    def counted(level: float) -> float:
        of = _world(mechanisms={"drift": {"half_life": 1200.0}, "war": {"china_stance": "neutral"}})
        of["states"]["north"]["drift"] = level
        found = run(of, 50)
        return sum(
            float(found.last(f"events.north.{rung}").mean())
            for rung in ("hybrid", "show_of_force", "strategic_test")
        )

    assert counted(-2.0) < counted(0.0) < counted(2.0)


def test_a_state_without_a_weapons_programme_has_neither() -> None:
    without = two_states()
    busy = {"drift": {"sd": 1.0}, "moratorium": {"entry": 0.5}}
    assert differing_words(run(without), run(two_states(mechanisms=busy))) == []
