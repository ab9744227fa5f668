"""A sweep in words: what each point gave, and what was planned to be compared."""

from collections.abc import Iterator

import pandas as pd

from ..experiment.studies.study import Study
from .contrasts import points, points_range
from .naming import counted, outcome_words, percent


def axis_words(path: str) -> str:
    """A parameter's path as a heading that can be broken: its own name after what it belongs to."""
    _, _, rest = path.partition(".")
    return (rest or path).replace(".", " ").replace("_", " ")


def estimate_words(estimate: float, unit: str) -> str:
    """An estimate: a share as a percentage, an amount with three digits."""
    if unit == "share":
        return percent(estimate)
    return f"{estimate:,.0f}" if abs(estimate) >= 1000 else f"{estimate:.3g}"


def titled(rows: pd.DataFrame) -> str:
    """The outcome that some rows are of, with its unit where it has one that it does not name."""
    usual, unit = str(rows["label"].iloc[0]), str(rows["unit"].iloc[0])
    text = outcome_words(str(rows["outcome"].iloc[0]), usual)
    return text if unit in ("share", usual) else f"{text} ({unit})"


def interval_words(row: pd.Series) -> str:
    """The interval of an estimate in words; empty where there is none."""
    if row["method"] == "":
        return ""
    low, high = (estimate_words(row[end], row["unit"]) for end in ("low", "high"))
    if row["method"] == "bound":
        return f"at most {high}" if row["estimate"] == 0 else f"at least {low}"
    return f"{low} to {high}"


def design_words(study: Study, most: int | None = None) -> str:
    """What a study runs, in one line; ``most`` is the most trials of a point, if not all are run."""
    kind = {
        "grid": "a grid of",
        "zip": "",
        "list": "",
        "latin_hypercube": "a Latin hypercube of",
        "sobol": "a Sobol' design of",
    }[study.design]
    many = counted(len(study.points), "point")
    trials = counted(study.trials, "trial") if most is None else f"at most {counted(most, 'trial')}"
    return f"{kind} {many}, {trials} each, seed {study.seed}".strip()


def sweep_text(table: pd.DataFrame, contrasts: pd.DataFrame) -> str:
    """Every outcome with its lowest and highest point, and every planned contrast, a sentence each."""
    return "\n".join([*_extremes(table), *_planned(contrasts)])


def _extremes(table: pd.DataFrame) -> Iterator[str]:
    for outcome in dict.fromkeys(table["outcome"]):
        rows = table[table["outcome"] == outcome]
        low, high = (rows.loc[rows["estimate"].agg(which)] for which in ("idxmin", "idxmax"))
        told = [
            f"{estimate_words(row['estimate'], row['unit'])} ({interval_words(row)}) at {row['name']}"
            for row in (low, high)
        ]
        yield f"{low['label']}: lowest {told[0]}; highest {told[1]}."


def _planned(contrasts: pd.DataFrame) -> Iterator[str]:
    for row in contrasts.to_dict("records"):
        if row["unit"] == "share":
            told = f"{points(row['difference'])} points ({points_range(row['low'], row['high'])})"
        else:
            told = f"{row['difference']:+.3g} ({row['low']:.3g} to {row['high']:.3g})"
        yield f"{row['label']}, {row['contrast']} (planned: {row['planned']}): {told}."
