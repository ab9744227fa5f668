"""Tables made of the trials of a run or a sweep, kept beside them: what is reported of each outcome."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from ...experiment.listing import derived
from ...experiment.store import write_text

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


def from_csv(path: Path, texts: Collection[str]) -> pd.DataFrame:
    """A table that ``as_csv`` wrote, every number to its last bit; ``texts`` are columns of text."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for name in table.columns.difference([*texts]):
        written = set(table[name]) - {""}
        missing = (table[name] == "").any()
        if written and written <= {"True", "False"}:
            table[name] = table[name] == "True"
        elif written and all(value.lstrip("-").isdigit() for value in written):
            whole = [pd.NA if value == "" else int(value) for value in table[name]]
            table[name] = pd.array(whole, dtype="Int64" if missing else "int64")
        else:
            table[name] = [float(value or "nan") for value in table[name]]
    return table


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
