"""The data of a result, and how they are written for other software."""

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ...engine.table import Column, trajectory_columns
from ...errors import InputError
from ...experiment.exported import columns_of_sweep, of_run, of_sweep
from ...experiment.store import write_text, write_whole
from ...experiment.stored import Stored
from ...experiment.verified import reading
from ...presentation.data.columns import columns_of_table
from ...presentation.data.variables import Variable, variables
from ...presentation.data.writing import (
    KEY,
    MOST_CELLS,
    codebook_text,
    pieces_of,
    write_csv,
    write_parquet,
    write_stata,
)
from ...presentation.labels import labelled, labels_for
from ...presentation.naming import counted
from ...presentation.tables.responses import Kept
from ...scenario.nearest import did_you_mean
from ..export import FORMATS, ExportRequest
from .attribution import Attribution
from .comparisons import Comparison
from .folders import refuse_other
from .forecasts import Forecast
from .paper_tables import format_of, names_in, opened, scenarios_of
from .responses import Responses, kept
from .runs import Result
from .sensitivity import Sensitivity
from .sweeps import Sweep
from .tipping import TippingMap

_MARK = "peninsula-sim"
"""How the description of every file begins, by which it is known again."""


class Exported(NamedTuple):
    """What was written: the file, its rows and variables; ``codebook`` is None where that is within."""

    path: Path
    rows: int
    variables: int
    codebook: Path | None


class Data(NamedTuple):
    """Data of a result: their columns, how many rows there are, and a reader of some columns.

    ``read`` takes columns and gives Arrow tables of them, piece by piece.
    """

    columns: Sequence[Column]
    rows: int
    read: Callable[[Sequence[Column]], Iterator[pa.Table]]


def carry_out(request: ExportRequest) -> Exported:
    """Write the data and their codebook.

    Raises
    ------
    InputError, FolderError, VerificationError
        As ``ExportRequest`` says.
    """
    form = format_of(request, {f".{name}": name for name in FORMATS}, "csv")
    named = request.result
    place = Path(named if isinstance(named, str | Path) else repr(named))
    found = opened(place) if isinstance(named, str | Path) else named
    with reading(place):
        known = _data(found)
        name = request.data or next(iter(known))
        if name not in known:
            near = did_you_mean(name, known)
            listed = ", ".join(known)
            raise InputError(f"there are no data {name!r} of it; there are {listed}{near}")
        data = known[name]()
        columns = _chosen(data.columns, request.columns)
        labels = list(names_in(found)) + [column.name for column in columns]
    with labelled(labels_for(scenarios_of(found), request.labels, more=labels)):
        every = variables(columns)
    out = Path(f"{_usual(found, named)}-{name}.{form}" if request.out is None else request.out)
    if form == "dta" and data.rows * len(columns) > MOST_CELLS:
        raise InputError(
            f"{counted(data.rows, 'row')} of {counted(len(columns), 'variable')} are too many for a "
            f"Stata file, which is made in memory: {MOST_CELLS:,} cells at most; choose some columns "
            "with --column, or csv or parquet"
        )
    about = f"{_MARK}: {name} of {_about(found)}"
    codebook = out.with_name(f"{out.stem}_codebook.csv") if form == "csv" else None
    _refuse_others(out, form, every, codebook)
    _write(_read(place, data, columns), every, out, form, about)
    if codebook is not None:
        write_text(codebook, codebook_text(every))
    return Exported(out, data.rows, len(every), codebook)


def _read(place: Path, data: Data, columns: Sequence[Column]) -> Iterator[pa.Table]:
    """The pieces of the data; what goes wrong while they are read is said of the result."""
    with reading(place):
        yield from data.read(columns)


def _data(found: Any) -> Mapping[str, Callable[[], Data]]:
    """The data that a result has, by name, the usual ones first.

    Raises
    ------
    InputError
        If it has none.
    """
    match found:
        case Result() | Sweep():
            every: dict[str, Callable[[], Data]] = {"trials": partial(_trials, found)}
            if isinstance(found, Result) and (months := _trajectories(found)) is not None:
                every["trajectories"] = lambda: months
            return every | {"summary": lambda: _frame(found.summary())}
    tables = {name: table for name, table in _tables(found).items() if table is not None}
    if not tables:
        raise InputError(f"there are no data of {found!r}"[:200])
    return {name: partial(_frame, table) for name, table in tables.items()}


