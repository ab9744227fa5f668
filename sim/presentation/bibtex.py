"""The sources of a scenario as a BibTeX file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..scenario.bibliography import OWN, Reference
from ..scenario.evidence import Claim, evidence_book
from ..scenario.nodes import plain
from ..scenario.scenario import Scenario
from .tables.latex import escaped

_SMALL = frozenset(("about", "against", "from", "into", "that", "their", "this", "with"))
"""Words of a title that name nothing."""


def bibtex(scenario: Scenario) -> str:
    """The sources that a scenario's files cite, an entry each; keys are those of the whole book.

    Sources of this project's own computations are named in a comment.
    """
    book, _ = evidence_book(Path(scenario.folder) if scenario.folder else None)
    cited = {*_cited(plain(scenario.tree))} | {v.evidence for v in scenario.values.values()}
    used = [claim for key, claim in book.items() if key in cited]
    names = keys(book)
    lines = [f"% Sources of {scenario.name}"]
    own = [c.key for c in used if c.reference is not None and c.reference.kind == OWN]
    bare = [c.key for c in used if c.reference is None]
    if own:
        lines.append(f"% Computed or fitted by peninsula-sim: {', '.join(own)}")
    if bare:
        lines.append(f"% Without a reference in the evidence file: {', '.join(bare)}")
    entries: dict[str, list[Claim]] = {}
    for claim in used:
        if claim.key in names:
            entries.setdefault(names[claim.key], []).append(claim)
    every = ("\n".join(_entry(name, entries[name])) for name in sorted(entries))
    return "\n\n".join(["\n".join(lines), *every]) + "\n"


def keys(book: Mapping[str, Claim]) -> dict[str, str]:
    """The BibTeX key of every entry that has a source: author, year and first word, as leeds2003alliances.

    Entries of one source share it. A letter tells apart sources that would have the same, in the order
    of the evidence file.
    """
    bases: dict[Reference, str] = {}
    for claim in book.values():
        of = claim.reference
        if of is not None and of.kind != OWN and of not in bases:
            bases[of] = _base(of, claim)
    often: dict[str, int] = {}
    made: dict[Reference, str] = {}
    for of, base in bases.items():
        number = often.get(base, 0)
        often[base] = number + 1
        made[of] = base if number == 0 else f"{base}{_letter(number)}"
    return {
        key: made[claim.reference]
        for key, claim in book.items()
        if claim.reference is not None and claim.reference in made
    }


def _base(of: Reference, claim: Claim) -> str:
    family = of.authors[0].partition(",")[0] if of.authors else of.institution
    first = _words(family)
    author = "".join(first) if of.authors else next(iter(first), "anon")
    longer = (word for word in _words(of.title) if len(word) > 3 and word not in _SMALL)
    return f"{author}{_year(of, claim)}{next(longer, '')}"


def _letter(number: int) -> str:
    """b, c, ... z, and then numbers."""
    return chr(ord("a") + number) if number < 26 else f"_{number}"


def _words(text: str) -> list[str]:
    plain_letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z]+", plain_letters.lower().replace("'", "").replace("-", ""))


def _year(of: Reference, claim: Claim) -> str:
    return str(of.year) if of.year else claim.published[:4]


def _entry(name: str, claims: list[Claim]) -> Iterator[str]:
    """One source with all that is known of it; ``claims`` are the evidence taken from it."""
    first = claims[0]
    of = first.reference
    if of is None:
        raise ValueError("an entry without a reference has no source in parts")
    kind = of.kind if of.kind in ("article", "book") else "misc"
    place = {"article": "journal", "book": "publisher"}.get(kind, "howpublished")
    author = " and ".join(map(_name, of.authors)) or _whole(of.institution)
    fields = {
        "author": author,
        "title": _whole(of.title),
        place: escaped(of.container),
        "volume": escaped(of.volume),
        "number": escaped(of.number),
        "pages": escaped(of.pages).replace("-", "--"),
        "year": _year(of, first),
        "doi": next((c.doi for c in claims if c.doi), ""),
        "url": _url(claims),
        "note": escaped("; ".join(dict.fromkeys(_notes(claims)))),
        "keywords": ", ".join(c.key for c in claims),
    }
    yield f"@{kind}{{{name},"
    yield from (f"  {field} = {{{text}}}," for field, text in fields.items() if text)
    yield "}"


def _name(author: str) -> str:
    """A name as BibTeX reads it; a family name of several words is one."""
    family, comma, given = author.partition(",")
    shown = escaped(family)
    return f"{{{shown}}}{comma} {escaped(given)}".strip() if " " in family else escaped(author)


def _whole(text: str) -> str:
    """Text whose capitals BibTeX leaves as they are."""
    return f"{{{escaped(text)}}}" if text else ""


def _url(claims: list[Claim]) -> str:
    found = next((c.url for c in claims if c.url not in ("", "none")), "")
    return re.sub(r"[{}\\\s]", "", found)


def _notes(claims: list[Claim]) -> Iterator[str]:
    """Where in the source the figures stand, and whether it was read."""
    for claim in claims:
        if claim.locator:
            yield claim.locator
        if not claim.seen:
            yield f"not read for {claim.key}"


def _cited(tree: Any) -> Iterator[str]:
    """Evidence keys of values, rules and entries anywhere in a scenario."""
    parts: Iterable[Any] = ()
    if isinstance(tree, dict):
        if isinstance(tree.get("evidence"), str):
            yield tree["evidence"]
        parts = tree.values()
    elif isinstance(tree, list | tuple):
        parts = tree
    for part in parts:
        yield from _cited(part)
