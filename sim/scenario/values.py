"""A stated value: the number or name, what is not known about it, and where it comes from."""

import re
from dataclasses import dataclass, replace
from typing import Any

from .distribution import Distribution
from .models import admit
from .nodes import Mapping, Node, Scalar, Sequence, Word, plain
from .problems import Findings
from .shapes import DISTRIBUTIONS, Leaf

type Plain = float | int | bool | str

DEFAULT = "default"
"""Origin of a value that no file states."""
DEFAULT_LADDER = "the default ladder"
"""Where the rungs are written that a scenario does not state."""
NAME = "name"
"""Origin of a state that a rivalry's, alliance's or pact's name says."""


@dataclass(frozen=True, slots=True)
class Value:
    """One resolved value.

    ``value`` is a float, an int (whole numbers), a bool (switches) or text (names of states,
    rungs and choices, months). ``range`` holds both ends, or None. ``evidence`` is a key of the
    evidence file, "assumption", a default's own source, or empty. ``origin`` is where it was
    stated: file:line, a ``--set``, or "default".
    """

    value: Plain
    unit: str = ""
    range: tuple[float, float] | None = None
    distribution: Distribution | None = None
    evidence: str = ""
    note: str = ""
    origin: str = DEFAULT
    figure: float | None = None
    scale: float = 1.0

    @property
    def uncertain(self) -> bool:
        """Whether it states what is not known about it: a range or a distribution."""
        return self.range is not None or self.distribution is not None

    @property
    def number(self) -> float:
        """The value as a float.

        Raises
        ------
        TypeError
            If the value is a name.
        """
        if isinstance(self.value, str):
            raise TypeError(f"{self.value!r} is a name, not a number")
        return float(self.value)

    def bare(self) -> Any:
        """The value without its evidence: alone, or a mapping with its range or distribution."""
        bare: dict[str, Any] = {"value": self.value}
        if self.range is not None:
            bare["range"] = list(self.range)
        if self.distribution is not None:
            numbers = dict(self.distribution.parameters)
            bare["distribution"] = {"kind": self.distribution.kind, **numbers}
        return bare if len(bare) > 1 else self.value


def build(leaf: Leaf, node: Node, path: str, findings: Findings) -> Value | None:
    """The value that a validated node states, or None after reporting why there is none."""
    if not isinstance(node, Mapping):
        ok, value = admit(leaf, plain(node))
        if not ok:
            return None
        return Value(_plain(value), leaf.unit, origin=str(node.mark))
    inner = node.get("value")
    known = _distribution(leaf, node, path, findings)
    if inner is not None:
        ok, value = admit(leaf, plain(inner))
    elif known is not None:
        found = median(known, leaf)
        ok, value = admit(leaf, round(found) if leaf.kind == "integer" else found)
    elif node.get("distribution") is not None:
        return None
    else:
        findings.report(node.mark, f"{path} states no value", allowed="value: " + leaf.allowed())
        return None
    if not ok:
        return None
    stated = {key: plain(item) for key, item in node.items.items()}
    return Value(
        _plain(value),
        leaf.unit,
        _range(leaf, value, node, path, findings),
        known,
        str(stated.get("evidence", "")),
        str(stated.get("note", "")),
        str(inner.mark if inner is not None and inner.mark.line else node.mark),
        stated.get("figure"),
        float(stated.get("scale", 1.0)),
    )


def median(known: Distribution, leaf: Leaf) -> float:
    """The median of a distribution where the parameter may be.

    Raises
    ------
    ValueError
        If the distribution has next to no probability there.
    """
    # NumPy and SciPy take a third of a second, and most scenarios state no distribution.
    from .quantiles import quantile

    return quantile(0.5, known, leaf.low, leaf.high)


def _plain(value: Any) -> Plain:
    # A subclass of str must not reach the results.
    if isinstance(value, Word):
        return str(value)
    # Adding zero makes one zero of the two that floats have.
    result: Plain = value + 0.0 if isinstance(value, float) else value
    return result


def _range(
    leaf: Leaf, value: Any, node: Mapping, path: str, findings: Findings
) -> tuple[float, float] | None:
    stated = node.get("range")
    if not isinstance(stated, Sequence) or len(stated.items) != 2:
        return None
    low, high = (float(plain(item)) for item in stated.items)
    if isinstance(value, str | bool):
        findings.report(stated.mark, f"{path} is no number and can't have a range")
        return None
    if low > high:
        findings.report(
            stated.mark, f"the range of {path} runs downwards", found=f"[{low:g}, {high:g}]"
        )
        return None
    if not low <= value <= high:
        findings.report(
            stated.mark,
            f"{path} is {value:g}, outside its own range",
            found=f"[{low:g}, {high:g}]",
        )
        return None
    return low, high