def _tables(found: Any) -> Mapping[str, pd.DataFrame | None]:
    match found:
        case Comparison():
            return {"contrasts": found.table}
        case Sensitivity():
            return {"indices": found.table, "points": found.points}
        case Attribution():
            return {"shares": found.shares, "ablation": found.ablation}
        case TippingMap():
            return {"cells": found.table}
        case Forecast():
            return {"events": found.events}
        case Responses():
            return {"responses": _responses([kept(found)])}
        case [Kept(), *_]:
            return {"responses": _responses(found)}
    return {}


def _responses(every: Sequence[Kept]) -> pd.DataFrame:
    return pd.concat([one.table.assign(scenario=one.scenario) for one in every], ignore_index=True)


def _frame(table: pd.DataFrame) -> Data:
    return Data(columns_of_table(table), len(table), partial(pieces_of, table))


def _trials(found: Result | Sweep) -> Data:
    if isinstance(found, Sweep):
        rows = sum(found.swept.trials(point) for point in found.study.points)
        return Data(columns_of_sweep(found.swept), rows, partial(of_sweep, found.swept))
    if found.folder is None:
        return Data(found.columns, len(found.trials), partial(pieces_of, found.trials))
    stored = Stored(found.folder)
    return Data(stored.columns, stored.count, partial(of_run, stored, "trials"))


def _trajectories(found: Result) -> Data | None:
    """One row a trial and month; None where none were kept."""
    if found.folder is None:
        months = found.trajectories
        if months is None:
            return None
        known = [column for column in trajectory_columns(found.scenario) if column.name in months]
        return Data(known, len(months), partial(pieces_of, months))
    stored = Stored(found.folder)
    rows = stored.count * found.scenario.horizon
    if not stored.path_columns:
        return None
    return Data(stored.path_columns, rows, partial(of_run, stored, "trajectories"))


def _chosen(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """The columns of some names, in the order of the result; all where none are named.

    Raises
    ------
    InputError
        If there is no column of a name.
    """
    known = [column.name for column in columns]
    for name in names:
        if name not in known:
            near = did_you_mean(name, known)
            raise InputError(f"there is no column {name!r}; see peninsula codebook{near}")
    return [column for column in columns if not names or column.name in names]


def _usual(found: Any, named: Any) -> str:
    """How a file is named where no name is given."""
    if isinstance(named, str | Path):
        return Path(named).resolve().stem
    return scenarios_of(found)[0].name if scenarios_of(found) else "result"


def _about(found: Any) -> str:
    """What the data are of, in a few words: scenarios and a content hash."""
    names = [scenario.name for scenario in scenarios_of(found)][:1]
    digest = getattr(found, "content_hash", "")
    return ", ".join([*names, *([f"content hash {digest[:16]}"] if digest else [])]) or "a result"


def _refuse_others(out: Path, form: str, every: Sequence[Variable], codebook: Path | None) -> None:
    """See that nothing else is overwritten.

    Raises
    ------
    InputError
        If something would be.
    """
    what = f"data that peninsula export wrote in the format {form}"
    if codebook is not None:
        refuse_other(out, ",".join(f'"{one.name}"' for one in every), what)
        refuse_other(codebook, codebook_text(every).partition("\n")[0], "a codebook of it")
    elif out.is_dir() or (out.exists() and not _ours(out, form)):
        raise InputError(f"{out} exists and is not {what}; name another file, or remove it")


def _ours(path: Path, form: str) -> bool:
    """Whether a Stata or Parquet file says that it was written here; an empty one holds nothing."""
    if not path.stat().st_size:
        return True
    try:
        if form == "parquet":
            return KEY in (pq.read_schema(path.absolute()).metadata or {})
        with pd.read_stata(path, iterator=True) as file:
            return str(file.data_label).startswith(_MARK)
    except (ValueError, OSError, pa.ArrowException, struct.error):
        return False


def _write(
    pieces: Iterator[pa.Table], every: Sequence[Variable], out: Path, form: str, about: str
) -> None:
    if form == "csv":
        write_whole(out, lambda aside: write_csv(pieces, every, aside))
    elif form == "parquet":
        write_whole(out, lambda aside: write_parquet(pieces, every, aside, about))
    else:
        write_whole(out, lambda aside: write_stata(pieces, every, aside, about))
