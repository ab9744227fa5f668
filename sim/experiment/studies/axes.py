"""Parameters of a study: which values each takes, or what a sampled design draws them from."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...errors import ScenarioError
from ...scenario.distribution import Distribution
from ...scenario.loading import number_leaf
from ...scenario.nodes import Mapping, Mark, Node, Scalar, node_of, plain
from ...scenario.nodes import Sequence as Items
from ...scenario.problems import Findings
from ...scenario.scenario import Scenario
from .study import Plain

_SPACED = ("from", "to", "steps")
_NO_PARAMETERS = ("seed", "name", "title", "description", "extends")


class Axis(NamedTuple):
    """One parameter that varies.

    ``values`` are those that a file lists; ``known`` is what a sampled design draws from, cut to
    ``low`` to ``high``; ``whole`` whether only whole numbers are allowed.
    """

    path: str
    mark: Mark
    values: tuple[Plain, ...] = ()
    known: Distribution | None = None
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False


def listed_axes(
    parameters: Mapping, bases: Sequence[Scenario], findings: Findings
) -> tuple[Axis, ...]:
    """Axes with the values that a file lists or spaces, each tried in every base."""
    axes = []
    for path, body in parameters.items.items():
        mark = parameters.where(path)
        if not isinstance(body, Mapping) or not stands(path, mark, bases, findings):
            continue
        nodes = _values(path, body, mark, bases[0], findings)
        taken = [tried(path, node, bases, findings) for node in nodes]
        if taken and all(taken):
            axes.append(Axis(path, mark, tuple(plain(node) for node in nodes)))
    return tuple(axes)


def sampled_axes(
    parameters: Mapping, bases: Sequence[Scenario], findings: Findings
) -> tuple[Axis, ...]:
    """Axes with the distributions that samples come from: the file's, or the scenario's own."""
    axes = []
    for path, body in parameters.items.items():
        mark = parameters.where(path)
        if not isinstance(body, Mapping) or not stands(path, mark, bases, findings):
            continue
        for key in ("values", *_SPACED, "spacing"):
            if body.get(key) is not None:
                findings.report(
                    body.where(key),
                    f"{path}: a sampled design takes no {key}",
                    allowed=("range", "distribution"),
                )
        known = _distribution(path, body, mark, bases, findings)
        if known is None:
            continue
        leaf = number_leaf(bases[0], path)
        whole = isinstance(bases[0].value(path), int)
        if leaf is None:
            axes.append(Axis(path, mark, (), known, whole=whole))
        else:
            axes.append(Axis(path, mark, (), known, leaf.low, leaf.high, whole))
    return tuple(axes)


def stands(path: str, mark: Mark, bases: Sequence[Scenario], findings: Findings) -> bool:
    """Whether every base has a parameter at the path; reports where one has none."""
    for base in bases:
        if path in base.values or path == "horizon":
            continue
        before = len(findings)
        if path not in _NO_PARAMETERS:
            try:
                base.replace({path: node_of(0.0, mark)})
            except ScenarioError as error:
                # What is wrong with the path, and not with the number that stands in for a value.
                wrong = [p for p in error.problems if p.message.startswith("there is n")]
                findings.extend(wrong)
        if len(findings) == before:
            findings.report(
                mark,
                f"{base.name} has no parameter at this path",
                found=path,
                near=sorted(base.values, key=lambda known: not known.startswith(path[:12])),
            )
        return False
    return True


def tried(path: str, node: Node, bases: Sequence[Scenario], findings: Findings) -> bool:
    """Whether every base takes the value; reports where one does not."""
    if not isinstance(node, Scalar) or node.value is None:
        findings.report(node.mark, f"{path}: a value is a number, a name, true or false")
        return False
    for base in bases:
        try:
            base.replace({path: node.value})
        except ScenarioError:
            try:
                # Again with its place in the file: slower, and only for what is wrong.
                base.replace({path: node})
            except ScenarioError as error:
                findings.extend(error.problems)
            return False
    return True


def _values(
    path: str, body: Mapping, mark: Mark, base: Scenario, findings: Findings
) -> tuple[Node, ...]:
    for key in ("range", "distribution"):
        if body.get(key) is not None:
            findings.report(
                body.where(key), f"{path}: {key} is for design latin_hypercube or sobol"
            )
            return ()
    stated = [key for key in _SPACED if body.get(key) is not None]
    values = body.get("values")
    if isinstance(values, Items) and not stated:
        if not values.items:
            findings.report(values.mark, f"{path} lists no value")
        return _once(path, values.items, findings)
    if values is None and len(stated) == len(_SPACED):
        return _spaced(path, body, mark, base, findings)
    findings.report(
        mark,
        f"{path} needs its values: a list such as [0.3, 0.5, 0.9], or from, to and steps",
        found=f"{', '.join(body.items) or 'nothing'}",
    )
    return ()


def _once(path: str, nodes: tuple[Node, ...], findings: Findings) -> tuple[Node, ...]:
    seen: set[object] = set()
    for node in nodes:
        value = plain(node)
        told = (
            (isinstance(value, bool), value) if not isinstance(value, list | dict) else str(value)
        )
        if told in seen:
            findings.report(node.mark, f"{path} lists this value twice", found=value)
            return ()
        seen.add(told)
    return nodes


def _spaced(
    path: str, body: Mapping, mark: Mark, base: Scenario, findings: Findings
) -> tuple[Node, ...]:
    first, last, steps = (plain(node) for key in _SPACED if (node := body.get(key)) is not None)
    spacing = body.get("spacing")
    if spacing is not None and plain(spacing) == "logarithmic":
        if first <= 0 or last <= 0:
            findings.report(mark, f"{path}: logarithmic spacing needs from and to above 0")
            return ()
        numbers = np.geomspace(first, last, steps)
    else:
        numbers = np.linspace(first, last, steps)
    if first == last:
        findings.report(body.where("to"), f"{path}: from and to are the same", found=last)
        return ()
    # Twelve digits: what a reader would write, without the noise of binary fractions.
    rounded = [float(f"{number:.12g}") for number in numbers]
    if isinstance(base.values[path].value if path in base.values else base.horizon, int):
        rounded = [int(n) if n.is_integer() else n for n in rounded]
    return tuple(node_of(number, mark) for number in rounded)


def _distribution(
    path: str, body: Mapping, mark: Mark, bases: Sequence[Scenario], findings: Findings
) -> Distribution | None:
    base = bases[0]
    value = base.values[path].value if path in base.values else base.horizon
    if isinstance(value, bool | str):
        findings.report(mark, f"{path} is no number; a sampled design can't vary it", found=value)
        return None
    ends, stated = body.get("range"), body.get("distribution")
    if ends is not None and stated is not None:
        findings.report(mark, f"{path} states both a range and a distribution; keep one")
        return None
    if isinstance(ends, Items):
        low, high = (float(plain(node)) for node in ends.items)
        if low >= high:
            findings.report(
                ends.mark, f"the range of {path} must run upwards", found=f"[{low:g}, {high:g}]"
            )
            return None
        taken = [tried(path, _fitting(node, value), bases, findings) for node in ends.items]
        if not all(taken):
            return None
        return Distribution("uniform", (("high", high), ("low", low)))
    if stated is not None:
        items: dict[str, Node] = {"value": node_of(value, stated.mark), "distribution": stated}
        try:
            told = base.replace({path: Mapping(items, stated.mark, body.marks)}).stated(path)
        except ScenarioError as error:
            findings.extend(error.problems)
            return None
        return told.distribution
    own = base.stated(path)
    if own.distribution is not None:
        return own.distribution
    if own.range is not None and own.range[0] < own.range[1]:
        return Distribution("uniform", (("high", own.range[1]), ("low", own.range[0])))
    findings.report(
        mark,
        f"{base.name} states no range of {path}; write its range or distribution here",
        allowed=f"{path}: {{range: [LOW, HIGH]}}",
    )
    return None


def _fitting(node: Node, value: Plain) -> Node:
    """An end of a range as the parameter's own kind of number."""
    number = plain(node)
    if isinstance(value, int) and float(number).is_integer():
        return node_of(int(number), node.mark)
    return node
