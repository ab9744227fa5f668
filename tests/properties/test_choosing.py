"""How states choose: certainty, chance, the best, symmetry, scale, and frequencies as stated."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from scipy import stats

from sim.engine.build import build
from sim.engine.decision import Decision
from sim.engine.trace import trace
from sim.rulebook.ladder import DEFAULT_LADDER
from sim.rulebook.registry import MECHANISMS
from sim.scenario.scenario import Scenario
from tests.properties.scenarios import Data, scenarios
from tests.worlds import Run, Tree, changed, lively, run, scenario, two_states

GENERATED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ALLIANCES = ("us-rok", "russia-dprk")


def decisions(tree: Tree, trials: int = 5) -> list[Decision]:
    compiled = build(scenario(tree))
    return [d for number in range(trials) for d in trace(compiled, number).decisions]


def _committed(commitment: float) -> Tree:
    stated = {"commitment": commitment, "conditional": False, "join_below_war": -3.0}
    return changed(lively(), {"alliances": dict.fromkeys(ALLIANCES, stated)})


def test_a_commitment_of_0_never_joins() -> None:
    world = run(_committed(0.0), 100)
    for name in ALLIANCES:
        assert world.last(f"alliances.{name}.crises").sum() > 0
        assert world.last(f"alliances.{name}.calls").sum() > 0
        assert world.last(f"alliances.{name}.joined").sum() == 0
        assert world.last(f"alliances.{name}.honoured").sum() == 0
        assert (world.series(f"alliances.{name}.commitment") == 0.0).all()


def test_a_commitment_of_1_always_joins() -> None:
    world = run(_committed(1.0), 100)
    for name in ALLIANCES:
        assert world.last(f"alliances.{name}.calls").sum() > 0
        assert world.last(f"alliances.{name}.failed").sum() == 0
        assert (world.series(f"alliances.{name}.commitment") == 1.0).all()
    for d in decisions(_committed(1.0), 20):
        if d.purpose in ("joining", "honour"):
            assert d.chosen == "yes"


def test_a_promise_that_is_not_in_force_is_neither_called_nor_joined() -> None:
    without = changed(lively(), {"alliances": {name: {"in_force": 0.0} for name in ALLIANCES}})
    world = run(without, 60)
    for name in ALLIANCES:
        for count in ("joined", "calls", "honoured", "failed"):
            assert world.last(f"alliances.{name}.{count}").sum() == 0


def test_precision_0_is_chance_within_the_nest() -> None:
    calm = {s: {"precision": 0.0, "crisis_precision": 0.0} for s in lively()["states"]}
    seen = 0
    for d in decisions(changed(lively(), {"states": calm})):
        if d.purpose not in ("programme", "confrontation", "crisis"):
            continue
        nests: dict[str, list[float]] = defaultdict(list)
        for rung, probability in zip(DEFAULT_LADDER, d.probabilities, strict=True):
            if probability > 0.0:
                nests[str(rung["posture"])].append(probability)
        for nest in nests.values():
            assert nest == pytest.approx([1.0 / len(nests) / len(nest)] * len(nest))
        seen += 1
    assert seen > 100


def test_a_high_precision_picks_the_best() -> None:
    sharp = {s: {"precision": 1000.0, "crisis_precision": 1000.0} for s in lively()["states"]}
    seen = 0
    for d in decisions(changed(lively(), {"states": sharp})):
        if d.purpose not in ("programme", "confrontation", "crisis"):
            continue
        open_ = [k for k, probability in enumerate(d.probabilities) if probability > 0.0]
        best = max(d.utilities[k] for k in open_)
        runner_up = max((d.utilities[k] for k in open_ if d.utilities[k] < best), default=-np.inf)
        if best - runner_up > 0.05:
            assert d.utilities[d.drawn] == best
            seen += 1
    assert seen > 100


def test_a_high_precision_of_policy_picks_the_best() -> None:
    sharp = changed(lively(), {"mechanisms": {"policy": {"precision": 1000.0}}})
    chosen = [d for d in decisions(sharp) if d.purpose == "policy"]
    clear = [d for d in chosen if _lead(d.utilities) > 0.05]
    assert len(clear) > 50
    assert all(d.drawn == int(np.argmax(d.utilities)) for d in clear)


def _lead(utilities: tuple[float, ...]) -> float:
    ordered = sorted(utilities)
    return ordered[-1] - ordered[-2]


def test_a_pin_holds_whatever_the_utilities() -> None:
    pinned = changed(
        lively(), {"states": {"dprk": {"policies": {"send": {"pin": 0, "constant_2": 9.0}}}}}
    )
    sent = [d for d in decisions(pinned) if d.purpose == "policy" and d.menu[0] == "sends nothing"]
    assert {d.decided_by for d in sent} == {"pin"}
    assert {d.choice for d in sent} == {0}
    assert run(pinned, 20).last("pacts.russia-dprk.munitions").max() == 0.0


def doubled(world: Scenario) -> dict[str, float]:
    """Every utility doubled and every precision halved; other numbers stay."""
    units = {
        (f"mechanisms.{m.name}" if q.axis == "world" else q.axis, q.name): q.unit
        for m in MECHANISMS
        for q in m.parameters
    }
    changes: dict[str, float] = {}
    for path, value in world.values.items():
        *head, name = path.split(".")
        axis = ".".join(head) if head[0] == "mechanisms" else head[2] if len(head) > 2 else head[0]
        if isinstance(value.value, bool) or not isinstance(value.value, int | float):
            continue
        if units.get((axis, name)) == "utility":
            changes[path] = value.value * 2.0
        elif name in ("precision", "crisis_precision"):
            changes[path] = value.value / 2.0
    return changes


def _laid(tree: Tree, changes: dict[str, float]) -> Tree:
    ladder = tree.get("ladder") or {str(rung["name"]): {} for rung in DEFAULT_LADDER}
    laid: Tree = {"ladder": ladder}
    for path, value in changes.items():
        *keys, last = path.split(".")
        section = laid
        for key in keys:
            section = section.setdefault(key, {})
        section[last] = value
    return changed(tree, laid)


def test_doubling_every_utility_and_halving_precision_changes_no_byte() -> None:
    tree = lively()
    scaled = doubled(scenario(tree))
    assert len([path for path in scaled if path.endswith("weight")]) >= 14
    one, other = run(tree, 60), run(_laid(tree, scaled), 60)
    assert np.array_equal(one.paths, other.paths)
    assert np.array_equal(one.rows, other.rows)


def test_doubling_utilities_alone_changes_much() -> None:
    tree = lively()
    scaled = {k: v for k, v in doubled(scenario(tree)).items() if not k.endswith("precision")}
    assert not np.array_equal(run(tree, 10).rows, run(_laid(tree, scaled), 10).rows)


def test_stated_probabilities_match_frequencies() -> None:
    stated: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for number, d in enumerate(decisions(changed(lively(), {"seed": 3}), 150)):
        if d.purpose == "support" or not d.probabilities:
            continue
        possible = [k for k, p in enumerate(d.probabilities) if 0.0 < p < 1.0]
        if possible:
            # One option a decision, in turn, so that the counted trials are independent.
            option = possible[number % len(possible)]
            stated[d.purpose].append((d.probabilities[option], d.drawn == option))
    assert len(stated) >= 14
    for purpose, pairs in stated.items():
        p_value = _binned_chi_square(pairs)
        assert p_value > 0.001, (purpose, len(pairs), p_value)


def _binned_chi_square(pairs: list[tuple[float, bool]]) -> float:
    """P-value of counts against stated probabilities, in bins of at least five expected each way."""
    ordered = sorted(pairs, key=lambda pair: pair[0])
    probability = np.array([p for p, _ in ordered])
    happened = np.array([float(hit) for _, hit in ordered])
    statistic, bins, start = 0.0, 0, 0
    for end in range(1, len(ordered) + 1):
        if end < len(ordered) and probability[end] == probability[end - 1]:
            continue  # equal probabilities belong in one bin
        expected = probability[start:end].sum()
        if min(expected, end - start - expected) >= 5.0 and end - start >= len(ordered) / 20:
            spread = (probability[start:end] * (1.0 - probability[start:end])).sum()
            statistic += (happened[start:end].sum() - expected) ** 2 / spread
            bins += 1
            start = end
    return float(stats.chi2.sf(statistic, bins)) if bins else 1.0


def test_splitting_a_rung_that_shares_its_measure_changes_no_class_probability() -> None:
    # Distances along the ladder count rungs, so the terms that use them are set aside.
    flat: Tree = {
        "mechanisms": {
            **{name: {"on": False} for name in ("reciprocity", "audience", "resolve", "learning")},
            "crisis": {"reciprocity": 0.0},
            "coercion": {"on": False},
        }
    }
    ladder = {str(rung["name"]): {} for rung in DEFAULT_LADDER}
    whole = changed(lively(), flat, {"ladder": ladder})
    hybrid = {key: value for key, value in _rung("hybrid").items() if key != "name"}
    halves = {"hybrid": {**hybrid, "measure": 0.5}}
    upper = {**hybrid, "measure": 0.5, "severity": hybrid["severity"] + 1e-9}
    split: dict[str, Tree] = {}
    for name in ladder:
        split[name] = halves.get(name, {})
        if name == "hybrid":
            split["hybrid_again"] = upper
    one = _first_month(changed(whole, {}))
    other = _first_month({**whole, "ladder": split})
    assert one.keys() == other.keys()
    for key, postures in one.items():
        assert postures == pytest.approx(other[key], abs=1e-7), key


def _rung(name: str) -> dict[str, object]:
    return next(dict(rung) for rung in DEFAULT_LADDER if rung["name"] == name)


def _first_month(tree: Tree) -> dict[tuple[str, str, str], dict[str, float]]:
    """Probability of every posture in the choices of the first month."""
    compiled = build(scenario(tree))
    ladder = compiled.scenario.names["ladder"]
    postures = [str(compiled.scenario.value(f"ladder.{rung}.posture")) for rung in ladder]
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    for d in trace(compiled, 0).decisions:
        if d.number == 0 and d.purpose in ("programme", "confrontation"):
            mass: dict[str, float] = defaultdict(float)
            for posture, probability in zip(postures, d.probabilities, strict=True):
                mass[posture] += probability
            found[d.purpose, d.actor, d.target] = dict(mass)
    return found


@GENERATED
@given(data=scenarios())
def test_a_rung_that_is_off_the_menu_is_never_chosen(data: Data) -> None:
    compiled = build(scenario(data))
    ceiling = compiled.parameters.world[0].ladder_monthly_ceiling
    for d in trace(compiled, 0).decisions:
        if d.purpose in ("programme", "confrontation"):
            assert d.drawn <= ceiling
            assert d.choice <= max(ceiling, 0)
            assert d.probabilities[d.drawn] > 0.0


@pytest.fixture(scope="module")
def mirrored() -> Run:
    """Two equal states that test, clash and fight each other."""
    levels = {"clash": {"constant": 0.5}, "lethal_incident": {"constant": 1.0}}
    state = {"levels": levels, "warheads": 10.0, "programme": True}
    mechanisms = {
        "war": {"nuclear_base": -4.0},
        "crisis": {"cost": 3.0, "lethal_threshold": 0.0, "threshold": 0.1},
        "incidents": {"accident": 0.1},
    }
    return run(two_states(states={"north": state, "south": state}, mechanisms=mechanisms), 4000)


def test_mirrored_states_begin_as_many_disputes_and_wars(mirrored: Run) -> None:
    first = int(mirrored.last("pairs.north-south.initiated_by_first").sum())
    begun = int(mirrored.last("pairs.north-south.disputes").sum())
    assert stats.binomtest(first, begun, 0.5).pvalue > 0.001
    challengers = mirrored.last("mechanisms.war.war_challenger")
    wars = int((challengers >= 0).sum())
    assert wars > 200
    assert stats.binomtest(int((challengers == 0).sum()), wars, 0.5).pvalue > 0.001


@pytest.mark.parametrize(
    "paths",
    [
        ("rivalries.{}.highest", "north-south", "south-north"),
        ("states.{}.event_months", "north", "south"),
        ("states.{}.nuclear_used", "north", "south"),
        ("states.{}.programme_rung", "north", "south"),
        ("rivalries.{}.resolute", "north-south", "south-north"),
        ("events.{}.clash", "north", "south"),
    ],
    ids=lambda paths: paths[0],
)
def test_mirrored_states_have_mirrored_outcomes(mirrored: Run, paths: tuple[str, str, str]) -> None:
    pattern, north, south = paths
    difference = mirrored.last(pattern.format(north)) - mirrored.last(pattern.format(south))
    assert difference.std() > 0.0
    assert abs(difference.mean()) < 3.3 * difference.std() / np.sqrt(difference.size)
