"""The shipped evidence: entries are whole, honest about what was read, and free of duplicates."""

import re
from typing import Any

import pytest
import yaml

from sim.scenario.evidence import evidence_book
from sim.scenario.shipped import shipped_seeds

ENTRIES: dict[str, dict[str, Any]] = yaml.safe_load(
    (shipped_seeds() / "evidence.yaml").read_text(encoding="utf-8")
)
KNOWN = {
    "source",
    "locator",
    "url",
    "doi",
    "published",
    "reference",
    "figures",
    "basis",
    "dates",
    "grade",
    "claim",
    "seen",
    "hindsight",
}


def test_the_evidence_file_reads_without_problems() -> None:
    book, problems = evidence_book()
    assert problems == ()
    assert set(book) == set(ENTRIES)


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_an_entry_says_who_said_what_where_and_when(key: str) -> None:
    entry = ENTRIES[key]
    assert set(entry) <= KNOWN
    assert KNOWN - {"url", "doi", "dates", "hindsight", "basis"} <= set(entry)
    # A journal article whose DOI was not verified is found by its volume and pages.
    printed = {"in", "volume", "pages"} <= set(entry["reference"])
    assert entry.get("url") or entry.get("doi") or printed
    assert entry["grade"] in ("A", "B", "C", "D")
    assert isinstance(entry["seen"], bool)
    assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", str(entry["published"]))


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_figures_are_numbers_and_dates_are_months(key: str) -> None:
    entry = ENTRIES[key]
    assert all(isinstance(n, int | float) and not isinstance(n, bool) for n in entry["figures"])
    assert all(re.fullmatch(r"\d{4}-\d\d", month) for month in entry.get("dates", ()))


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_what_this_project_computed_or_fitted_says_so(key: str) -> None:
    entry = ENTRIES[key]
    own = (
        str(entry["source"]).startswith("This project's")
        or str(entry["locator"]).startswith("computed")
        or str(entry["claim"]).startswith("Computed")
    )
    assert entry.get("basis") in (("computed", "fit") if own else (None, "computed"))


def test_an_entry_whose_whole_locator_is_from_memory_is_not_marked_as_seen() -> None:
    remembered = [k for k, e in ENTRIES.items() if str(e["locator"]).startswith("from memory")]
    assert remembered
    assert not any(ENTRIES[key]["seen"] for key in remembered)


def test_what_became_public_after_october_2024_is_marked_as_hindsight() -> None:
    later = {key for key, entry in ENTRIES.items() if str(entry["published"]) > "2024-10-31"}
    marked = {key for key, entry in ENTRIES.items() if entry.get("hindsight") is True}
    assert later == marked


def test_every_named_stream_has_a_seed_and_a_use() -> None:
    streams = yaml.safe_load((shipped_seeds() / "streams.yaml").read_text(encoding="utf-8"))
    assert streams["default"]["seed"] == 0
    for stream in streams.values():
        assert isinstance(stream["seed"], int)
        assert stream["used_for"]
