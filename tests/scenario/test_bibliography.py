"""The sources of evidence in parts: read strictly, each mistake with its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Problem
from sim.scenario.bibliography import OWN, Reference
from sim.scenario.evidence import evidence_book

Refused = Callable[..., tuple[Problem, ...]]
Write = Callable[..., Path]
ENTRY = "a: {{source: A, published: 2001, grade: A, reference: {}}}\n"


def wrong(write: Write, refused: Refused, text: str) -> Problem:
    write(ENTRY.format(text), "evidence.yaml", whole=True)
    (problem,) = refused("states:\n  north:\n  south:\n")
    return problem


@pytest.mark.parametrize(
    ("text", "reason", "column"),
    [
        ("{kind: artikel, title: T, institution: I}", "has no such kind", 55),
        ("{kind: book, titel: T, title: T, institution: I}", "unknown key of the reference", 67),
        ("{kind: book, title: T}", "must have a title, and authors or an institution", 54),
        ("{kind: book, institution: I}", "must have a title, and authors or an institution", 54),
        ("{kind: book, title: T, institution: I, authors: Leeds}", "must be a list of names", 102),
        ("{kind: book, title: T, institution: I, authors: []}", "must be a list of names", 102),
        ("{kind: book, title: T, institution: I, year: 20111}", "has no such year", 93),
        ("[1]", "must be a mapping or a key of this file", 54),
        ("b", "names no entry of this file that has one", 54),
    ],
)
def test_a_mistake_is_reported_where_it_stands(
    write: Write, refused: Refused, text: str, reason: str, column: int
) -> None:
    found = wrong(write, refused, text)
    assert reason in found.message
    assert (found.line, found.file.endswith("evidence.yaml")) == (1, True)
    assert found.column == column


def test_the_nearest_key_is_named(write: Write, refused: Refused) -> None:
    found = wrong(write, refused, "{kind: book, titel: T, title: T, institution: I}")
    assert found.nearest == "title"


def test_an_entry_of_the_same_source_shares_its_reference() -> None:
    book, problems = evidence_book()
    assert not problems
    assert book["mid_world"].reference == book["mid_korea"].reference
    assert book["mid_korea"].reference is not None
    assert book["mid_korea"].reference.authors[0] == "Palmer, Glenn"


def test_every_shipped_entry_says_its_source_in_parts() -> None:
    book, _ = evidence_book()
    for key, claim in book.items():
        assert isinstance(claim.reference, Reference), key
        if claim.reference.kind == "article":
            assert claim.reference.authors, key
            assert claim.reference.container, key
            assert claim.reference.volume, key
        if claim.reference.kind != OWN and claim.seen:
            assert claim.doi or claim.url != "none" or "memory" in claim.locator, key
