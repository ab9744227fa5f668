"""The shipped scenarios load, say what they assume, and differ only in what their names say."""

from pathlib import Path

import pytest

from sim.scenario import Scenario, available, check, load
from sim.scenario.evidence import ASSUMPTION, evidence_book
from sim.scenario.shipped import shipped_scenarios

SHIPPED = (
    "baseline",
    "blood_alliance",
    "crisis_start",
    "detente",
    "history_1994",
    "no_pact",
    "rok_nuclear",
    "sanctions_collapse",
    "september_2024",
    "six_party",
    "tacit_recognition",
    "technology_windfall",
    "transactional",
    "two_state",
    "us_reassurance",
    "us_retrenchment",
)

_PARTNERSHIP = (
    "alliances.russia-dprk.",
    "pacts.russia-dprk.",
    "states.russia.policies.",
    "states.russia.restrains",
    "states.russia.doctrine.article_4",
    "timeline.end_of_the_war_in_ukraine.",
    "timeline.treaty_in_force.",
    "mechanisms.commitment.",
)
_EXERCISES = ("timeline.spring_exercise.", "timeline.summer_exercise.")
_US_PROMISE = (
    "alliances.us-rok.",
    "states.us.policies.presence.",
    "states.us.distraction",
    "states.us.doctrine.extended_deterrence.",
    "mechanisms.policy.deployment",
    "timeline.us_government_",
    *_EXERCISES,
)
MAY_DIFFER = {
    "no_pact": (
        *_PARTNERSHIP,
        "states.russia.recognition",
        "states.dprk.policies.send.",
        "sanctions.un_1718.enforcement",
    ),
    "transactional": _PARTNERSHIP,
    "blood_alliance": (*_PARTNERSHIP, "states.russia.projection"),
    "technology_windfall": (
        "states.dprk.tracks.",
        "states.russia.policies.pay.",
        "states.russia.policies.recognise.",
        "pacts.russia-dprk.technology_value",
    ),
    "sanctions_collapse": (
        "sanctions.",
        "states.dprk.trade",
        "states.russia.policies.obstruct.",
        "pacts.russia-dprk.workers",
        "pacts.russia-dprk.paid_share",
    ),
    "tacit_recognition": (
        "mechanisms.sanctions.recognition",
        "mechanisms.punishment.recognition",
        "states.russia.policies.recognise.",
        "timeline.russia_accepts_",
        "timeline.us_keeps_silent.",
        "timeline.us_accepts_tacitly.",
    ),
    "us_retrenchment": _US_PROMISE,
    "us_reassurance": _US_PROMISE,
    "rok_nuclear": (
        "mechanisms.hedging.",
        "states.rok.hedging",
        "states.rok.survivability",
        "states.rok.policies.hedge.",
        "alliances.us-rok.commitment",
        "timeline.us_government_",
        "timeline.rok_government_",
    ),
    "detente": (
        "mechanisms.dialogue.",
        "mechanisms.moratorium.on",
        "states.dprk.campaign",
        "states.dprk.moratorium",
        "states.dprk.policies.send.level",
        "states.rok.orientation",
        "states.us.orientation",
        "states.russia.policies.pay.",
        "rivalries.",
        "timeline.us_government_",
        "timeline.rok_government_",
        "timeline.full_exercises_in_spring.",
        "timeline.moratorium_lapses.",
        *_EXERCISES,
    ),
    "six_party": (
        "mechanisms.war.china_stance",
        "states.dprk.backed_by_china",
        "states.china.",
        "states.japan.",
        "rivalries.china-",
        "rivalries.us-china.",
        "rivalries.rok-dprk.",
        "rivalries.us-dprk.",
        "rivalries.dprk-japan.",
        "rivalries.japan-dprk.",
        "alliances.china-dprk.",
        "alliances.us-japan.",
        "alliances.japan-rok.",
        "sanctions.un_1718.veto_holders",
        "ties.china-",
        "ties.dprk-japan.",
        "ties.japan-",
        "pairs.",
        "outcomes.china_fights_in_korea",
    ),
    "crisis_start": (
        "rivalries.dprk-rok.opening",
        "alliances.russia-dprk.in_force",
        "timeline.treaty_in_force.",
    ),
    # Begins a month earlier, so every date lies a month further off.
    "september_2024": (
        "states.dprk.soldiers",
        "states.dprk.gdp",
        "states.dprk.stocks.elite.home",
        "states.rok.policies.arm.level",
        "states.us.presence",
        "states.russia.reserve",
        "pacts.russia-dprk.",
        "timeline.",
    ),
    # The hindcast has another past instead of another future: dates, starting points and inputs.
    "history_1994": (
        "mechanisms.moratorium.on",
        "mechanisms.treasury.",
        "mechanisms.dialogue.",
        "mechanisms.campaign.",
        "mechanisms.hedging.",
        "states.",
        "rivalries.",
        "alliances.russia-dprk.",
        "pacts.russia-dprk.",
        "sanctions.",
        "ties.",
        "timeline.",
    ),
}
"""Paths, by their beginnings, in which a variant may differ from the baseline."""


