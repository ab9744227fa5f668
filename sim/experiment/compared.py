"""A folder of contrasts: one table as JSON and CSV, to which later contrasts are added."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..errors import FolderError
from ..kernel.jit import source_digest
from ..scenario.scenario import Scenario
from . import resolved
from .checkpoint import FOLDERS
from .compare import Arm, Pairing, Plan
from .draws import Draws, applied
from .fingerprints import Fingerprints
from .listing import COMPARISON, list_files, unlist
from .store import make_folder, only_run, write_text
from .stored import draws_in

FORMAT = 3
NAME = "contrasts.json"
TABLE = "contrasts.csv"
_INFINITE = "infinite"
_OURS = (FOLDERS, f"{'[0-9a-f]' * 32}.yaml", "trials-*.parquet", "draws-*.csv", ".*.part")
"""What a comparison leaves that was broken off before its table was written."""
FLOATS = (
    "difference",
    "ratio",
    "variance_factor",
    "between_draws",
    "chance_error",
    "parameter_error",
)


def add(
    folder: Path,
    plan: Plan,
    table: pd.DataFrame,
    prints: Fingerprints,
    command: Sequence[str] = (),
    threads: int | None = None,
    aim: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Keep the rows of new contrasts in ``folder``, after those that it holds; all of them.

    A contrast of the same name is written anew where both its scenarios say the same as before.
    With them go what their trials can be run again from, and told whether they are the same: the
    scenarios, the draws that were applied, a fingerprint of every trial.

    Parameters
    ----------
    plan : Plan
        What was compared: its resolved scenarios are kept, each under its digest.
    table : DataFrame
        Rows of one or more contrasts, with columns ``contrast``, ``a_digest`` and ``b_digest``.
    prints : Fingerprints
        Of the trials of all arms.
    command : sequence of str
        What was typed.
    threads : int, optional
        With how many it was run; None is the processors at hand.
    aim : mapping, optional
        The precision that decided how many trials were run, as ``stopping.Watch.aim`` says.

    Raises
    ------
    FolderError
        If the folder can't be used, or holds a contrast of a new one's name between other scenarios.
    """
    make_folder(folder)
    with only_run(folder):
        check(folder, plan)
        kept = _stored(folder)
        names = set(table["contrast"])
        rows = [row for row in kept["rows"] if row["contrast"] not in names]
        runs = [run for run in kept["runs"] if not set(run["contrasts"]) <= names]
        rows += [_as_json({str(k): v for k, v in row.items()}) for row in table.to_dict("records")]
        unlist(folder)
        for arm in plan.arms:
            path = folder / f"{arm.scenario.digest}.yaml"
            write_text(path, resolved.written(arm.scenario))
        runs.append(_run(folder, plan, sorted(names), prints, command, aim))
        kept = {"format": FORMAT, "runs": runs, "rows": rows}
        text = json.dumps(kept, indent=1, ensure_ascii=False, allow_nan=False)
        write_text(folder / NAME, text + "\n")
        every = _frame(rows)
        write_text(folder / TABLE, as_csv(every))
        files = files_of(runs)
        _clear_but_for(folder, files)
        list_files(folder, COMPARISON, files, command, threads)
    return every


