"""The sources of evidence in parts, as an evidence file states them: who, what, in what, when."""

from typing import Any, NamedTuple

from .nodes import Mapping, Mark, Node, Scalar, Sequence, plain
from .problems import Findings

OWN = "own"
KINDS = ("article", "book", "report", "data", "press", "law", OWN)
"""What a source is; "own" is what this project computed or fitted, and no source of anybody else."""
_TEXTS = ("institution", "title", "in", "volume", "number", "pages")


class Reference(NamedTuple):
    """A source in parts; what is not known is empty.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    authors : tuple of str
        Each as "Family, Given", or the family name alone.
    institution : str
        Who published it, where it has no authors.
    title : str
        Its title; of a press report or data set, what it is.
    container : str
        Journal, publisher or outlet.
    volume, number, pages : str
        Of an article.
    year : int
        When it appeared; 0 for the year in which the evidence became public.
    """

    kind: str
    authors: tuple[str, ...] = ()
    institution: str = ""
    title: str = ""
    container: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    year: int = 0


def reference(
    key: str, node: Node | None, mark: Mark, findings: Findings
) -> Reference | str | None:
    """The reference of an entry, or the key of that which has it; None where none is stated.

    Parameters
    ----------
    key : str
        The entry's key.
    node : Node or None
        What the file says.
    """
    if node is None:
        return None
    if isinstance(node, Scalar) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, Mapping):
        findings.report(
            node.mark, f"the reference of {key} must be a mapping or a key of this file"
        )
        return None
    known = ("kind", "authors", "year", *_TEXTS)
    for name in node.items:
        if name not in known:
            findings.report(
                node.where(name), f"unknown key of the reference of {key}", found=name, near=known
            )
    told = plain(node)
    kind = told.get("kind")
    if kind not in KINDS:
        findings.report(
            node.where("kind"),
            f"the reference of {key} has no such kind",
            found=kind,
            allowed=KINDS,
        )
        return None
    authors = _authors(key, node, findings)
    texts = {name: str(told.get(name) or "") for name in _TEXTS}
    if kind != OWN and not (texts["title"] and (authors or texts["institution"])):
        findings.report(
            node.mark, f"the reference of {key} must have a title, and authors or an institution"
        )
    year: Any = told.get("year", 0)
    if (
        not isinstance(year, int)
        or isinstance(year, bool)
        or not (year == 0 or 1800 <= year < 2200)
    ):
        findings.report(
            node.where("year"),
            f"the reference of {key} has no such year",
            found=year,
            allowed="2011",
        )
        year = 0
    texts["container"] = texts.pop("in")
    return Reference(kind, authors, year=year, **texts)


def shared(
    stated: dict[str, Reference | str], marks: dict[str, Mark], findings: Findings
) -> dict[str, Reference]:
    """The reference of every entry, those that name another entry's too.

    Parameters
    ----------
    stated : dict of str to Reference or str
        What each entry states.
    marks : dict of str to Mark
        Where each entry states it.
    """
    own = {key: one for key, one in stated.items() if isinstance(one, Reference)}
    found = dict(own)
    for key, one in stated.items():
        if isinstance(one, Reference):
            continue
        if one in own:
            found[key] = own[one]
        else:
            findings.report(
                marks[key],
                f"the reference of {key} names no entry of this file that has one",
                found=one,
                near=list(own),
            )
    return found


def _authors(key: str, node: Mapping, findings: Findings) -> tuple[str, ...]:
    listed = node.items.get("authors")
    if listed is None:
        return ()
    names = plain(listed) if isinstance(listed, Sequence) else None
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        findings.report(
            listed.mark, f"the authors of {key} must be a list of names", allowed='["Leeds, Brett"]'
        )
        return ()
    return tuple(map(str, names))
