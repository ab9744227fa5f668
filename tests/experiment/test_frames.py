"""Words become typed columns and the same words again."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from sim.engine.table import Column
from sim.experiment.frames import from_arrow, to_arrow, to_frame

COLUMNS = (
    Column("whole", "int64", "", ""),
    Column("real", "float64", "", ""),
    Column("month", "Int64", "", ""),
    Column("flag", "bool", "", ""),
    Column("rung", "category", "", "", categories=("low", "middle", "high"), ordered=True),
)
REALS = np.array([0.1, -0.0, np.nan, np.inf]).view(np.int64)
TABLE = np.stack(
    [[-3, 0, 1, 2**62], REALS, [-1, 0, 59, -1], [0, 1, 1, 0], [2, 0, 0, 2]], axis=1
).astype(np.int64)


def test_words_survive_the_way_to_arrow_and_back_to_the_last_bit() -> None:
    assert np.array_equal(from_arrow(COLUMNS, to_arrow(COLUMNS, TABLE)), TABLE)


def test_words_survive_a_table_without_rows() -> None:
    assert from_arrow(COLUMNS, to_arrow(COLUMNS, TABLE[:0])).shape == (0, len(COLUMNS))


def test_words_survive_pieces_whose_dictionaries_differ() -> None:
    plain = to_arrow(COLUMNS, TABLE).set_column(4, "rung", pa.array(["high", "low", "low", "high"]))
    assert np.array_equal(from_arrow(COLUMNS, plain), TABLE)


def test_a_frame_has_the_declared_types() -> None:
    frame = to_frame(COLUMNS, TABLE)
    assert [str(dtype) for dtype in frame.dtypes] == [
        "int64",
        "float64",
        "Int64",
        "bool",
        "category",
    ]
    assert frame["month"].isna().tolist() == [True, False, False, True]
    assert frame["month"][1] == 0
    assert frame["rung"].max() == "high"
    assert frame["rung"].cat.categories.tolist() == ["low", "middle", "high"]
    assert np.signbit(frame["real"][1])


def test_an_arrow_table_read_by_pandas_alone_shows_names_and_missing_months() -> None:
    frame = to_arrow(COLUMNS, TABLE).to_pandas()
    assert frame["rung"].tolist() == ["high", "low", "low", "high"]
    assert pd.isna(frame["month"][0])


def test_a_category_that_was_never_declared_is_refused() -> None:
    strange = to_arrow(COLUMNS, TABLE).set_column(4, "rung", pa.array(["odd"] * 4))
    with pytest.raises(ValueError, match="'odd'"):
        from_arrow(COLUMNS, strange)