def _run(
    folder: Path,
    plan: Plan,
    names: list[str],
    prints: Fingerprints,
    command: Sequence[str],
    aim: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """What is told of one run of a comparison, once its draws and fingerprints are written."""
    tables = [applied(plan.draws, arm.scenario) for arm in plan.arms]
    told = json.dumps([names, [arm.scenario.digest for arm in plan.arms]])
    name = hashlib.blake2b(told.encode(), digest_size=4).hexdigest()
    run = {
        "contrasts": names,
        "command": list(command),
        "arms": [arm.scenario.digest for arm in plan.arms],
        "trials": prints.trials,
        "fingerprints": f"trials-{name}.parquet",
        "aim": None if aim is None else dict(aim),
        "draws": [None if t is None else t.told() | {"file": _file(t)} for t in tables],
        "rules": source_digest(),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    prints.write(folder / str(run["fingerprints"]))
    for name, table in {_file(table): table for table in tables if table is not None}.items():
        write_text(folder / name, table.text())
    return run


def _file(table: Draws) -> str:
    """Name of the file of a table of draws, which arms may share."""
    return f"draws-{table.digest[:8]}.csv"


def draws_of(folder: Path, run: dict[str, Any], arm: int) -> Draws | None:
    """The parameter draws that were applied to an arm of a run; None for none.

    Raises
    ------
    VerificationError
        If their file is not the one that was written.
    """
    told = run["draws"][arm]
    return None if told is None else draws_in(folder, told, told["file"])


def as_csv(table: pd.DataFrame) -> str:
    """A table as the text of a CSV file."""
    return table.to_csv(index=False, lineterminator="\n")


def as_kept(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of contrasts as they are read back once they are kept."""
    return _frame(
        [_as_json({str(k): v for k, v in row.items()}) for row in table.to_dict("records")]
    )


def files_of(runs: Iterable[dict[str, Any]]) -> list[str]:
    """Names of all files of a folder of contrasts but its manifest and its figures."""
    names = {NAME, TABLE}
    for run in runs:
        names |= {f"{digest}.yaml" for digest in run["arms"]} | {run["fingerprints"]}
        names |= {told["file"] for told in run["draws"] if told}
    return sorted(names)


def _clear_but_for(folder: Path, files: Iterable[str]) -> None:
    """Remove fingerprints and draws that no run has any more."""
    for pattern in ("trials-*.parquet", "draws-*.csv"):
        for path in folder.glob(pattern):
            if path.name not in files:
                path.unlink()


def runs_in(folder: Path) -> list[dict[str, Any]]:
    """What a folder of contrasts tells of each run that made some of them.

    Raises
    ------
    FolderError
        If it holds none that this version reads.
    """
    return list(_stored(folder)["runs"])


class KeptDraws(NamedTuple):
    """The tables of draws that a folder of contrasts keeps, by the digest of the scenario of each."""

    tables: dict[str, Draws]

    @property
    def name(self) -> str:
        """What they are called."""
        return next(iter(self.tables.values())).name

    @property
    def rows(self) -> int:
        """How many draws there are."""
        return next(iter(self.tables.values())).rows

    def applied_to(self, scenario: Scenario) -> Draws | None:
        """The table that was applied to a scenario; None where none was."""
        return self.tables.get(scenario.digest)

    def fixed_in(self, scenario: Scenario) -> tuple[str, ...]:
        """Parameters that were drawn elsewhere, and not in this scenario."""
        own = self.applied_to(scenario)
        every = dict.fromkeys(path for table in self.tables.values() for path in table.paths)
        return tuple(path for path in every if own is None or path not in own.paths)


def plan_of(folder: Path, run: dict[str, Any]) -> Plan:
    """What was compared with what in one of the runs that ``runs_in`` lists.

    Raises
    ------
    ScenarioError, VerificationError
        If a scenario or the draws can't be read.
    """
    scenarios = [resolved.read(folder, f"{digest}.yaml") for digest in run["arms"]]
    table = read(folder)
    arms: dict[int, Arm] = {}
    pairings = []
    for contrast in run["contrasts"]:
        row = table[table["contrast"] == contrast].iloc[0]
        sides = []
        for side in ("a", "b"):
            number = run["arms"].index(row[f"{side}_digest"])
            sides.append(Arm(number, row[side], scenarios[number]))
            arms.setdefault(number, sides[-1])
        pairings.append(Pairing(contrast, *sides))
    every = (arms.get(k, Arm(k, one.name, one)) for k, one in enumerate(scenarios))
    tables = {digest: draws_of(folder, run, arm) for arm, digest in enumerate(run["arms"])}
    kept = KeptDraws({digest: table for digest, table in tables.items() if table is not None})
    return Plan(tuple(every), tuple(pairings), kept if kept.tables else None)


def read(folder: Path) -> pd.DataFrame:
    """The table of contrasts that a folder holds.

    Raises
    ------
    FolderError
        If it holds none that this version reads.
    """
    if not (folder / NAME).is_file():
        raise FolderError(f"{folder} holds no contrasts: it has no {NAME}")
    return _frame(_stored(folder)["rows"])


def check(folder: Path, plan: Plan) -> None:
    """See that the contrasts of a plan can be kept in ``folder``.

    Raises
    ------
    FolderError
        If they can't.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file, not a folder")
    strange = sorted(
        path.name for path in folder.iterdir() if not any(path.match(form) for form in _OURS)
    )
    if not (folder / NAME).is_file() and strange:
        raise FolderError(
            f"{folder} holds other files ({strange[0]}); name an empty or new folder with --out"
        )
    held = {row["contrast"]: (row["a_digest"], row["b_digest"]) for row in _stored(folder)["rows"]}
    for pairing in plan.pairings:
        digests = (pairing.a.scenario.digest, pairing.b.scenario.digest)
        if held.get(pairing.name, digests) != digests:
            raise FolderError(
                f"{folder} holds a contrast {pairing.name} of other scenarios of these names; "
                "name another folder with --out"
            )


def _stored(folder: Path) -> dict[str, Any]:
    path = folder / NAME
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"format": FORMAT, "runs": [], "rows": []}
    except (OSError, ValueError) as error:
        raise FolderError(f"{path} can't be read: {error}") from error
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise FolderError(f"{path} holds no contrasts that this version reads")
    return kept


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON values: null where nothing applies, a word for what has no bound."""
    values: dict[str, Any] = {}
    for key, value in row.items():
        if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
            values[key] = None
        elif isinstance(value, float) and math.isinf(value):
            values[key] = _INFINITE
        else:
            values[key] = value.item() if hasattr(value, "item") else value
    return values


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(rows).replace(_INFINITE, math.inf)
    for name in table.columns:
        if name in ("both", "a_only", "b_only", "neither"):
            table[name] = table[name].astype("Int64")
        elif name.endswith(("low", "high")) or name in FLOATS:
            table[name] = table[name].astype("float64")
    return table
