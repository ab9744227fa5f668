"""Data as CSV, Parquet and Stata files, written piece by piece where the format permits it."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ...engine.table import Column
from ...errors import InputError
from ...experiment.exported import arrow_type
from .variables import LABEL, Variable, codebook, stata_label

MOST_CELLS = 50_000_000
"""Rows times variables of a Stata file, which is made in memory: some 2 GB are used to write it."""
KEY = b"peninsula"
"""Key of the metadata of a Parquet file that says what it holds."""
_TIME = datetime(2000, 1, 1)
"""Time in every Stata file: the same data give the same file."""
_LONG = 2_147_483_620
"""The largest whole number of Stata's type long."""
_EXACT = {np.float32: 2**24, np.float64: 2**53}
"""Whole numbers up to which a type holds each."""


def write_csv(pieces: Iterable[pa.Table], every: Sequence[Variable], path: Path) -> None:
    """Write a row a line; categories by their names, yes and no as 1 and 0."""
    schema = pa.schema([(one.name, _in_csv(one)) for one in every])
    with pyarrow.csv.CSVWriter(path.absolute(), schema) as writer:
        for piece in pieces:
            writer.write_table(_named(piece, every).cast(schema))


def write_parquet(
    pieces: Iterable[pa.Table], every: Sequence[Variable], path: Path, about: str
) -> None:
    """Write Parquet, with the codebook's row of a variable as the metadata of its field."""
    fields = [
        pa.field(one.name, arrow_type(one.column), metadata=told)
        for one, told in zip(every, codebook(every), strict=True)
    ]
    schema = pa.schema(fields, metadata={KEY: json.dumps({"data": about}).encode()})
    with pyarrow.parquet.ParquetWriter(path.absolute(), schema, compression="zstd") as writer:
        for piece in pieces:
            writer.write_table(_named(piece, every).cast(schema))


def write_stata(
    pieces: Iterable[pa.Table], every: Sequence[Variable], path: Path, about: str
) -> None:
    """Write a Stata file of format 118, with labels of variables and of their values.

    Raises
    ------
    InputError
        If it has a whole number that Stata can't hold.
    """
    schema = pa.schema([(one.name, arrow_type(one.column)) for one in every])
    whole = pa.concat_tables(
        [schema.empty_table(), *(_named(piece, every).cast(schema) for piece in pieces)]
    )
    columns = {one.name: _for_stata(one, whole.column(one.name)) for one in every}
    frame = pd.DataFrame(columns, copy=False)
    frame.to_stata(
        path.absolute(),
        write_index=False,
        version=118,
        time_stamp=_TIME,
        data_label=about[:LABEL],
        variable_labels={one.name: stata_label(one) for one in every},
        value_labels={
            one.name: {int(code): said for code, said in one.values}
            for one in every
            if one.column.dtype == "bool" and frame[one.name].dtype == np.int8
        },
        convert_strl=[name for name in frame if _long(frame[name])],
    )


def codebook_text(every: Sequence[Variable]) -> str:
    """The codebook as CSV."""
    text = io.StringIO()
    rows = codebook(every)
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def pieces_of(frame: pd.DataFrame, columns: Sequence[Column]) -> Iterator[pa.Table]:
    """Columns of a table in memory, as one piece."""
    schema = pa.schema([(column.name, arrow_type(column)) for column in columns])
    chosen = frame[schema.names].copy(deep=False)
    for column in columns:
        if column.dtype == "string":
            chosen[column.name] = frame[column.name].map(str, na_action="ignore").astype(object)
    yield pa.Table.from_pandas(chosen, schema, preserve_index=False)


def _named(piece: pa.Table, every: Sequence[Variable]) -> pa.Table:
    return piece.rename_columns([one.name for one in every])


def _in_csv(one: Variable) -> pa.DataType:
    if one.column.dtype == "category":
        return pa.string()
    return pa.int8() if one.column.dtype == "bool" else arrow_type(one.column)


def _for_stata(one: Variable, values: pa.ChunkedArray) -> Any:
    """Values of a type that Stata has, as small as holds them."""
    if one.column.dtype == "category":
        said = dict(one.values)
        names = list(said)
        codes = pd.Categorical(
            values.cast(pa.string()).to_pandas(), categories=names, ordered=one.column.ordered
        )
        return codes.rename_categories(said)
    if one.column.dtype == "string":
        return values.to_pandas().fillna("").astype(object)
    if one.column.dtype == "float64":
        numbers = values.to_numpy()
        # Stata has no infinity.
        return np.where(np.isinf(numbers), np.nan, numbers)
    if one.column.dtype == "bool":
        values = values.cast(pa.int8())
    largest = max(
        (abs(int(n)) for n in pa.compute.min_max(values).as_py().values() if n), default=0
    )
    if not values.null_count:
        if one.column.dtype == "bool":
            return values.to_numpy()
        if largest <= _LONG:
            return values.to_numpy().astype(np.int32)
    for kind, most in _EXACT.items():
        if largest <= most:
            return values.cast(pa.float64()).to_numpy().astype(kind)
    raise InputError(
        f"{one.column.name} has whole numbers above 2**53, which Stata can't hold; choose other "
        "columns, or csv or parquet"
    )


def _long(values: "pd.Series[Any]") -> bool:
    """Whether texts are longer than Stata's shorter type of text holds."""
    return bool(values.dtype == object and values.str.len().max() > 2000)
