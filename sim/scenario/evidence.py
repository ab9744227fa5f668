"""What stands behind the numbers: the evidence file, and whether a source holds the figure."""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isclose
from pathlib import Path
from typing import Any

from ..errors import Problem
from .bibliography import Reference, reference, shared
from .calendar import first_day, last_day
from .nodes import Mapping, Mark, plain
from .problems import Findings
from .reading import read_file
from .shipped import shipped_seeds
from .values import Value

ASSUMPTION = "assumption"
GRADES = ("A", "B", "C", "D")
SOURCE, COMPUTED, FIT = BASES = ("source", "computed", "fit")
"""What figures are: printed in a source, computed here from its data, or fitted by this project."""
_TEXTS = ("source", "locator", "url", "doi", "claim", "quote", "note")


@dataclass(frozen=True, slots=True)
class Claim:
    """One entry of the evidence file.

    ``reference`` is the source in parts, if the file states it.
    ``figures`` are the numbers that the source itself contains, or what ``basis`` says. ``published``
    is a year, month or day. ``grade`` is A to D. ``hindsight`` marks what became public only after the events, and
    ``seen`` is False where the source has not been read: such an entry counts as an assumption.
    """

    key: str
    source: str = ""
    locator: str = ""
    url: str = ""
    doi: str = ""
    published: str = ""
    figures: tuple[float, ...] = ()
    grade: str = ""
    hindsight: bool = False
    seen: bool = True
    claim: str = ""
    basis: str = SOURCE
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """An evidence key as a scenario cites it: by a value, or by a whole rule or entry."""

    path: str
    mark: Mark
    key: str
    value: Value | None = None


def evidence_book(beside: Path | None = None) -> tuple[dict[str, Claim], tuple[Problem, ...]]:
    """Entries of the shipped evidence file and of an ``evidence.yaml`` in the folder ``beside``.

    The problems are those of the evidence files themselves.
    """
    files = []
    with suppress(FileNotFoundError):
        files.append(shipped_seeds() / "evidence.yaml")
    if beside is not None:
        files.append(beside / "evidence.yaml")
    book: dict[str, Claim] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            stamp = file.stat()
        except OSError:
            continue
        claims, wrong = _read(file, stamp.st_mtime_ns, stamp.st_size)
        book.update(claims)
        problems.extend(wrong)
    return book, tuple(problems)


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, _size: int) -> tuple[dict[str, Claim], tuple[Problem, ...]]:
    findings = Findings()
    tree = read_file(file, f"{file.parent.name}/{file.name}", findings)
    claims: dict[str, Claim] = {}
    if isinstance(tree, Mapping):
        stated: dict[str, Reference | str] = {}
        marks: dict[str, Mark] = {}
        for key, entry in tree.items.items():
            claim = _claim(key, plain(entry), tree.where(key), findings)
            if claim is None:
                continue
            claims[key] = claim
            node = entry.items.get("reference") if isinstance(entry, Mapping) else None
            marks[key] = tree.where(key) if node is None else node.mark
            found = reference(key, node, marks[key], findings)
            if found is not None:
                stated[key] = found
        for key, one in shared(stated, marks, findings).items():
            claims[key] = replace(claims[key], reference=one)
    elif tree is not None:
        findings.report(tree.mark, "an evidence file is a mapping of keys to entries")
    return claims, tuple(findings)


def _claim(key: str, entry: Any, mark: Mark, findings: Findings) -> Claim | None:
    if not isinstance(entry, dict):
        findings.report(mark, f"the evidence {key} must be a mapping with source and published")
        return None
    figures = entry.get("figures") or []
    if not isinstance(figures, list):
        figures = [figures]
    numbers = [n for n in figures if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) < len(figures):
        findings.report(mark, f"the figures of {key} must be numbers")
    published = str(entry.get("published") or "")
    try:
        first_day(published)
    except (ValueError, IndexError):
        findings.report(
            mark, f"{key} must say when it was published", found=published, allowed="2024-10-18"
        )
        return None
    grade = str(entry.get("grade") or "")
    if grade not in GRADES:
        findings.report(mark, f"the grade of {key} is unknown", found=grade, allowed=GRADES)
    basis = str(entry.get("basis") or SOURCE)
    if basis not in BASES:
        findings.report(mark, f"the basis of {key} is unknown", found=basis, allowed=BASES)
    texts = {name: str(entry.get(name) or "") for name in _TEXTS}
    if not texts["source"]:
        findings.report(mark, f"the evidence {key} names no source")
    return Claim(
        key,
        texts["source"],
        texts["locator"],
        texts["url"],
        texts["doi"],
        published,
        tuple(float(number) for number in numbers),
        grade,
        entry.get("hindsight") is True,
        entry.get("seen") is not False,
        texts["claim"] or texts["quote"] or texts["note"],
        basis,
    )


def supports(claim: Claim, value: Value) -> bool:
    """Whether a source holds the figure behind a value, or behind an end of its range.

    Names and truth values have no figure to compare. ``figure`` and ``scale`` of the value say
    which of the source's figures is meant and what turns it into the value.
    """
    if isinstance(value.value, str | bool):
        return True
    numbers = [float(value.value), *(value.range or ())]
    figures: tuple[float, ...] = claim.figures
    if value.figure is not None:
        figures = tuple(f for f in figures if isclose(f, value.figure, rel_tol=1e-9))
    return any(
        isclose(figure * value.scale, number, rel_tol=1e-9, abs_tol=1e-15)
        for figure in figures
        for number in numbers
    )


def check_cited(
    cited: list[Cited], book: dict[str, Claim], information_date: str, findings: Findings
) -> None:
    """Report keys that don't resolve, evidence too young, and figures a source does not hold."""
    for use in cited:
        if use.key in ("", ASSUMPTION):
            continue
        claim = book.get(use.key)
        if claim is None:
            findings.report(
                use.mark,
                f"the evidence of {use.path} is in no evidence file",
                found=use.key,
                allowed="a key of seeds/evidence.yaml, or assumption",
                near=[*book, ASSUMPTION],
            )
            continue
        if not claim.hindsight and first_day(claim.published) > last_day(information_date):
            findings.report(
                use.mark,
                f"the evidence of {use.path} was published on {claim.published}, after the "
                f"information date {information_date}; use earlier evidence, or mark it as "
                "hindsight in the evidence file",
                found=use.key,
            )
        if use.value is not None and not supports(claim, use.value):
            figures = ", ".join(f"{figure:g}" for figure in claim.figures) or "none"
            findings.report(
                use.mark,
                f"the source {use.key} of {use.path} does not contain this number; its figures "
                f"are {figures} (state figure and scale where the value converts one)",
                found=use.value.value,
            )
