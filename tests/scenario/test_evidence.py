"""A number's source exists, is old enough, and contains the number."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Problem, Scenario, check, evidence_table, standings

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]
Write = Callable[..., Path]
BOOK = """\
troops: {source: A report, published: 2024-10-18, figures: [1500, 12000], grade: B, claim: so many}
later: {source: A report, published: 2024-11-02, figures: [5], grade: B}
looked_back: {source: A history, published: 2025-03, figures: [5], grade: A, hindsight: true}
unread: {source: A book, published: 2001, figures: [5], grade: D, seen: false}
"""


@pytest.fixture(autouse=True)
def _book(write: Write) -> None:
    write(BOOK, "evidence.yaml", whole=True)


def power(text: str) -> str:
    return f"states:\n  north:\n    power: {{{text}}}\n  south:\n"


@pytest.mark.parametrize(
    "text",
    [
        "value: 5, evidence: assumption",
        "value: 12, evidence: troops, figure: 12000, scale: 1.0e-3",
        "value: 12, evidence: troops, scale: 0.001",
        "value: 10, range: [1.5, 12], evidence: troops, scale: 0.001",
        "value: 5, evidence: looked_back",
        "value: 5, evidence: unread",
    ],
)
def test_a_supported_value_is_taken(read: Read, text: str) -> None:
    assert read(power(text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("value: 5, evidence: trops", "in no evidence file"),
        ("value: 11, evidence: troops, scale: 0.001", "does not contain"),
        ("value: 12, evidence: troops", "does not contain"),
        ("value: 12, evidence: troops, figure: 1500, scale: 0.001", "does not contain"),
        ("value: 12, evidence: troops, figure: 13000, scale: 0.001", "does not contain"),
        ("value: 5, evidence: later", "after the information date 2024-10"),
    ],
)
def test_an_unsupported_value_is_refused_where_it_stands(
    refused: Refused, text: str, reason: str
) -> None:
    (problem,) = refused(power(text))
    assert reason in problem.message
    assert problem.line == 8


def dated(text: str) -> str:
    return f"timeline: [{{name: e, month: 2024-11, {text}, set: {{states.north.power: 12000}}}}]\n"


def test_a_source_backs_the_chance_of_an_entry_only_where_it_holds_that_number(
    read: Read, refused: Refused
) -> None:
    assert read(dated("evidence: troops"))
    assert read(dated("probability: 1, evidence: troops"))
    (problem,) = refused(dated("probability: 0.4, evidence: troops"))
    assert "does not contain" in problem.message
    (problem,) = refused(dated("probability: {value: 1, evidence: troops}, evidence: assumption"))
    assert "does not contain" in problem.message
    own = "probability: {value: 0.4, evidence: assumption}, evidence: troops"
    assert read(dated(own))


def test_a_wrong_key_gets_the_nearest(refused: Refused) -> None:
    assert refused(power("value: 5, evidence: trops"))[0].nearest == "troops"


@pytest.mark.parametrize(("date", "young"), [("2024-11-01", True), ("2024-11-02", False)])
def test_a_day_is_compared_as_a_day(write: Write, date: str, young: bool) -> None:
    path = write(power("value: 5, evidence: later"))
    path.write_text(path.read_text().replace("2024-10", date))
    assert bool(check(path)) == young


def test_hindsight_is_known_so_that_a_forecast_can_refuse_it(read: Read) -> None:
    assert read(power("value: 5, evidence: looked_back")).hindsight == ("looked_back",)
    assert read(power("value: 5, evidence: unread")).hindsight == ()


def test_an_entry_of_the_timeline_not_yet_known_may_rest_on_later_evidence(
    read: Read, refused: Refused
) -> None:
    change = "set: {{states.north.orientation: 1}}"
    text = f"timeline: [{{{{name: e, month: 2025-01, {{}}evidence: later, {change}}}}}]\n"
    assert read(text.format("known_from: 2024-11, ")).unseen == ("e",)
    assert refused(text.format(""))


def test_a_rules_source_backs_its_chance_only_by_its_figures(refused: Refused, read: Read) -> None:
    rule = (
        "states: {{north: {{doctrine: [{{name: r, then: {{at_most: alert}}, evidence: troops, "
        "probability: {}, limit: 4}}]}}, south: {{}}}}\n"
    )
    assert "does not contain" in refused(rule.format("0.5"))[0].message
    assert read(rule.format("{value: 0.5, evidence: assumption}"))
    assert read(rule.format("1"))


def test_names_need_no_figure_but_their_source_must_exist(read: Read, refused: Refused) -> None:
    text = "mechanisms: {{war: {{china_stance: {{value: arms, evidence: {}}}}}}}\n"
    head = "information_date: 2024-10\nstart: 2024-11\nhorizon: 3\nstates: [a, b]\n"
    assert read(head + text.format("troops"), whole=True)
    assert refused(head + text.format("nowhere"), whole=True)


def test_the_table_counts_what_stands_on_what(read: Read) -> None:
    text = (
        "states:\n  north:\n    power: {value: 12, evidence: troops, scale: 0.001}\n"
        "    gdp: {value: 5, evidence: unread}\n    reserve: {value: 2, evidence: assumption}\n"
        "    pressure: 0.2\n  south:\n"
    )
    rows = evidence_table(read(text))
    by_path = {row.path: row for row in rows}
    assert by_path["states.north.power"].grade == "B"
    assert by_path["states.north.power"].source == "A report"
    assert by_path["states.north.power"].basis == "source"
    assert by_path["states.north.gdp"].basis == "assumption"
    counts = standings(rows)
    assert (counts["source"], counts["unread"], counts["assumption"]) == (1, 1, 1)
    assert (counts["none"], counts["name"]) == (1, 6)
    assert sum(counts.values()) == len(rows)


def test_a_strict_check_names_what_has_no_evidence(write: Write) -> None:
    path = write("states: {north: {power: 2}, south: {gdp: {value: 3, evidence: assumption}}}\n")
    assert check(path) == []
    (problem,) = check(path, strict=True)
    assert "states.north.power has no evidence" in problem.message


@pytest.mark.parametrize(
    "book",
    [
        "a: 5\n",
        "a: {source: x, published: 2024, grade: E}\n",
        "a: {source: x, published: soon, grade: A}\n",
        "a: {published: 2024, grade: A}\n",
        "a: {source: x, published: 2024, grade: A, figures: [much]}\n",
        "a: {source: x, published: 2024, grade: A, basis: guess}\n",
        "- a\n",
        "{",
    ],
)
def test_a_broken_evidence_file_is_reported_as_its_own(
    write: Write, refused: Refused, book: str
) -> None:
    write(book, "evidence.yaml", whole=True)
    assert all(problem.file.endswith("evidence.yaml") for problem in refused())


def test_the_external_share_leaves_out_what_this_project_fitted() -> None:
    from sim.scenario.loading import load
    from sim.scenario.support import evidence_table, external

    rows = evidence_table(load("baseline"))
    outside, stated = external(rows)
    own = [row for row in rows if row.evidence in ("record_fit", "hindcast_references")]
    assert own
    assert {row.basis for row in own} == {"fit"}
    held = [
        row for row in rows if row.standing == "source" and not isinstance(row.value, str | bool)
    ]
    assert outside == len(held) - len(own)
    assert 0 < outside < stated
