"""Planned contrasts of a study: which points are set against which."""

from collections.abc import Mapping as Dict
from collections.abc import Sequence

from ...scenario.nodes import Mapping, Mark, Node, plain
from ...scenario.problems import Findings, listing
from ...scenario.scenario import Scenario
from .shape import POINT, SCENARIO
from .study import Plain, Planned, Point

Coordinates = Dict[str, Plain]


def planned(
    contrasts: Mapping,
    points: Sequence[Point],
    coordinates: Sequence[Coordinates],
    bases: Sequence[Scenario],
    findings: Findings,
) -> tuple[Planned, ...]:
    """Pairs of points that the contrasts of a file mean.

    A contrast says what holds at the points A and what at the points B; each B is set against the
    A that agrees with it in everything that the contrast does not name.

    Parameters
    ----------
    coordinates : sequence of mappings
        For every point its values by path, its base's name under "scenario" where there are
        several, and its own name under "point" where points are listed.
    """
    found: list[Planned] = []
    for name, body in contrasts.items.items():
        mark = contrasts.where(name)
        sides = []
        for side in ("a", "b"):
            stated = body.get(side) if isinstance(body, Mapping) else None
            if not isinstance(stated, Mapping) or not stated.items:
                findings.report(mark, f"contrast {name} doesn't say what holds at {side}")
            else:
                sides.append(_side(name, stated, coordinates, findings))
        if len(sides) < 2 or None in sides:
            continue
        pairs = _pairs([side for side in sides if side is not None], coordinates)
        if not pairs:
            findings.report(mark, f"contrast {name}: no two points differ in this and nothing else")
        for a, b in pairs:
            if _same_months(name, mark, bases[points[a].base], bases[points[b].base], findings):
                found.append(Planned(name, a, b))
    return tuple(found)


def _side(
    contrast: str, stated: Mapping, coordinates: Sequence[Coordinates], findings: Findings
) -> dict[str, Plain] | None:
    """What holds at one side, if every part of it holds at some point."""
    side: dict[str, Plain] = {}
    known = list(coordinates[0])
    for key, node in stated.items.items():
        value = plain(node)
        values = list(dict.fromkeys(where[key] for where in coordinates if key in where))
        if not values:
            findings.report(
                stated.where(key),
                f"contrast {contrast}: the points of this study don't differ in this",
                found=key,
                allowed=known or "nothing: the study has one point",
                near=known,
            )
        elif value not in values:
            _no_such_value(contrast, key, node, values, findings)
        else:
            side[key] = value
    return side if len(side) == len(stated.items) else None


def _no_such_value(
    contrast: str, key: str, node: Node, values: Sequence[Plain], findings: Findings
) -> None:
    words = [str(value) for value in values]
    noun = {SCENARIO: "scenario", POINT: "point"}.get(key, f"value of {key}")
    findings.report(
        node.mark,
        f"contrast {contrast}: no point has this {noun}",
        found=plain(node),
        allowed=listing(words),
        near=words,
    )


def _pairs(
    sides: Sequence[dict[str, Plain]], coordinates: Sequence[Coordinates]
) -> list[tuple[int, int]]:
    named = {*sides[0], *sides[1]}
    if POINT in named:
        # A listed point is named whole: the values that come with it are no agreement to ask for.
        named |= {key for where in coordinates for key in where if key != SCENARIO}
    others: dict[tuple[tuple[str, Plain], ...], int] = {}
    for number, where in enumerate(coordinates):
        if _holds(sides[0], where):
            others.setdefault(_rest(where, named), number)
    return [
        (others[rest], number)
        for number, where in enumerate(coordinates)
        if _holds(sides[1], where)
        and (rest := _rest(where, named)) in others
        and others[rest] != number
    ]


def _holds(side: dict[str, Plain], where: Coordinates) -> bool:
    return all(key in where and where[key] == value for key, value in side.items())


def _rest(where: Coordinates, named: set[str]) -> tuple[tuple[str, Plain], ...]:
    return tuple((key, value) for key, value in where.items() if key not in named)


def _same_months(name: str, mark: Mark, a: Scenario, b: Scenario, findings: Findings) -> bool:
    for what in ("start", "horizon"):
        if getattr(a, what) != getattr(b, what):
            findings.report(
                mark,
                f"contrast {name} needs the same months of both: the {what} of {a.name} is "
                f"{getattr(a, what)}, that of {b.name} is {getattr(b, what)}",
            )
            return False
    return True
