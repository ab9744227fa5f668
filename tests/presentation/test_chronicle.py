"""The chronicle tells what the trial holds, and nothing else."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine.build import build
from sim.engine.decision import Decision
from sim.engine.trace import Trial, trace
from sim.presentation.chronicle import Chronicle, as_data, as_text, chronicle
from sim.presentation.telling import phrases
from sim.presentation.telling.crisis import standing
from sim.presentation.telling.ladder import Ladder
from sim.presentation.telling.month import MonthOfTrial
from sim.rulebook.terms.registry import TERMS
from sim.scenario import load
from tests.properties.scenarios import Data, read, scenarios


def told(name: str, trial: int, *sets: str) -> tuple[Trial, Chronicle]:
    traced = trace(build(load(name, sets)), trial)
    return traced, chronicle(traced)


@pytest.fixture(scope="module")
def crisis() -> tuple[Trial, Chronicle]:
    return told("crisis_start", 1, "horizon=14", "mechanisms.incidents.accident=0.3")


WAR = """\
extends: two_state
horizon: 3
mechanisms: {extended_deterrence: off, forward_presence: off, balance: off}
states:
  us: {power: 2}
  south:
    doctrine:
      to_war:
        when: {all: [{quantity: rival_rung, is: ">=", value: 9}]}
        then: {exactly: general_war}
        probability: 1
        limit: 1
rivalries:
  north-south: {remove: true}
  feud: {actor: north, target: south, opening: 9}
alliances:
  us-south: {commitment: 0.9}
"""


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> tuple[Trial, Chronicle]:
    """A trial that opens with deaths, to which a rule of the target's answers by war."""
    path = tmp_path_factory.mktemp("war") / "war.yaml"
    path.write_text(WAR, encoding="utf-8")
    return told(str(path), 0)


def sentences(told: Chronicle) -> list[str]:
    return [text for passage in told.passages for text in passage.sentences]


def test_every_month_is_told_once_and_in_order(crisis: tuple[Trial, Chronicle]) -> None:
    trial, chronicle = crisis
    months = [m for passage in chronicle.passages for m in range(passage.first, passage.last + 1)]
    assert months == list(range(trial.scenario.horizon))


def test_quiet_months_are_told_together() -> None:
    trial, chronicle = told("two_state", 0)
    quiet = [passage for passage in chronicle.passages if passage.quiet]
    assert [(p.first, p.last) for p in quiet if p.last - p.first > 2]
    for passage in quiet:
        assert len(passage.sentences) == 1
        count = passage.last - passage.first + 1
        assert passage.sentences[0].lower().startswith(phrases.number(count, "quiet month"))
        rungs = [
            trial.scenario.value(f"ladder.{d.chosen}.hostility")
            for d in trial.decisions
            if passage.first <= d.number <= passage.last and d.purpose == "confrontation"
        ]
        assert max(rungs) <= 3


def test_a_month_after_a_war_is_never_called_quiet(tmp_path: Path) -> None:
    path = tmp_path / "war.yaml"
    path.write_text(WAR.replace("horizon: 3", "horizon: 60"), encoding="utf-8")
    trial, chronicle = told(str(path), 0)
    wars = trial.path("mechanisms.war.wars")
    later = [p for p in chronicle.passages if wars[p.first] > 0.0]
    plain = [
        p
        for p in later
        if re.match(
            r"\w+ months? without a major event after the (war|nuclear use): ", p.sentences[0]
        )
    ]
    assert plain
    assert not any(p.quiet for p in later)
    assert not any("quiet" in text for p in later for text in p.sentences)


@pytest.mark.parametrize("rung", load("baseline").names["ladder"])
def test_a_move_to_a_lower_rung_reads_as_one(rung: str) -> None:
    down = phrases.move(rung, upward=False)
    assert down.startswith(("de-escalates", "holds its fire"))
    assert phrases.move(rung, upward=True) != down


def test_sentences_are_sentences(
    crisis: tuple[Trial, Chronicle], war: tuple[Trial, Chronicle]
) -> None:
    for _, told_trial in (crisis, war):
        for text in [*sentences(told_trial), told_trial.ending]:
            assert re.match(r"[A-Z0-9]", text), text
            assert text.endswith("."), text
            assert "  " not in text, text
            assert "_" not in text, text
            assert not re.search(r"nan|None|\bone days|\(\)|\bthe the\b", text), text


def test_rungs_are_followed_to_where_the_trial_leaves_them(
    crisis: tuple[Trial, Chronicle],
) -> None:
    trial, _ = crisis
    ladder = Ladder(trial.scenario)
    moved = 0
    for number in range(trial.scenario.horizon):
        month = MonthOfTrial(trial, number, ladder)
        if month.now("mechanisms.war.war_days") > 0.0:
            break
        followed = standing(month)
        moved += len(followed.moves)
        for sides, name in month.rivalries.items():
            assert followed.rungs[sides] == month.now(f"rivalries.{name}.rung"), (number, name)
    assert moved > 0


