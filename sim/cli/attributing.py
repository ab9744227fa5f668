"""An attribution on the terminal: shares of each assumption, or what hangs on each mechanism."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..analysis.ablation import holds, sign
from ..analysis.attribution import MOST_EXACT, coalitions
from ..analysis.attribution import attribute as attributed
from ..analysis.comparison import tabulate
from ..errors import InputError
from ..experiment.compare import Plan, ablation, plan
from ..experiment.groups import groups
from ..experiment.kept_trials import FOLDERS, place
from ..experiment.listing import ATTRIBUTION
from ..experiment.matched import matched, told
from ..experiment.on_the_way import MATCHED_TRIALS, check_resume
from ..experiment.run import request, warm
from ..experiment.store import write_text
from ..report.contrasts import FIRST, points, points_range
from ..report.drawing import draws_text
from ..report.naming import counted
from .interrupting import say_what_waits
from .keeping import empty_but_for, kept_on_the_way, listing, usual_folder
from .progress import progress_bar
from .tables.outcomes import number
from .terminal import console, plain_table, say

CHUNK = 1024
"""Trials in memory at once of an ablation, which has two arms a mechanism."""
_AMOUNTS = ("events",)
_FILES = ("attribution.csv", "attribution.json", "ablation.csv", "ablation.json")


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    scenarios: list[str]
    ablate: bool
    trials: int
    sets: list[str]
    draws: str | None
    seed: int | None
    threads: int | None
    out: Path | None
    resume: bool


def attribute(order: Order) -> None:
    """Carry out an attribution or an ablation, print it and keep it.

    Raises
    ------
    InputError, FolderError
        If it can't be done as asked for.
    """
    if len(order.scenarios) > 2:
        raise InputError(f"attribute takes two scenarios, not {len(order.scenarios)}")
    if order.resume and not order.ablate:
        raise InputError("shares are kept once all are found: --resume goes with --ablate alone")
    if order.ablate:
        made, mechanisms = ablation(order.scenarios, order.sets, order.seed, order.draws)
    else:
        made, mechanisms = plan(order.scenarios, order.sets, {}, order.seed, order.draws), ()
    folder = order.out or _usual_folder(order, made)
    empty_but_for(folder, _FILES, (FOLDERS,))
    there = place(folder, [arm.scenario for arm in made.arms], made.draws)
    check_resume(there, order.resume, MATCHED_TRIALS)
    wanted = request(made.arms[0].scenario, order.trials, order.threads, draws=made.draws)
    say(draws_text(made.draws, wanted.draws, made.arms[0].scenario))
    say(warm(wanted))
    if order.ablate:
        _ablate(order, made, mechanisms, folder, there)
    else:
        _attribute(order, made, folder)


def _attribute(order: Order, made: Plan, folder: Path) -> None:
    a, b = made.pairings[0].a, made.pairings[0].b
    found = groups(a.scenario, b.scenario)
    say(made.pairings[0].name)
    if not found:
        say("both say the same: there is nothing to attribute")
        return
    how = "exact shares" if len(found) <= MOST_EXACT else "shares from sampled orders"
    say(
        f"{counted(len(found), 'group')}, {how}, "
        f"{counted(order.trials, 'trial')} in {counted(coalitions(len(found)), 'scenario')} each, "
        f"seed {a.scenario.seed}"
    )
    with progress_bar(order.trials) as advance:
        table = attributed(
            a.scenario, b.scenario, found, order.trials, order.threads, advance, draws=made.draws
        )
    _keep(folder, "attribution", table, order.threads)
    for outcome in dict.fromkeys(zip(table["section"], table["outcome"], strict=True)):
        rows = table[(table["section"] == outcome[0]) & (table["outcome"] == outcome[1])]
        if _shown(rows.iloc[0]) and (rows[["alone", "last", "share"]] != 0).to_numpy().any():
            say()
            console().print(_shares(rows))
    say(f"\nresults in    {folder}")


def _shares(rows: pd.DataFrame) -> Any:
    first = rows.iloc[0]
    share = first["unit"] == "share"
    unit = "percentage points" if share else first["unit"]
    table = plain_table(f"{first['label']}, {unit}")
    table.add_column("", ratio=1, min_width=24)
    for name in ("alone", "last", "share", "95% interval"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows.to_dict("records"):
        table.add_row(
            row["group"],
            *(_amount(row[name], share) for name in ("alone", "last", "share")),
            _range(row["low"], row["high"], share),
        )
    return table


def _ablate(
    order: Order, made: Plan, mechanisms: tuple[str, ...], folder: Path, there: Path
) -> None:
    say(
        f"{counted(order.trials, 'matched trial')} of {counted(len(made.arms), 'scenario')}, "
        f"{counted(len(mechanisms), 'mechanism')} off in turn, seed {made.arms[0].scenario.seed}"
    )
    with kept_on_the_way(there, order.resume, MATCHED_TRIALS) as keeping:
        chunks = matched(
            made.arms, order.trials, order.threads, chunk=CHUNK, draws=made.draws, keeping=keeping
        )
        with progress_bar(order.trials) as advance:
            table = tabulate(made.pairings, told(chunks, advance))
        if len(order.scenarios) == 2:
            table = holds(table, mechanisms)
            show = _held
        else:
            table.insert(0, "mechanism", table["contrast"].map(_mechanism_of(made, mechanisms)))
            show = _moved
        _keep(folder, "ablation", table, order.threads)
    say_what_waits(folder, there)
    for _, rows in table.groupby(["section", "outcome"], sort=False):
        if _shown(rows.iloc[0]):
            say()
            show(rows)
    say(f"\nresults in    {folder}")


def _mechanism_of(made: Plan, mechanisms: tuple[str, ...]) -> dict[str, str]:
    names = (pairing.name for pairing in made.pairings)
    return dict(zip(names, mechanisms, strict=True))


def _held(rows: pd.DataFrame) -> None:
    """A result of two scenarios, and the mechanisms without which it is another."""
    first = rows.iloc[0]
    share = first["unit"] == "share"
    say(f"{first['label']}: {_change(dict(first), '', 'difference', share)}")
    other = rows[~rows["holds"]]
    if other.empty:
        say(f"  the same without any of the {len(rows)} mechanisms")
    for row in other.to_dict("records"):
        say(f"  without {row['mechanism']}: {_change(row, 'without_', 'without', share)}")


def _moved(rows: pd.DataFrame) -> None:
    """What becomes of an outcome without each mechanism, where that surely differs."""
    first = rows.iloc[0]
    share = first["unit"] == "share"
    value = _level(first["a_estimate"], share)
    say(f"{first['label']}: {value} with all mechanisms")
    moved = rows[
        [sign(low, high) != 0 for low, high in zip(rows["low"], rows["high"], strict=True)]
    ]
    if moved.empty:
        say(f"  the same, as far as these trials show, without any of the {len(rows)}")
    order = moved["difference"].abs().sort_values(ascending=False, kind="stable").index
    for row in moved.loc[order].to_dict("records"):
        say(f"  without {row['mechanism']}: {_change(row, '', 'difference', share)}")


def _shown(row: Any) -> bool:
    if row["unit"] == "share":
        return bool(row["section"] == "ever" and row["outcome"] in FIRST)
    return bool(row["outcome"] in _AMOUNTS)


def _level(value: float, share: bool) -> str:
    return f"{100 * value:.3g}%" if share else number(value)


def _amount(value: float, share: bool) -> str:
    return points(value) if share else number(value)


def _range(low: float, high: float, share: bool) -> str:
    if pd.isna(low):
        return "–"
    return points_range(low, high) if share else f"{number(low)} to {number(high)}"


def _change(row: dict[Any, Any], prefix: str, what: str, share: bool) -> str:
    """A difference with its interval, signed, so that it is not taken for a level."""
    ends = (row[f"{prefix}low"], row[f"{prefix}high"])
    if share or pd.isna(ends[0]):
        return f"{_amount(row[what], share)} ({_range(*ends, share)})"
    value, low, high = (("+" if end > 0 else "") + number(end) for end in (row[what], *ends))
    return f"{value} ({low} to {high})"


def _usual_folder(order: Order, made: Plan) -> Path:
    names = "-".join(Path(source).stem for source in order.scenarios)
    return usual_folder("attribute", names, [arm.scenario.digest for arm in made.arms])


def _keep(folder: Path, name: str, table: pd.DataFrame, threads: int | None) -> None:
    with listing(folder, ATTRIBUTION, _FILES, threads):
        write_text(folder / f"{name}.csv", table.to_csv(index=False, lineterminator="\n"))
        write_text(folder / f"{name}.json", table.to_json(orient="records", indent=1) + "\n")
