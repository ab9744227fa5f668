"""Tables made of the trials of a run or a sweep, kept beside them: what is reported of each outcome."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ..experiment.listing import derived
from ..experiment.store import write_text

SUMMARY, SUMMARY_JSON, CONTRASTS = "summary.csv", "summary.json", "contrasts.csv"


def tables_of_run(summary: pd.DataFrame) -> dict[str, str]:
    """Files of the summary of a run, by name."""
    return {
        SUMMARY: as_csv(summary),
        SUMMARY_JSON: summary.to_json(orient="records", indent=1) + "\n",
    }


def tables_of_sweep(summary: pd.DataFrame, contrasts: pd.DataFrame) -> dict[str, str]:
    """Files of the summary of a sweep and of its planned contrasts, where it has any, by name."""
    planned = {CONTRASTS: as_csv(contrasts)} if len(contrasts) else {}
    return {SUMMARY: as_csv(summary), **planned}


def as_csv(table: pd.DataFrame) -> str:
    """A table as the text of a CSV file."""
    return table.to_csv(index=False, lineterminator="\n")


def keep(folder: Path, tables: Mapping[str, str]) -> None:
    """Write tables into the folder of the trials that they were made of, and list them there.

    Raises
    ------
    OSError
        If they can't be written.
    """
    with derived(folder, tables):
        for name, text in tables.items():
            write_text(folder / name, text)
