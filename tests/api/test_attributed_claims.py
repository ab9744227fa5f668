"""sim.attribute with claims: what each claim of a scenario adds."""

import pytest

import sim
from sim.errors import InputError
from sim.scenario.scenario import Scenario
from tests.worlds import changed, lively, scenario

CLAIMS = {
    "claims": {
        "tense": {"without": {"mechanisms.tension.on": False}},
        "popular": {"without": {"mechanisms.rally.on": False}},
    }
}


def world() -> Scenario:
    return scenario(changed(lively(), CLAIMS))


def test_shares_of_claims_sum_to_the_difference_that_all_of_them_make() -> None:
    found = sim.attribute(world(), claims=True, trials=40, threads=1, draws="none").shares
    assert found is not None
    assert {"claims.tense", "claims.popular", "all"} == set(found["group"])
    of = found.set_index(["section", "outcome", "group"])["share"].unstack()
    parts = of[["claims.tense", "claims.popular"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(of["all"].to_numpy())
    assert (of["all"] != 0).any()


def test_alone_and_last_are_matched_differences_of_runs() -> None:
    base = world()
    found = sim.attribute(base, claims=True, trials=40, threads=1, draws="none").shares
    assert found is not None
    row = found.set_index(["outcome", "group"]).loc[("events", "claims.tense")]

    def mean(**holds: bool) -> float:
        settings = {f"claims.{name}.holds": value for name, value in holds.items()}
        ran = sim.run(base.replace(settings), trials=40, threads=1, draws="none")
        return float(ran.trials["events"].mean())

    bare = mean(tense=False, popular=False)
    assert row["alone"] == pytest.approx(mean(tense=True, popular=False) - bare)
    assert row["last"] == pytest.approx(mean() - mean(tense=False))


def test_claims_are_of_one_scenario_that_has_some() -> None:
    with pytest.raises(InputError, match="has no claims"):
        sim.attribute("two_state", claims=True)
    with pytest.raises(InputError, match="in one scenario"):
        sim.attribute("baseline", "no_pact", claims=True)
    with pytest.raises(InputError, match="without ablate"):
        sim.attribute("baseline", claims=True, ablate=True)
