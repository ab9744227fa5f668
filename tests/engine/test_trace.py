"""The trace of a trial: the same trial, from whose log every draw and choice can be recomputed."""

import json
import math

import numpy as np
import pytest

from sim.engine import ensemble
from sim.engine import trace as tracing
from sim.engine.build import Compiled, build
from sim.engine.decision import Decision, address, cumulated_choice
from sim.engine.keys import name_key
from sim.engine.trace import Trial, as_data, trace
from sim.engine.world import new_world
from sim.kernel.random import philox
from sim.rulebook.events import negative_binomial
from sim.rulebook.streams import NAMES
from sim.scenario import load

TRIALS = range(3)


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    """A scenario in which force is used at once and every policy, promise and rule may be asked."""
    return build(load("crisis_start", ["horizon=8", "mechanisms.incidents.accident=0.2"]))


@pytest.fixture(scope="module")
def traced(compiled: Compiled) -> list[Trial]:
    return [trace(compiled, k) for k in TRIALS]


def every(traced: list[Trial]) -> list[tuple[Trial, Decision]]:
    return [(trial, decision) for trial in traced for decision in trial.decisions]


def test_a_traced_trial_is_the_ensembles(compiled: Compiled, traced: list[Trial]) -> None:
    block = ensemble.run_trials(compiled, 0, len(TRIALS), True)
    for k, trial in enumerate(traced):
        assert trial.row.tobytes() == block.rows[k].tobytes()
        assert trial.trajectory.tobytes() == block.trajectories[k].tobytes()


def test_the_ensemble_never_logs(compiled: Compiled) -> None:
    world = new_world(compiled)
    assert world.log.shape[0] == 0
    assert world.clock[0].logging == 0


def test_every_draw_can_be_recomputed_from_its_address(traced: list[Trial]) -> None:
    for trial, decision in every(traced):
        where = address(trial.scenario.seed, trial.trial, decision)
        key = where["key"]
        assert key == name_key(trial.scenario.seed, decision.actor, decision.target)
        words = philox(
            *(np.uint64(part) for part in where["counter"]),
            np.uint64(key & 0xFFFFFFFF),
            np.uint64(key >> 32),
        )
        draw = ((int(words[0]) << 20) + (int(words[1]) >> 12) + 0.5) / 2.0**52
        assert draw == decision.draw, decision


def test_every_choice_can_be_recomputed_from_its_probabilities(traced: list[Trial]) -> None:
    for _, decision in every(traced):
        if decision.purpose == "event_count":
            count = negative_binomial(
                decision.detail["mean"], decision.detail["size"], decision.draw
            )
            assert decision.choice == count
            continue
        assert math.isclose(sum(decision.probabilities), 1.0, rel_tol=1e-12)
        assert decision.drawn == cumulated_choice(decision.probabilities, decision.draw), decision
        if decision.decided_by in ("utility", "chance"):
            assert decision.choice == decision.drawn, decision


def test_terms_add_up_to_utilities(traced: list[Trial]) -> None:
    weighed = [d for _, d in every(traced) if d.purpose in ("programme", "confrontation", "crisis")]
    assert len({d.purpose for d in weighed}) == 3
    for decision in weighed:
        for option, utility in enumerate(decision.utilities):
            total = sum(added[option] for added in decision.terms.values())
            assert math.isclose(total, utility, abs_tol=1e-9), decision


def test_probabilities_of_rungs_follow_from_utilities(
    compiled: Compiled, traced: list[Trial]
) -> None:
    p = compiled.parameters
    ladder = compiled.scenario.names["ladder"]
    for trial, d in every(traced):
        if d.purpose not in ("programme", "confrontation", "crisis"):
            continue
        state = p.states[trial.scenario.names["states"].index(d.actor)]
        precision = state.crisis_precision if d.purpose == "crisis" else state.precision
        measure = [p.ladder[r].measure for r in range(len(ladder))]
        posture = [p.ladder[r].posture for r in range(len(ladder))]
        open_ = [r for r in range(len(ladder)) if d.probabilities[r] > 0.0]
        mass = {c: sum(measure[r] for r in open_ if posture[r] == c) for c in set(posture)}
        weight = [
            measure[r] / mass[posture[r]] * math.exp(precision * (d.utilities[r] - d.utilities[1]))
            for r in open_
        ]
        for r, w in zip(open_, weight, strict=True):
            assert math.isclose(d.probabilities[r], w / sum(weight), rel_tol=1e-9)


