"""Which outcomes of a result its tables show, on the terminal and in a paper; its files hold them all."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .contrasts import FIRST
from .labels import label
from .naming import proper_names

SECTIONS = {
    "class": ("Worst outcome of a trial", "trials"),
    "ever": ("What happens in a trial, at least once", "trials"),
    "given": ("What follows from what", "of"),
    "own": ("The scenario's own outcomes", "trials"),
}
"""Sections of a run's shares: their titles, and of what cases the shares are."""
AMOUNTS = ("events", "event_months", "force_months", "lethal_months")
_OF_EXCHANGE = r"pacts\.[^.]+\.(sent|killed|supplied|paid)$"


def shares_of(summary: pd.DataFrame, section: str) -> pd.DataFrame:
    """The rows of a run's summary that hold the shares of a section."""
    return summary[(summary["section"] == section) & (summary["unit"] == "share")]


def amounts_of(summary: pd.DataFrame) -> pd.DataFrame:
    """The rows of a run's summary that hold the amounts shown."""
    named = summary["name"].isin(AMOUNTS) | summary["name"].str.match(_OF_EXCHANGE)
    return summary[(summary["unit"] != "share") & ((summary["section"] == "own") | named)]


def listed_shares(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows of a comparison hold one of the shares of trials that are shown."""
    return rows["section"].isin(("class", "ever", "own")) & (rows["unit"] == "share")


def seen_at_all(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows of a comparison hold something that was seen in either arm."""
    return (rows["a_estimate"] > 0) | (rows["b_estimate"] > 0)


def listed_amounts(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows of a comparison hold one of the amounts that are shown, and differ at all."""
    named = (
        (rows["section"] == "own") | rows["outcome"].isin(AMOUNTS) | (rows["method"] == "sequence")
    )
    return (rows["unit"] != "share") & named & (rows["differing"] > 0)


def listed_of_attribution(row: "Mapping[Any, Any] | pd.Series[Any]") -> bool:
    """Whether a row of an attribution is of an outcome that is shown."""
    if row["unit"] == "share":
        return bool(row["section"] == "ever" and row["outcome"] in FIRST)
    return bool(row["outcome"] == "events")


def settings_shortened(scenario: str) -> str:
    """A scenario's name with the last part of each path that it sets: ``commitment=0.3``."""
    return re.sub(r"[^\s=,]*\.(?=[^\s=,.]+=)", "", scenario)


def outcome_words(name: str, usual: str, unit: str = "share") -> str:
    """An outcome as the row of a table names it: its label in force, or its words with a capital.

    An amount has its ``unit`` in brackets, unless that is all that its words say.
    """
    said = label(name, usual)
    if said == usual:
        named = proper_names(usual)
        said = named[:1].upper() + named[1:]
    return said if unit in ("share", usual) else f"{said} ({unit})"
