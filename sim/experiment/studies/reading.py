"""Read a study file: the same strict YAML as a scenario, every mistake with its line and column."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from ...errors import ScenarioError
from ...scenario.files import STUDY_KEYS, find, shown_path
from ...scenario.nodes import Mapping, Mark, Node, Scalar, plain
from ...scenario.nodes import Sequence as Items
from ...scenario.normal import normalise
from ...scenario.problems import Findings
from ...scenario.reading import read_file
from ...scenario.scenario import Scenario
from ...scenario.validate import validate
from ..draws import Draws, DrawSource, applied
from ..draws_requested import NONE, POSTERIOR, PRIOR, Asked, draws_for
from .axes import listed_axes, sampled_axes
from .bases import bases_of
from .designs import MOST_POINTS, SAMPLED, crossed, sampled, zipped
from .listed import listed_points
from .parts import number_of, part, plain_of, text_of
from .planned import planned
from .shape import POINT, SCENARIO, STUDY
from .study import Plain, Point, Study, Values, Wanted, point_key

TRIALS = 10_000
"""Trials of every point where a file says nothing."""
_OF_SCENARIO = ("extends", "information_date", "states", "rivalries", "alliances", "mechanisms")
_OF_SAMPLES = ("samples", "design_seed")


def read(name_or_path: str | Path, draws: Asked = None) -> Study:
    """Read and check a study.

    Parameters
    ----------
    name_or_path : str or Path
        A shipped study's name, or the path of a file.
    draws : str, Path, Draws or DataFrame, optional
        Parameter draws, as ``draws_for`` takes them, instead of those that the file asks for.

    Raises
    ------
    ScenarioError
        With every problem found, each with its place, what is allowed and the nearest valid name.
    """
    path = find(name_or_path, "study")
    findings = Findings()
    spoiled: set[str] = set()
    tree = tree_of(path, findings, spoiled)
    bases = bases_of(tree, path, findings)
    if not bases:
        findings.stop()
    design, rows, names = _rows(tree, bases, findings, spoiled)
    findings.stop()
    axes = tuple(dict.fromkeys(path for values in rows for path, _ in values))
    asked = _asked(tree, path, findings) if draws is None else draws
    findings.stop()
    source, stated = draws_for(asked, bases[0]), {*axes, *part(tree, "set").items}
    tables = tuple(_drawn(source, base, stated) for base in bases)
    points, coordinates = _points(bases, rows, names, tables)
    if len(points) > MOST_POINTS:
        mark = tree.where("scenarios")
        findings.report(mark, f"{len(points):,} points; at most {MOST_POINTS:,} are allowed")
    contrasts = part(tree, "contrasts")
    pairs = planned(contrasts, points, coordinates, bases, findings)
    findings.stop()
    return Study(
        text_of(tree, "name") or path.stem,
        text_of(tree, "title"),
        text_of(tree, "description"),
        bases,
        axes,
        design,
        points,
        number_of(tree, "trials", TRIALS),
        _wanted(tree),
        pairs,
        tables,
    )


def is_study(name_or_path: str | Path) -> bool:
    """Whether a path is that of a study file rather than of a scenario: by what its top says."""
    try:
        path = Path(name_or_path)
        if not path.is_file():
            return False
    except (OSError, ValueError):
        return False
    tree = None
    with suppress(ScenarioError):
        tree = read_file(path, str(path), Findings())
    if not isinstance(tree, Mapping):
        return path.resolve().parent.name == "studies"
    return any(key in STUDY_KEYS for key in tree.items)


def tree_of(path: Path, findings: Findings, spoiled: set[str]) -> Mapping:
    """The tree of a study file, of the keys that a study has; what was wrong is in ``spoiled``."""
    raw = read_file(path, shown_path(path), findings)
    if not isinstance(raw, Mapping):
        if not findings:
            mark = Mark(shown_path(path), 1, 1) if raw is None else raw.mark
            findings.report(mark, "a study is a mapping of keys such as scenario and parameters")
        findings.stop()
        return Mapping({}, Mark(shown_path(path), 1, 1))
    if not any(key in raw.items for key in STUDY_KEYS) and any(key in _OF_SCENARIO for key in raw):
        findings.report(
            raw.mark, f"this is a scenario, not a study: peninsula run {shown_path(path)}"
        )
        findings.stop()
    raw = _with_lists(raw, findings)
    tree = normalise(raw, STUDY, findings)
    return validate(tree, findings, spoiled, STUDY) if isinstance(tree, Mapping) else raw


def _with_lists(raw: Mapping, findings: Findings) -> Mapping:
    """The tree with every parameter's list of values under its full name."""
    parameters = raw.get("parameters")
    if not isinstance(parameters, Mapping):
        return raw
    items: dict[str, Node] = {}
    for path, body in parameters.items.items():
        if isinstance(body, Items):
            items[path] = Mapping({"values": body}, body.mark, {"values": body.mark})
        elif isinstance(body, Scalar) and body.value is not None:
            findings.report(
                body.mark, f"{path} takes a list of values, or a mapping such as {{range: [0, 1]}}"
            )
        else:
            items[path] = body
    return raw.changed({**raw.items, "parameters": parameters.changed(items)})


