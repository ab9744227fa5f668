"""Files of figures: whole or not there, and the same bytes for the same figure."""

import re
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from ..experiment.store import write_text, write_whole
from .look import look
from .style import Shown

FORMATS = ("pdf", "svg", "eps", "png")
_METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "eps": {"Creator": "peninsula-sim"},
    "png": {"Software": None},
}
_DATE = re.compile(rb"%%CreationDate: .*\n")


def save(
    figure: Figure, folder: str | Path, name: str, formats: Sequence[str] = ("png", "pdf")
) -> tuple[Path, ...]:
    """Write a figure as ``name.png``, ``name.pdf`` or in other ``FORMATS``, each file at once.

    Equal figures give equal bytes: the files hold no date. Letters are embedded as Type 42 fonts, and
    as outlines in SVG.

    Returns
    -------
    tuple of Path
        The files, in the order of ``formats``.

    Raises
    ------
    ValueError
        If ``name`` is not a plain file name.
    """
    if not name or Path(name).name != name or name.startswith("."):
        raise ValueError(f"a figure's name must be a plain file name, not {name!r}")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    paths = tuple(target / f"{name}.{kind}" for kind in formats)
    for kind, path in zip(formats, paths, strict=True):
        write_whole(path, partial(_write, encoded(figure, kind)))
    return paths


def encoded(figure: Figure, kind: str) -> bytes:
    """The bytes of a figure's file in one of ``FORMATS``."""
    whole = BytesIO()
    figure.savefig(whole, format=kind, metadata=_METADATA[kind])
    # The one date that no setting leaves out.
    return _DATE.sub(b"", whole.getvalue(), count=1) if kind == "eps" else whole.getvalue()


def save_beside(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write the numbers of a figure as ``name.csv``, and its words as ``name.txt`` if it has none."""
    written: list[Path] = []
    if not isinstance(figure, Shown):
        return written
    if figure.table is not None:
        written.append(folder / f"{name}.csv")
        write_text(written[-1], figure.table.to_csv(index=False, lineterminator="\n"))
    if not look().captions:
        written.append(folder / f"{name}.txt")
        write_text(written[-1], "\n\n".join(filter(None, figure.said)) + "\n")
    return written


def _write(data: bytes, path: Path) -> None:
    path.write_bytes(data)