def _distribution(leaf: Leaf, node: Mapping, path: str, findings: Findings) -> Distribution | None:
    stated = node.get("distribution")
    if not isinstance(stated, Mapping):
        return None
    if node.get("range") is not None:
        findings.report(stated.mark, f"{path} states both a range and a distribution; keep one")
    kind_node = stated.get("kind")
    if not isinstance(kind_node, Scalar):
        findings.report(
            stated.mark, f"the distribution of {path} has no kind", allowed=list(DISTRIBUTIONS)
        )
        return None
    kind = str(kind_node.value)
    needed = DISTRIBUTIONS[kind]
    optional = ("low", "high") if kind == "beta" else ()
    given = {k: float(plain(v)) for k, v in stated.items.items() if k != "kind"}
    for name in given:
        if name not in (*needed, *optional):
            findings.report(
                stated.where(name), f"a {kind} distribution has no {name}", allowed=needed
            )
            return None
    missing = [name for name in needed if name not in given]
    if missing:
        findings.report(
            stated.mark, f"the {kind} distribution of {path} needs {', '.join(missing)}"
        )
        return None
    if fault := _fault(kind, given, leaf):
        findings.report(stated.mark, f"the {kind} distribution of {path} {fault}")
        return None
    known = Distribution(kind, tuple(sorted(given.items())))
    try:
        median(known, leaf)
    except ValueError:
        findings.report(
            stated.mark,
            f"the {kind} distribution of {path} has next to no probability where it may be",
            allowed=leaf.allowed(),
        )
        return None
    return known


def _fault(kind: str, given: dict[str, float], leaf: Leaf) -> str:
    """What is wrong with a distribution's numbers, or an empty text."""
    low = given.get("low", 0.0 if kind == "beta" else None)
    high = given.get("high", 1.0 if kind == "beta" else None)
    if low is not None and high is not None:
        if low >= high:
            return "has its low at or above its high"
        if low < leaf.low or high > leaf.high:
            return f"leaves the parameter's range; allowed: {leaf.allowed()}"
    centre = next((given[name] for name in ("mode", "mean", "median") if name in given), None)
    if kind == "triangular" and not given["low"] <= given["mode"] <= given["high"]:
        return "has its mode outside low and high"
    if kind == "lognormal" and centre is not None and centre <= 0:
        return "needs a median above 0"
    if centre is not None and not leaf.low <= centre <= leaf.high:
        return f"is centred outside the parameter's range; allowed: {leaf.allowed()}"
    return ""


def worded(value: Value) -> str:
    """The value with its unit and what is not known about it, in one line."""
    if isinstance(value.value, bool):
        return "yes" if value.value else "no"
    if isinstance(value.value, str):
        return value.value or "nobody"
    shown = f"{value.value:g}{behind(value.unit)}"
    if value.range is not None:
        return f"{shown} (range {value.range[0]:g} to {value.range[1]:g})"
    if value.distribution is not None:
        numbers = ", ".join(f"{name} {number:g}" for name, number in value.distribution.parameters)
        return f"{shown} ({value.distribution.kind}: {numbers})"
    return shown


def behind(unit: str) -> str:
    """A unit as it stands behind a number, a space before it; nothing for a scale.

    A unit such as 0-1 or -1..1 would read as another number.
    """
    return "" if not unit or re.match(r"-?\d|option$", unit) else f" {unit}"


def covered(value: Value, evidence: str) -> Value:
    """The value with the evidence of the item it belongs to, where it has none of its own."""
    return value if value.evidence else replace(value, evidence=evidence)


def default_value(leaf: Leaf, source: str) -> Value | None:
    """The declared default as a value, or None for a parameter that must be stated."""
    if leaf.default is None:
        return None
    ok, value = admit(leaf, leaf.default)
    if not ok and isinstance(leaf.default, int | float):
        ok, value = True, _coerced(leaf)
    return Value(value, leaf.unit, evidence=source) if ok else None


def _coerced(leaf: Leaf) -> Plain:
    """A default declared as a number for a switch or a choice."""
    if leaf.kind == "switch":
        return bool(leaf.default)
    if leaf.kind == "choice":
        return leaf.choices[int(leaf.default or 0)]
    return int(leaf.default or 0) if leaf.kind == "integer" else float(leaf.default or 0)
