"""The rows of a result piece by piece as typed Arrow tables, to be written in other formats."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from ..engine.table import Column
from .frames import to_arrow
from .shards import parquet_file, place_of
from .stored import Stored
from .studies.study import Study
from .swept import Swept

POINT, SCENARIO = "point", "scenario"
"""Names of the columns that say of which point of a sweep a trial is."""
ELSEWHERE = "not of this scenario"


def of_run(stored: Stored, kind: str, columns: Sequence[Column]) -> Iterator[pa.Table]:
    """Columns of the trials or trajectories of a run, a group of rows of a file at a time.

    Parameters
    ----------
    kind : str
        "trials" or "trajectories".
    columns : sequence of Column
        Those wanted.
    """
    names = [column.name for column in columns]
    for shard in stored.manifest["shards"]:
        with parquet_file(place_of(stored.folder, shard[kind])) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group, columns=names).select(names)


def columns_of_sweep(swept: Swept) -> tuple[Column, ...]:
    """Columns of the trials of all points: which point, its parameters, and what any point keeps."""
    study = swept.study
    found = {
        POINT: Column(POINT, "int64", "number from 0", "number of the point"),
        SCENARIO: Column(SCENARIO, "string", "name", "scenario of the point"),
    }
    for path in study.axes:
        value = study.bases[0].values.get(path)
        unit = "" if value is None else value.unit
        found[path] = Column(path, _dtype(study, path), unit, f"{path}, which the study varies")
    for column in (one for columns in swept.columns for one in columns):
        known = found.get(column.name)
        categories = () if known is None else known.categories
        every = tuple(dict.fromkeys((*categories, *column.categories)))
        found[column.name] = column._replace(categories=every)
    names = [{column.name for column in columns} for columns in swept.columns]
    own = {POINT, SCENARIO, *study.axes}
    return tuple(
        column
        if column.name in own or all(column.name in some for some in names)
        else column._replace(
            dtype="Int64" if column.dtype == "int64" else column.dtype, missing=ELSEWHERE
        )
        for column in found.values()
    )


def of_sweep(swept: Swept, columns: Sequence[Column]) -> Iterator[pa.Table]:
    """The trials of all points, in the order of points, with the given columns."""
    study = swept.study
    for point in study.points:
        own = {column.name: column for column in swept.columns[point.base]}
        kept = [own[column.name] for column in columns if column.name in own]
        values = dict(point.values)
        about = {POINT: point.number, SCENARIO: study.bases[point.base].name, **values}
        # The number of the trial is read always: without a column there would be no rows.
        for words in swept.words(point, [own["trial"], *kept]):
            table = to_arrow(kept, words[:, 1:])
            yield pa.Table.from_arrays(
                [
                    table.column(column.name)
                    if column.name in own
                    else _constant(column, about.get(column.name), len(words))
                    for column in columns
                ],
                names=[column.name for column in columns],
            )


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a column."""
    if column.dtype == "category":
        return pa.dictionary(pa.int16(), pa.string(), ordered=column.ordered)
    kinds = {"float64": pa.float64(), "bool": pa.bool_(), "string": pa.string()}
    return kinds.get(column.dtype, pa.int64())


def _constant(column: Column, value: Any, rows: int) -> pa.Array:
    if value is None and column.dtype == "category":
        indices = pa.nulls(rows, pa.int16())
        names = pa.array(column.categories, pa.string())
        return pa.DictionaryArray.from_arrays(indices, names, ordered=column.ordered)
    kind = arrow_type(column)
    return pa.nulls(rows, kind) if value is None else pa.repeat(pa.scalar(value, kind), rows)


def _dtype(study: Study, path: str) -> str:
    """Type of the values of an axis: what all of them have in common."""
    values = [dict(point.values).get(path) for point in study.points]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return "bool"
    return "float64" if kinds <= {int, float} else "string"
