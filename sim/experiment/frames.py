"""Typed tables of exact values: 64-bit words as Arrow columns or a DataFrame, and back.

Arrow and pandas are imported where they are used: a run is under way before it needs either.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..arrays import Integers, Words
from ..engine.table import Column

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def to_arrow(columns: Sequence[Column], table: Words) -> "pa.Table":
    """Arrow table of words, shape (rows, columns); categories become dictionaries of names."""
    import pyarrow as pa

    arrays = [
        _to_array(column, np.ascontiguousarray(table[:, j])) for j, column in enumerate(columns)
    ]
    return pa.Table.from_arrays(arrays, names=[column.name for column in columns])


def from_arrow(columns: Sequence[Column], table: "pa.Table") -> Words:
    """The words of an Arrow table that ``to_arrow`` made, shape (rows, columns).

    Raises
    ------
    KeyError
        If the table lacks a column.
    ValueError
        If a category is none of the column's.
    """
    result = np.empty((table.num_rows, len(columns)), dtype=np.int64)
    for j, column in enumerate(columns):
        result[:, j] = words_of(column, table.column(column.name))
    return result


def words_of(column: Column, values: "pa.ChunkedArray") -> Words:
    """The words of one Arrow column, shape (rows,)."""
    if column.dtype == "category":
        return _codes(column, values).astype(np.int64)
    if column.dtype == "Int64":
        return np.asarray(values.fill_null(-1).to_numpy(), dtype=np.int64)
    numbers = values.to_numpy()
    if column.dtype == "float64":
        return np.ascontiguousarray(numbers, dtype=np.float64).view(np.int64)
    return np.asarray(numbers, dtype=np.int64)


def to_series(column: Column, words: Words) -> "pd.Series[Any]":
    """One typed column of a DataFrame from its words, shape (rows,), which it takes over."""
    import pandas as pd

    return pd.Series(_to_pandas(column, np.ascontiguousarray(words)), name=column.name, copy=False)


def to_frame(columns: Sequence[Column], table: Words) -> "pd.DataFrame":
    """DataFrame of words, shape (rows, columns), each column of its declared type."""
    import pandas as pd

    return pd.DataFrame(
        {
            column.name: _to_pandas(column, np.ascontiguousarray(table[:, j]))
            for j, column in enumerate(columns)
        }
    )


def _to_array(column: Column, words: Words) -> "pa.Array":
    import pyarrow as pa

    if column.dtype == "category":
        names = pa.array(column.categories, pa.string())
        return pa.DictionaryArray.from_arrays(
            pa.array(words.astype(np.int16)), names, ordered=column.ordered
        )
    if column.dtype == "Int64":
        return pa.array(words, pa.int64(), mask=words < 0)
    return pa.array(_numbers(column, words))


def _to_pandas(column: Column, words: Words) -> Any:
    import pandas as pd

    if column.dtype == "category":
        return pd.Categorical.from_codes(
            words, categories=pd.Index(column.categories), ordered=column.ordered
        )
    if column.dtype == "Int64":
        return pd.arrays.IntegerArray(words, words < 0)
    return _numbers(column, words)


def _numbers(column: Column, words: Words) -> npt.NDArray[np.generic]:
    if column.dtype == "float64":
        return words.view(np.float64)
    if column.dtype == "bool":
        return words.astype(np.bool_)
    return words


def _codes(column: Column, values: "pa.ChunkedArray") -> Integers:
    import pyarrow as pa

    position = {name: code for code, name in enumerate(column.categories)}
    parts = []
    for chunk in values.chunks:
        encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        names = encoded.dictionary.to_pylist()
        strange = [name for name in names if name not in position]
        if strange:
            raise ValueError(
                f"column {column.name} holds {strange[0]!r}, which is none of its categories"
            )
        codes = np.array([position[name] for name in names], dtype=np.int64)
        parts.append(codes[encoded.indices.to_numpy()] if len(chunk) else codes[:0])
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
