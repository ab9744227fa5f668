"""What of a timeline is known when: beginnings, ends, and seasons that stop coming."""

import pytest

from sim.history.known import as_it_became_known, as_known, without
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario


@pytest.fixture(scope="module")
def history() -> Scenario:
    return load("history_1994")


def entry(history: Scenario, month: str, name: str, lag: int = 0):
    return next((e for e in as_known(history, month, lag).timeline if e.name == name), None)


def test_an_entry_is_unknown_before_it_is_known_from(history: Scenario) -> None:
    assert entry(history, "2021-12", "campaign_of_2022") is None
    assert entry(history, "2022-01", "campaign_of_2022") is not None
    assert entry(history, "2022-01", "campaign_of_2022", lag=1) is None
    # The moratorium began in January 2018 and was declared in April.
    assert entry(history, "2018-03", "moratorium") is None
    assert entry(history, "2018-04", "moratorium") is not None


def test_the_end_of_talks_is_unknown_until_they_end(history: Scenario) -> None:
    assert entry(history, "2019-03", "talks_of_2018").lasts == 0
    assert entry(history, "2019-04", "talks_of_2018").lasts == 15
    assert entry(history, "2021-12", "moratorium").lasts == 0
    assert entry(history, "2022-01", "moratorium").lasts == 48


def test_a_season_goes_on_until_it_has_once_failed_to_come(history: Scenario) -> None:
    # The last full spring exercise was that of March 2017.
    assert entry(history, "2018-02", "spring_exercise_full").until is None
    assert entry(history, "2018-03", "spring_exercise_full").until == 12 * 23 + 2
    assert entry(history, "2018-02", "spring_exercise_full").lasts == 1


def test_at_the_end_all_is_known(history: Scenario) -> None:
    assert as_known(history, "2030-01") == history


def test_nothing_known_later_changes_what_was_known_before(history: Scenario) -> None:
    later = tuple(e for e in history.timeline if e.known_from < "2020")
    from dataclasses import replace

    assert as_known(replace(history, timeline=later), "2019-06") == as_known(history, "2019-06")


def test_what_became_known_later_begins_when_it_was_known(history: Scenario) -> None:
    zero = 12 * 24
    told = {e.name: e for e in as_it_became_known(history).timeline}
    # Dated January 2018 and declared in April, until December 2021.
    assert (told["moratorium"].month, told["moratorium"].lasts) == (zero + 3, 45)
    assert told["munitions_for_russia"].month == 12 * 29 + 9
    assert told["kim_jong_un"].month == 12 * 18
    late = {e.name: e for e in as_it_became_known(history, lag=2).timeline}
    assert (late["moratorium"].month, late["moratorium"].lasts) == (zero + 5, 45)
    assert (late["talks_of_2018"].month, late["talks_of_2018"].lasts) == (zero + 2, 15)


def test_a_season_announced_late_begins_with_its_next_time(history: Scenario) -> None:
    told = {e.name: e for e in as_it_became_known(history, lag=1).timeline}
    assert told["spring_exercise_reduced"].month == 12 * 25 + 2
    assert told["spring_exercise_again"].month == 12 * 29 + 2


def test_an_entry_left_out_is_the_only_one_that_is_gone(history: Scenario) -> None:
    left = {e.name for e in without(history, "campaign_of_2022").timeline}
    assert left == {e.name for e in history.timeline} - {"campaign_of_2022"}