def _rows(
    tree: Mapping, bases: tuple[Scenario, ...], findings: Findings, spoiled: set[str]
) -> tuple[str, list[Values], list[str]]:
    """The design, the values of its points, and their names where points are listed.

    What stands in ``spoiled`` was wrong and is gone: it is not called missing.
    """
    before = len(findings)
    parameters, points = part(tree, "parameters"), part(tree, "points")
    mark = tree.where("design")
    design = str(plain_of(tree, "design", "list" if points.items or not parameters.items else ""))
    for key in _OF_SAMPLES:
        if tree.get(key) is not None and design not in SAMPLED:
            findings.report(tree.where(key), f"{key} is for design latin_hypercube or sobol")
    if points.items and parameters.items:
        findings.report(tree.where("points"), "a study states points or parameters, not both")
    elif design == "list" and parameters.items:
        findings.report(mark, "a list states its points under points, not parameters")
    elif design == "list":
        rows = listed_points(points, bases, findings)
        return design, list(rows.values()) or [()], list(rows)
    elif not parameters.items:
        findings.report(mark, f"a {design} needs parameters")
    elif design in SAMPLED:
        return design, _sampled(tree, design, bases, findings, spoiled), []
    elif design:
        axes = listed_axes(parameters, bases, findings)
        if len(findings) == before:
            make = crossed if design == "grid" else zipped
            return design, make(axes, mark, findings), []
    elif "design" not in spoiled:
        findings.report(
            tree.where("parameters"),
            "say how points are made of these parameters",
            allowed="design: grid, zip, latin_hypercube or sobol",
        )
    return design, [], []


def _sampled(
    tree: Mapping,
    design: str,
    bases: tuple[Scenario, ...],
    findings: Findings,
    spoiled: set[str],
) -> list[Values]:
    before = len(findings)
    axes = sampled_axes(part(tree, "parameters"), bases, findings)
    samples = number_of(tree, "samples", 0)
    if not samples and "samples" not in spoiled:
        findings.report(tree.where("design"), f"a {design} design needs samples: how many points")
    if len(findings) > before or not samples:
        return []
    seed, mark = number_of(tree, "design_seed", 0), tree.where("samples")
    node = tree.get("samples")
    if node is not None and node.mark.line:
        mark = node.mark
    return sampled(design, axes, samples, seed, mark, findings)


def _asked(tree: Mapping, path: Path, findings: Findings) -> str | Path | None:
    """The draws that a file asks for; a table of its own lies in its folder."""
    node = tree.get("draws")
    if not isinstance(node, Scalar) or node.value in (None, NONE, PRIOR, POSTERIOR):
        return None if not isinstance(node, Scalar) else text_of(tree, "draws") or None
    own = path.resolve().parent
    with suppress(OSError, ValueError):
        table = (own / str(node.value)).resolve()
        if table.is_relative_to(own) and table.is_file():
            return table
    findings.report(
        node.mark,
        "there is no such table of draws in the study's folder",
        found=node.value,
        allowed=f"{NONE}, {PRIOR}, {POSTERIOR} or a file",
    )
    return None


def _drawn(source: DrawSource | None, base: Scenario, stated: Collection[str]) -> Draws | None:
    """The draws of what the study leaves open: what it states or varies is not drawn."""
    table = applied(source, base)
    left = [] if table is None else [path for path in table.paths if path not in stated]
    return None if table is None or not left else table.part(left)


def _points(
    bases: tuple[Scenario, ...],
    rows: list[Values],
    names: list[str],
    tables: tuple[Draws | None, ...],
) -> tuple[tuple[Point, ...], list[dict[str, Plain]]]:
    points: list[Point] = []
    coordinates: list[dict[str, Plain]] = []
    for b, (base, table) in enumerate(zip(bases, tables, strict=True)):
        for k, values in enumerate(rows):
            parts = [base.name] if len(bases) > 1 or not values else []
            if names:
                parts.append(names[k])
            elif len(values) <= 3:
                parts += [f"{path}={_shown(value)}" for path, value in values]
            else:
                parts.append(f"sample {k}")
            key = point_key(base, dict(values), () if table is None else (table.digest,))
            points.append(Point(len(points), key, ", ".join(parts), b, values))
            where: dict[str, Plain] = {SCENARIO: base.name} if len(bases) > 1 else {}
            if names:
                where[POINT] = names[k]
            coordinates.append(where | dict(values))
    return tuple(points), coordinates


def _shown(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _wanted(tree: Mapping) -> tuple[Wanted, ...]:
    listed = tree.get("outcomes")
    if not isinstance(listed, Items):
        return ()
    names = [Wanted(str(plain(node)), node.mark) for node in listed.items]
    return tuple({wanted.name: wanted for wanted in reversed(names)}.values())[::-1]
