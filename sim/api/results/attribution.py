"""An attribution as its folder keeps it: what is owed to which assumption or mechanism."""

from pathlib import Path

import pandas as pd

from ...errors import FolderError
from ...experiment.listing import ATTRIBUTION, asked_in
from .showing import html, line
from .tables import from_csv

SHARES, ABLATION = "attribution.csv", "ablation.csv"
TEXTS = (
    *("section", "outcome", "label", "unit", "method", "mechanism", "group"),
    *("contrast", "planned", "a", "b", "a_digest", "b_digest", "a_only_trials", "b_only_trials"),
)


class Attribution:
    """What ``peninsula attribute`` yielded.

    Attributes
    ----------
    shares : DataFrame or None
        One row a group of assumptions and outcome, where shares were asked for.
    ablation : DataFrame or None
        One row a mechanism and outcome, where mechanisms were switched off in turn.
    folder : Path
        Where they are kept.
    """

    def __init__(
        self, shares: pd.DataFrame | None, ablation: pd.DataFrame | None, folder: Path
    ) -> None:
        self.shares = shares
        self.ablation = ablation
        self.folder = folder

    def __repr__(self) -> str:
        told = []
        if self.shares is not None:
            told.append(f"shares of {self.shares['group'].nunique()} groups")
        if self.ablation is not None:
            told.append(f"{self.ablation['mechanism'].nunique()} mechanisms off in turn")
        return line("Attribution", told, self.folder)

    def _repr_html_(self) -> str:
        tables = [table for table in (self.shares, self.ablation) if table is not None]
        return "\n".join(html(repr(self), table) for table in tables)


def opened(folder: Path) -> Attribution:
    """The attribution that a folder keeps.

    Raises
    ------
    FolderError
        If it holds none.
    """
    asked_in(folder, ATTRIBUTION)
    found = [
        from_csv(folder / name, TEXTS) if (folder / name).is_file() else None
        for name in (SHARES, ABLATION)
    ]
    if all(table is None for table in found):
        raise FolderError(f"{folder} holds no attribution: it has no {SHARES} and no {ABLATION}")
    return Attribution(found[0], found[1], folder)
