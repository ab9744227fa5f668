"""What must add up in every trial: probabilities, tracks, troops, currency, promises, disputes."""

from collections.abc import Iterable

import numpy as np
from hypothesis import HealthCheck, given, settings

from sim.engine.build import build
from sim.engine.decision import Decision, cumulated_choice
from sim.engine.trace import trace
from sim.rulebook.declare import TRACKS
from sim.rulebook.layout import PAIRS
from tests.properties.scenarios import Data, scenarios
from tests.worlds import Run, changed, lively, run, scenario

GENERATED = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ROUNDING = 1e-9


@GENERATED
@given(data=scenarios())
def test_probabilities_sum_to_1_and_the_draw_picks_by_them(data: Data) -> None:
    _decided_as_stated(trace(build(scenario(data)), 0).decisions)


def test_in_the_lively_world_every_draw_picks_by_the_stated_probabilities() -> None:
    compiled = build(scenario(lively()))
    for number in range(25):
        _decided_as_stated(trace(compiled, number).decisions)


def _decided_as_stated(decisions: Iterable[Decision]) -> None:
    for decision in decisions:
        if decision.probabilities:
            assert all(0.0 <= p <= 1.0 for p in decision.probabilities)
            assert abs(sum(decision.probabilities) - 1.0) < ROUNDING
            drawn = cumulated_choice(decision.probabilities, decision.draw)
            edge = np.cumsum(decision.probabilities) - decision.draw
            # Cumulated weights and cumulated probabilities may round apart at the very edge.
            if decision.purpose != "support" and np.abs(edge).min() > ROUNDING:
                assert drawn == decision.drawn
            assert decision.probabilities[drawn] > 0.0


@GENERATED
@given(data=scenarios())
def test_books_balance_in_generated_worlds(data: Data) -> None:
    _balanced(run(data, 4))


def test_books_balance_in_the_lively_world() -> None:
    _balanced(run(changed(lively(), {"horizon": 48}), 60))


def _balanced(of: Run) -> None:
    names = of.compiled.scenario.names
    for state in names["states"]:
        for track in TRACKS:
            progress = of.series(f"states.{state}.tracks.{track}.progress")
            assert progress.min() >= 0.0
            assert progress.max() <= 1.0
            assert np.diff(progress, axis=1).min(initial=0.0) >= 0.0
        _currency(of, state)
    for pact in names["pacts"]:
        _troops(of, pact)
        _accounts(of, pact)
    _flows(of)
    for alliance in names["alliances"]:
        _promises(of, alliance)
    for pair in names["pairs"]:
        _disputes(of, pair)
    _events(of)


def _close(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-6))


def _currency(of: Run, state: str) -> None:
    """The reserve moves by trade, exchange and what is spent, and by nothing else."""
    start = of.initial(f"states.{state}.reserve")
    earned, spent = of.series(f"states.{state}.earned"), of.series(f"states.{state}.spent")
    reserve = of.series(f"states.{state}.reserve")
    assert _close(reserve, start + earned - spent)
    assert reserve.min() >= 0.0
    fixed = of.compiled.scenario
    if fixed.value("mechanisms.treasury.on"):
        felt = of.series(f"states.{state}.enforcement_felt")
        exposed = float(fixed.value(f"states.{state}.sanctions_exposure"))
        trade = float(fixed.value(f"states.{state}.trade")) * (1.0 - exposed * felt)
        income = trade + of.series(f"states.{state}.exchange_income")
        assert _close(_monthly(earned), income)
        cost = of.series(f"states.{state}.exchange_cost")
        assert (_monthly(spent) >= cost - ROUNDING).all()
    else:
        assert _close(reserve, np.full(reserve.shape, start))


def _monthly(total: np.ndarray) -> np.ndarray:
    """What each month adds to a total that starts at 0."""
    return np.diff(total, axis=1, prepend=0.0)


