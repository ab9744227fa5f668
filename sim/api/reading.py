"""Open what a folder or file keeps: the object that made it."""

import json
from pathlib import Path

from . import runs, sweeps


def read(path: str | Path) -> runs.Result | sweeps.Sweep:
    folder = Path(path)
    if json.loads((folder / "manifest.json").read_text()).get("kind") == "sweep":
        return sweeps.opened(folder)
    return runs.opened(folder)
