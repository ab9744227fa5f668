"""Points that a file lists one by one."""

from collections.abc import Sequence

from ...scenario.nodes import Mapping, plain
from ...scenario.problems import Findings
from ...scenario.scenario import Scenario
from .axes import stands, tried
from .study import Values


def listed_points(
    points: Mapping, bases: Sequence[Scenario], findings: Findings
) -> dict[str, Values]:
    """Values of every listed point by its name, each tried in every base."""
    found: dict[str, Values] = {}
    for name, body in points.items.items():
        mark = points.where(name)
        items = body.items if isinstance(body, Mapping) else {}
        values = []
        for path, node in items.items():
            where = body.where(path) if isinstance(body, Mapping) else mark
            if stands(path, where, bases, findings) and tried(path, node, bases, findings):
                values.append((path, plain(node)))
        found[name] = tuple(sorted(values))
    seen: dict[Values, str] = {}
    for name, row in found.items():
        if row in seen and not findings:
            findings.report(points.where(name), f"the points {seen[row]} and {name} say the same")
        seen.setdefault(row, name)
    return found