def statements(scenario: Scenario) -> dict[str, object]:
    """Everything a scenario says, by path: values, rules, entries, veto holders, own outcomes."""
    said: dict[str, object] = {path: value.value for path, value in scenario.values.items()}
    for rule in scenario.doctrine:
        answer = (rule.any_suffices, rule.conditions, rule.action, rule.value)
        said[f"states.{rule.state}.doctrine.{rule.name}.answer"] = answer
    for entry in scenario.timeline:
        dates = (scenario.start, entry.month, entry.every, entry.lasts, entry.until)
        said[f"timeline.{entry.name}.dates"] = dates
    for regime, holders in scenario.vetoes.items():
        said[f"sanctions.{regime}.veto_holders"] = holders
    for outcome in scenario.outcomes:
        said[f"outcomes.{outcome.name}"] = outcome
    return said


def differing(a: Scenario, b: Scenario) -> set[str]:
    """Paths at which two scenarios do not say the same."""
    first, second = statements(a), statements(b)
    missing = object()
    return {
        path
        for path in first.keys() | second.keys()
        if first.get(path, missing) != second.get(path, missing)
    }


def test_the_sixteen_scenarios_are_shipped() -> None:
    assert set(SHIPPED) <= set(available())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_checks_clean(name: str) -> None:
    assert check(shipped_scenarios() / f"{name}.yaml") == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_stated_number_names_its_evidence_or_says_assumption(name: str) -> None:
    unsupported = [
        path
        for path, value in load(name).values.items()
        if ".yaml" in value.origin
        and not isinstance(value.value, str | bool)
        and not value.evidence
    ]
    assert unsupported == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_evidence_key_of_a_scenario_resolves(name: str) -> None:
    book, _ = evidence_book()
    scenario = load(name)
    used = {value.evidence for value in scenario.values.values() if ".yaml" in value.origin} | {
        entry.evidence for entry in scenario.timeline
    }
    assert used - {"", ASSUMPTION} <= set(book)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_scenario_knows_what_was_published_later(name: str) -> None:
    book, _ = evidence_book()
    scenario = load(name)
    used = {value.evidence for value in scenario.values.values()}
    younger = {
        key
        for key in used & set(book)
        if book[key].published[:7] > scenario.information_date[:7] or book[key].hindsight
    }
    assert younger == set()
    assert scenario.unseen == ()
    assert scenario.hindsight == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_says_in_its_description_what_it_assumes(name: str) -> None:
    scenario = load(name)
    assert "ssume" in scenario.description
    assert scenario.title


def test_no_two_scenarios_are_described_alike() -> None:
    loaded = [load(name) for name in SHIPPED]
    assert len({s.title for s in loaded}) == len(SHIPPED)
    assert len({s.description for s in loaded}) == len(SHIPPED)


@pytest.mark.parametrize("name", sorted(MAY_DIFFER))
def test_a_variant_differs_from_the_baseline_only_in_what_its_name_says(name: str) -> None:
    changed = differing(load("baseline"), load(name))
    elsewhere = sorted(path for path in changed if not path.startswith(MAY_DIFFER[name]))
    assert changed
    assert elsewhere == []


def test_every_shipped_scenario_but_the_template_stands_on_the_baseline() -> None:
    assert set(MAY_DIFFER) | {"baseline", "two_state"} == set(SHIPPED)
    for name in MAY_DIFFER:
        text = (shipped_scenarios() / f"{name}.yaml").read_text(encoding="utf-8")
        assert "\nextends: baseline\n" in text
    template = (shipped_scenarios() / "two_state.yaml").read_text(encoding="utf-8")
    assert "extends" not in template


@pytest.mark.parametrize("name", sorted(set(MAY_DIFFER) - {"history_1994", "september_2024"}))
def test_a_variant_keeps_the_baseline_s_dates_and_seed(name: str) -> None:
    baseline, variant = load("baseline"), load(name)
    assert (variant.start, variant.horizon, variant.seed) == ("2024-11", 60, 0)
    assert variant.information_date == baseline.information_date


def test_september_knows_the_record_and_no_later_month() -> None:
    september = load("september_2024")
    assert september.information_date == "2024-09-30"
    assert (september.start, september.horizon, september.seed) == ("2024-10", 60, 0)


def test_the_hindcast_ends_where_the_record_does() -> None:
    hindcast = load("history_1994")
    year, month = divmod(12 * 1994 + hindcast.horizon - 1, 12)
    assert (hindcast.start, year, month + 1) == ("1994-01", 2024, 9)


def test_an_entry_of_the_hindcast_was_known_by_the_time_the_record_ends() -> None:
    for entry in load("history_1994").timeline:
        assert entry.known_from
        assert entry.known_from <= "2024-09"


def test_the_seed_of_every_shipped_scenario_is_zero() -> None:
    assert {load(name).seed for name in SHIPPED} == {0}


def test_the_pact_emboldens_nobody_unless_a_scenario_says_so() -> None:
    share = "alliances.russia-dprk.moral_hazard"
    emboldening = {name for name in MAY_DIFFER if load(name).value(share) != 0}
    assert load("baseline").value(share) == 0
    assert load("baseline").stated(share).range == (-0.16, 0.5)
    assert emboldening == {"blood_alliance"}


def test_without_the_pact_nothing_is_sent_paid_or_promised() -> None:
    scenario = load("no_pact")
    assert scenario.value("pacts.russia-dprk.in_force") == 0
    assert scenario.value("pacts.russia-dprk.abroad") == 0
    assert scenario.value("states.dprk.policies.send.pin") == 0
    assert scenario.value("alliances.russia-dprk.obligation") == "consultation"


def test_a_paragraph_describes_each_scenario() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "scenarios.md"
    text = guide.read_text(encoding="utf-8")
    assert [name for name in SHIPPED if f"**`{name}`**" not in text] == []