def test_every_move_of_a_crisis_is_told_with_its_chance(crisis: tuple[Trial, Chronicle]) -> None:
    trial, chronicle = crisis
    text = " ".join(sentences(chronicle))
    ladder = Ladder(trial.scenario)
    climbs = 0
    for number in range(trial.scenario.horizon):
        for move in standing(MonthOfTrial(trial, number, ladder)).moves.values():
            d = move.decision
            if d.choice > move.before and d.choice == d.drawn:
                climbs += 1
                likely = phrases.chance(d.probabilities[d.drawn])
                what = phrases.move(d.menu[d.choice], upward=True)
                actor = phrases.state(d.actor)
                assert f"ay {d.round}: {actor} {what} ({likely}" in text
    assert climbs > 0


def test_a_war_is_told_from_its_rule_to_its_losses(war: tuple[Trial, Chronicle]) -> None:
    trial, chronicle = war
    text = " ".join(sentences(chronicle))
    assert (
        "South launches general war (required by its rule “to war”; without it, it would have chosen"
        in text
    )
    assert "General war breaks out between South and North: a declared rule demanded it." in text
    kept = trial.path("alliances.us-south.honoured")[-1] > 0.0
    answer = "honours" if kept else "does not honour"
    assert f"the US {answer} its commitment to South (" in text
    lost = 1.0 - trial.path("states.north.force")[1] / trial.path("states.north.force_start")[1]
    assert f"of war North has lost {100.0 * lost:.0f}% of the force it brought" in text
    assert trial.terminal_class in ("general_war", "nuclear_use")
    assert "broke out in November 2024, by a declared rule" in chronicle.ending


def test_an_opening_of_the_scenario_is_told_as_such(crisis: tuple[Trial, Chronicle]) -> None:
    first = crisis[1].passages[0]
    assert any(text.startswith("As the scenario opens, the DPRK") for text in first.sentences)


def test_a_rivalry_may_have_a_name_of_its_own(war: tuple[Trial, Chronicle]) -> None:
    trial, chronicle = war
    assert "feud" in trial.scenario.names["rivalries"]
    first = chronicle.passages[0].sentences
    assert "As the scenario opens, North launches a deadly attack on South." in first


def a_choice(**terms: tuple[float, ...]) -> Decision:
    return Decision(
        month="2024-11",
        number=0,
        round=0,
        actor="north",
        target="south",
        purpose="confrontation",
        index=0,
        draw=0.9,
        menu=("routine", "clash"),
        probabilities=(0.75, 0.25),
        utilities=(0.0, 0.0),
        terms=terms,
        choice=1,
        drawn=1,
        decided_by="utility",
    )


def test_the_reason_is_the_term_that_sets_the_option_apart() -> None:
    decision = a_choice(tension=(0.0, 2.0), government=(9.0, 9.0), levels=(0.0, -1.0))
    assert phrases.advantages(decision) == {"tension": 1.5, "government": 0.0, "levels": -0.75}
    assert phrases.reason(decision) == (
        "probability 25%; tension raised it, past restraint lowered it"
    )


def test_where_all_terms_hardly_matter_that_is_said() -> None:
    said = phrases.reason(a_choice(tension=(0.0, 0.01)))
    assert said == "probability 25%; no single reason stands out"


def test_every_term_of_utility_has_words() -> None:
    for term in TERMS:
        said = phrases.reason(a_choice(**{term.name: (0.0, 2.0)}))
        assert said.endswith(" raised it")
        assert phrases.reason(a_choice(**{term.name: (0.0, -2.0)})).endswith(" lowered it")


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "no events"), (1, "one event"), (12, "twelve events"), (1300, "1,300 events")],
)
def test_numbers_are_words_up_to_twelve(count: int, said: str) -> None:
    assert phrases.number(count, "event") == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.0, "0%"), (1.0, "100%"), (0.5, "50%"), (0.034, "3.4%"), (0.9998, "99.98%")],
)
def test_chances_never_round_to_none_or_all(probability: float, said: str) -> None:
    assert phrases.chance(probability) == f"probability {said}"


def test_acronyms_take_an_article_and_names_do_not() -> None:
    assert [phrases.state(name) for name in ("dprk", "russia", "us")] == [
        "the DPRK",
        "Russia",
        "the US",
    ]


def test_the_text_and_the_data_hold_the_same_sentences(crisis: tuple[Trial, Chronicle]) -> None:
    _, chronicle = crisis
    flat = " ".join(as_text(chronicle, 60).split())
    data = as_data(chronicle)
    for passage in data["passages"]:
        assert passage["title"] in flat
        for text in passage["sentences"]:
            assert text in flat
    assert data["ending"] in flat
    assert max(map(len, as_text(chronicle, 60).splitlines()[1:])) <= 60


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=scenarios(), trial=st.integers(0, 2))
def test_any_trial_of_any_scenario_can_be_told(
    tmp_path_factory: pytest.TempPathFactory, data: Data, trial: int
) -> None:
    traced = trace(build(read(data, tmp_path_factory.mktemp("any"))), trial)
    text = as_text(chronicle(traced))
    assert text.startswith(chronicle(traced).title)
    assert text.count("\n\n") >= 2
