"""The shapes of which the scenario language is made.

There are four: a leaf (one value), a section (known keys), named things
(a mapping by name, or a list with ``name``), and a list. The models, the reader of merged files,
the paths and the messages all walk the same tree of shapes.
"""

from dataclasses import dataclass, replace
from typing import Literal

from ..rulebook.declare import Parameter

type LeafKind = Literal[
    "number", "integer", "switch", "choice", "state", "rung", "month", "date", "text", "any"
]
type Shape = "Leaf | Section | Named | Listed"

_INFINITY = float("inf")
DISTRIBUTIONS: dict[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("median", "sigma"),
    "beta": ("alpha", "beta"),
}
"""Parameters that each kind of distribution needs; a beta may also say ``low`` and ``high``."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value. ``stated`` marks those that may carry a range, evidence and a note."""

    meaning: str
    kind: LeafKind
    unit: str = ""
    low: float = -_INFINITY
    high: float = _INFINITY
    choices: tuple[str, ...] = ()
    default: float | int | bool | str | None = None
    stated: bool = False

    @staticmethod
    def of(parameter: Parameter) -> "Leaf":
        """The leaf of a declared parameter."""
        p = parameter
        return Leaf(p.meaning, p.kind, p.unit, p.low, p.high, p.choices, p.default, stated=True)

    def allowed(self) -> str:
        """What this value may be, in words."""
        if self.kind in ("number", "integer"):
            noun = "a whole number" if self.kind == "integer" else "a number"
            unit = f" ({self.unit})" if self.unit else ""
            return f"{noun}{bounds(self.low, self.high)}{unit}"
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        return _ALLOWED[self.kind]

    def full(self) -> "Section":
        """The long form of this value: ``{value, range, distribution, unit, evidence, note}``."""
        number = replace(self, stated=False, kind="number")
        fields: dict[str, Shape] = {
            "value": replace(self, stated=False),
            "evidence": Leaf("key in the evidence file, or 'assumption'", "text"),
            "note": Leaf("remark for the reader", "text"),
            "figure": Leaf("the figure as the source states it", "number"),
            "scale": Leaf("factor that turns the source's figure into the value", "number"),
        }
        if self.unit:
            fields["unit"] = Leaf("unit, repeated as a check", "choice", choices=(self.unit,))
        if self.kind in ("number", "integer", "any"):
            fields["range"] = Listed(f"range of {self.meaning}", number, length=2)
            fields["distribution"] = DISTRIBUTION
        return Section("value", self.meaning, fields)


_ALLOWED = {
    "switch": "true or false (on, off, yes and no are understood)",
    "state": "the name of a state",
    "rung": "the name of a rung",
    "month": "a month such as 2024-11",
    "date": "a month such as 2024-10 or a day such as 2024-10-31",
    "text": "text (quote what would be read as a number or a truth value)",
    "any": "a number, or the name of a rung or choice",
}


def bounds(low: float, high: float) -> str:
    """A range in words, empty when there is none."""
    if low > -_INFINITY and high < _INFINITY:
        return f" from {_plain(low)} to {_plain(high)}"
    if low > -_INFINITY:
        return f" of at least {_plain(low)}"
    return f" of at most {_plain(high)}" if high < _INFINITY else ""


def _plain(number: float) -> str:
    return f"{number:.0f}" if number == int(number) else f"{number:g}"


@dataclass(frozen=True)
class Section:
    """Known keys. A plain value stands for the key ``shorthand``, where there is one."""

    noun: str
    meaning: str
    fields: dict[str, Shape]
    shorthand: str = ""
    whole: bool = False
    """Whether a file that states it replaces it whole instead of merging key by key."""


@dataclass(frozen=True)
class Named:
    """Things by name. ``keys`` lists the names where the rulebook fixes them.

    With ``paths`` the names are paths of parameters, and what they name can't be listed by name.
    """

    noun: str
    meaning: str
    each: "Leaf | Section | Named"
    keys: tuple[str, ...] = ()
    paths: bool = False


@dataclass(frozen=True)
class Listed:
    """A list, replaced whole by a file that states it again."""

    meaning: str
    each: "Leaf | Section"
    length: int = 0


DISTRIBUTION = Section(
    "distribution",
    "distribution of what is not known about the value",
    {
        "kind": Leaf("kind of distribution", "choice", choices=tuple(DISTRIBUTIONS)),
        **{
            name: Leaf(f"{name} of the distribution", "number")
            for name in ("low", "high", "mode", "mean", "median")
        },
        **{
            name: Leaf(f"{name} of the distribution", "number", low=1e-12)
            for name in ("sd", "sigma", "alpha", "beta")
        },
    },
    whole=True,
)


def child(of: Shape, key: str | int) -> Shape | None:
    """The shape below ``of`` at a key or index, or None where nothing may stand."""
    if isinstance(of, Section):
        return of.fields.get(str(key))
    if isinstance(of, Named | Listed):
        return of.each
    if of.stated:
        return of.full().fields.get(str(key))
    return None