def test_more_room_is_made_for_a_month_that_needs_it(
    compiled: Compiled, traced: list[Trial], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "ROOM", 3)
    again = trace(compiled, 0)
    assert again.decisions == traced[0].decisions
    assert again.row.tobytes() == traced[0].row.tobytes()


def test_rules_and_pins_are_named_where_they_decide() -> None:
    ruled = load(
        "two_state",
        [
            "horizon=3",
            "rivalries.north-south.opening=8",
            "states.south.policies={contribute: {pin: 1}}",
            "states.south.doctrine={always: {then: {exactly: pressure}, probability: 1, limit: 9}}",
        ],
    )
    decisions = trace(build(ruled), 0).decisions
    bound = [d for d in decisions if d.actor == "south" and d.purpose == "confrontation"]
    assert {d.decided_by for d in bound} == {"rule south.always"}
    assert {d.chosen for d in bound} == {"pressure"}
    pinned = [d for d in decisions if d.purpose == "policy"]
    assert {d.decided_by for d in pinned} == {"pin"}
    assert {d.chosen for d in pinned} == {"contributes to the guarantor's effort"}


def test_dated_changes_tell_what_they_set() -> None:
    scenario = load("baseline", ["horizon=3", "timeline.treaty_in_force.probability=1"])
    changes = [d for d in trace(build(scenario), 0).decisions if d.purpose == "timeline"]
    treaty = next(d for d in changes if d.detail["entry"] == "treaty_in_force")
    assert treaty.detail["settings"] == {"alliances.russia-dprk.in_force": 1.0}
    assert (treaty.month, treaty.chosen) == ("2024-12", "yes")
    government = next(d for d in changes if d.detail["entry"] == "us_government_2025")
    assert set(government.detail["settings"]) == {
        "states.us.orientation",
        "alliances.us-rok.shift",
    }


@pytest.mark.parametrize(("probability", "chosen"), [(0, "no"), (1, "yes")])
def test_a_dated_draw_is_logged_whether_or_not_it_changes_anything(
    probability: int, chosen: str
) -> None:
    entry = "timeline.treaty_in_force"
    scenario = load("baseline", ["horizon=3", f"{entry}.probability={probability}"])
    assert not any(e.otherwise for e in scenario.timeline if e.name == "treaty_in_force")
    decisions = trace(build(scenario), 0).decisions
    (treaty,) = (d for d in decisions if d.detail.get("entry") == "treaty_in_force")
    assert (treaty.chosen, treaty.drawn) == (chosen, treaty.choice)
    assert treaty.probabilities == (float(probability), 1.0 - probability)
    assert bool(treaty.detail["settings"]) == (chosen == "yes")


def test_paths_of_words_start_at_the_initial_value(traced: list[Trial]) -> None:
    trial = traced[0]
    tension = trial.path("rivalries.dprk-rok.tension")
    assert tension.shape == (1 + trial.scenario.horizon,)
    assert tension[0] == trial.scenario.value("rivalries.dprk-rok.tension")
    assert trial.path("mechanisms.record.first_nuclear_use")[0] == -1.0


def test_a_trial_is_json(traced: list[Trial]) -> None:
    data = json.loads(json.dumps(as_data(traced[0]), allow_nan=False))
    assert data["trial"] == 0
    assert len(data["decisions"]) == len(traced[0].decisions)
    assert {NAMES[d["address"]["purpose"]] for d in data["decisions"]} == {
        d.purpose for d in traced[0].decisions
    }


@pytest.mark.parametrize("number", [-1, 2**32])
def test_a_number_that_no_trial_has_is_refused(compiled: Compiled, number: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 4294967295"):
        trace(compiled, number)
