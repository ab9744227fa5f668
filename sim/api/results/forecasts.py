"""A forecast as its file keeps it."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ...history.scoring import read_forecast
from .showing import html, line


class Forecast:
    """What ``peninsula forecast`` yielded.

    Attributes
    ----------
    content : mapping
        All that its file holds, as docs/history.md says.
    path : Path
        Where it is kept.
    """

    def __init__(self, content: Mapping[str, Any], path: Path) -> None:
        self.content = content
        self.path = path

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row a class of events and month: mean number, and quantiles over trials."""
        rows = [
            {
                "class": name,
                "month": month["month"],
                "mean": month["mean"],
                **{f"q{100 * float(q):02.0f}": at for q, at in month["quantiles"].items()},
            }
            for name, months in self.content["events"].items()
            for month in months
        ]
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        content, about = self.content, self.content["scenario"]
        told = (
            f"{about['name']}: {content['months']} months from {content['first_month']}, "
            f"{content['trials']:,} trials, seed {about['seed']}",
            f"content hash {content['content_hash']}",
        )
        return line("Forecast", told, self.path)

    def _repr_html_(self) -> str:
        return html(repr(self), self.events[self.events["class"] == "all"])


def opened(path: Path) -> Forecast:
    """The forecast of a file.

    Raises
    ------
    InputError
        If it can't be read or is no forecast.
    VerificationError
        If it was changed after it was made.
    """
    return Forecast(read_forecast(path), path)