def _troops(of: Run, pact: str) -> None:
    """Troops sent are abroad, killed, in hospital, disabled or back, and no wounded is counted twice."""
    parts = {
        part: of.series(f"pacts.{pact}.{part}")
        for part in ("abroad", "killed", "convalescent", "disabled", "returned")
    }
    assert _close(of.series(f"pacts.{pact}.sent"), np.sum(list(parts.values()), axis=0))
    assert min(float(part.min()) for part in parts.values()) >= 0.0
    wounded = of.series(f"pacts.{pact}.wounded")
    assert (wounded >= parts["convalescent"] + parts["disabled"] - ROUNDING * wounded.max()).all()
    share = float(of.compiled.scenario.value(f"pacts.{pact}.killed_share"))
    assert _close((1.0 - share) * parts["killed"], share * wounded)


def _accounts(of: Run, pact: str) -> None:
    """What a payer owes is what was supplied less what it paid; currency and goods are part of that."""
    totals = {
        account: of.series(f"pacts.{pact}.{account}")
        for account in ("supplied", "paid", "currency", "goods")
    }
    for total in totals.values():
        assert _monthly(total).min() >= 0.0
    start = of.initial(f"pacts.{pact}.debt")
    owed = start + totals["supplied"] - totals["paid"]
    assert _close(of.series(f"pacts.{pact}.debt"), owed)
    assert _close(totals["supplied"], np.cumsum(of.series(f"pacts.{pact}.value"), axis=1))
    assert (totals["paid"] >= totals["currency"] + totals["goods"] - ROUNDING).all()
    share = float(of.compiled.scenario.value(f"pacts.{pact}.currency_share"))
    assert _close((1.0 - share) * totals["currency"], share * totals["goods"])


def _flows(of: Run) -> None:
    """What payers give, senders get, to the month."""
    names = of.compiled.scenario.names
    currency, goods = (
        np.sum([_monthly(of.series(f"pacts.{p}.{account}")) for p in names["pacts"]], axis=0)
        for account in ("currency", "goods")
    )
    received, bartered, given = (
        np.sum([of.series(f"states.{s}.{flow}") for s in names["states"]], axis=0)
        for flow in ("exchange_income", "goods_income", "exchange_cost")
    )
    assert _close(received, currency)
    assert _close(bartered, goods)
    assert _close(given, currency + goods)


def _promises(of: Run, alliance: str) -> None:
    """A promise called is kept or failed; nobody joins more often than there was a crisis."""
    calls, honoured, failed, joined, crises = (
        of.series(f"alliances.{alliance}.{part}")
        for part in ("calls", "honoured", "failed", "joined", "crises")
    )
    assert np.array_equal(calls, honoured + failed)
    assert (of.series(f"alliances.{alliance}.entrapments") <= joined).all()
    assert (joined >= 0).all()
    assert (crises >= 0).all()


def _disputes(of: Run, pair: str) -> None:
    """Every dispute that is over has one level; disputes begin before they are answered."""
    begun = of.series(f"pairs.{pair}.disputes")
    going = of.series(f"pairs.{pair}.dispute")
    over = np.sum(
        [of.series(f"pairs.{pair}.disputes_{level}") for level in ("display", "force", "war")],
        axis=0,
    )
    assert np.array_equal(begun, over + going)
    assert (of.series(f"pairs.{pair}.initiated_by_first") <= begun).all()
    assert (of.series(f"pairs.{pair}.disputes_answered") <= over).all()
    assert (of.series(f"pairs.{pair}.disputes_lethal") <= over).all()


def _events(of: Run) -> None:
    """The world's count of events is that of the states whose acts are counted."""
    total = np.zeros(of.paths.shape[:2])
    for state in of.compiled.scenario.names["states"]:
        by_rung = [
            of.series(f"events.{state}.{rung}") for rung in of.compiled.scenario.names["ladder"]
        ]
        if of.compiled.scenario.value(f"states.{state}.events_counted"):
            total += np.sum(by_rung, axis=0)
    assert np.array_equal(total, of.series("mechanisms.record.events"))


def test_pairs_name_both_of_their_rivalries() -> None:
    compiled = run(lively(), 1).compiled
    for pair in compiled.parameters.pairs:
        there = compiled.parameters.rivalries[pair.forward]
        back = compiled.parameters.rivalries[pair.backward]
        assert (there.actor, there.target) == (pair.first, pair.second)
        assert (back.actor, back.target) == (pair.second, pair.first)
        assert there.reverse == pair.backward
    assert set(PAIRS.names or ()) == {"first", "second", "forward", "backward"}
