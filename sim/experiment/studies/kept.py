"""A study as a sweep's folder keeps it: points and all, so that nothing but the folder is needed."""

import json
from pathlib import Path
from typing import Any

from ...errors import FolderError
from ...scenario.nodes import Mark
from .. import resolved
from ..draws import Draws
from ..store import write_text
from ..stored import draws_in
from .study import Planned, Point, Study, Wanted

NAME = "study.json"


def base_file(number: int) -> str:
    """Name of the file of a base scenario."""
    return f"scenario-{number:03d}.yaml"


def _file(table: Draws) -> str:
    """Name of the file of a table of draws, which bases may share."""
    return f"draws-{table.digest[:8]}.csv"


def keep(folder: Path, study: Study) -> list[Path]:
    """Write the study and its base scenarios into a folder; the files written."""
    files = []
    for number, base in enumerate(study.bases):
        files.append(folder / base_file(number))
        write_text(files[-1], resolved.written(base))
    tables = [study.laid(number) for number in range(len(study.bases))]
    for name, table in {_file(table): table for table in tables if table is not None}.items():
        files.append(folder / name)
        write_text(files[-1], table.text())
    told: dict[str, Any] = {
        "name": study.name,
        "title": study.title,
        "description": study.description,
        "bases": [{"name": base.name, "digest": base.digest} for base in study.bases],
        "axes": study.axes,
        "design": study.design,
        "trials": study.trials,
        "draws": [None if t is None else t.told() | {"file": _file(t)} for t in tables],
        "outcomes": [wanted.name for wanted in study.outcomes],
        "planned": study.planned,
        "points": [
            [p.key, p.name, p.base, [list(pair) for pair in p.values]] for p in study.points
        ],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    write_text(folder / NAME, text + "\n")
    return [*files, folder / NAME]


def kept(folder: Path) -> Study:
    """The study that a folder keeps.

    Raises
    ------
    FolderError
        If the folder keeps none that this version reads.
    ScenarioError
        If a base scenario can't be read.
    """
    path = folder / NAME
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        bases = tuple(resolved.read(folder, base_file(b)) for b in range(len(told["bases"])))
        points = tuple(
            Point(number, key, name, base, tuple((path, value) for path, value in values))
            for number, (key, name, base, values) in enumerate(told["points"])
        )
        return Study(
            told["name"],
            told["title"],
            told["description"],
            bases,
            tuple(told["axes"]),
            told["design"],
            points,
            told["trials"],
            tuple(Wanted(name, Mark(str(path))) for name in told["outcomes"]),
            tuple(Planned(*pair) for pair in told["planned"]),
            tuple(t and draws_in(folder, t, t["file"]) for t in told["draws"]),
        )
    except (OSError, KeyError, TypeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise FolderError(f"{path} can't be read: {error}") from error
