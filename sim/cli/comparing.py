"""A comparison on the terminal: what differs, on which trials, and where it is kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ..api.results.comparisons import TRIALS, Comparison, carry_out, usual_folder, watched
from ..errors import InputError
from ..experiment import compared
from ..experiment.compare import plan
from ..experiment.kept_trials import kept_in, place
from ..experiment.on_the_way import MATCHED_TRIALS, check_resume
from ..experiment.run import request, warm
from ..report.choices import rests_on
from ..report.contrasts import factor, points, points_range, times, times_range
from ..report.drawing import band_text, draws_text
from ..report.naming import counted, percent
from ..report.precision import precision_text
from .keeping import kept_on_the_way, say_what_waits
from .progress import doing, progress_bar
from .tables.outcomes import number
from .tables.side_by_side import (
    LABEL,
    NOTE,
    label,
    listed_amounts,
    listed_shares,
    seen_at_all,
    side_by_side,
)
from .terminal import command_line, console, plain_table, say

if TYPE_CHECKING:
    from rich.table import Table


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    scenarios: list[str]
    vary: list[str]
    sets: list[str]
    draws: str | None
    trials: int | None
    precision: float | None
    outcomes: list[str]
    most: int
    seed: int | None
    threads: int | None
    planned: str
    out: Path | None
    resume: bool
    figures: bool
    details: bool


def compare(order: Order) -> None:
    """Carry out a comparison, print it and keep it.

    Raises
    ------
    InputError
        If an option can't be understood.
    """
    made = plan(order.scenarios, order.sets, _varied(order.vary), order.seed, order.draws)
    folder = order.out or usual_folder(made, order.scenarios)
    compared.check(folder, made)
    there = place(folder, [arm.scenario for arm in made.arms], made.draws)
    check_resume(there, order.resume, MATCHED_TRIALS)
    watch = watched(made, order.trials, order.precision, order.outcomes, order.most)
    trials = order.most if watch is not None else TRIALS if order.trials is None else order.trials
    wanted = request(made.arms[0].scenario, trials, order.threads, draws=made.draws)
    arms = counted(len(made.arms), "scenario")
    many = counted(trials, "matched trial")
    say(
        f"{many if watch is None else f'at most {many}'} of {arms}, "
        f"seed {made.arms[0].scenario.seed}"
    )
    say(draws_text(made.draws, wanted.draws, made.arms[0].scenario))
    if made.draws is not None:
        say("each scenario draws from what it states, with common random numbers")
    say(warm(wanted))

    def short() -> bool:
        return watch is not None and not watch.reached

    with (
        kept_on_the_way(there, order.resume, MATCHED_TRIALS, short) as keeping,
        progress_bar(trials) as advance,
    ):
        found = carry_out(
            made,
            trials,
            order.threads,
            order.planned,
            folder,
            command_line(),
            advance,
            watch,
            keeping,
        )
    if watch is not None:
        say("\n" + precision_text(watch))
    if short():
        say(f"{kept_in(there)}: --resume with a larger --most goes on from them")
    say_what_waits(folder, there)
    names = [pairing.name for pairing in made.pairings]
    now = found.table[found.table["contrast"].isin(names)]
    if order.details:
        for name in names:
            _show(now[now["contrast"] == name])
    else:
        _show_side_by_side(now)
    if order.figures:
        with doing("drawing the figure"):
            _draw(found, folder)
    console().print(rests_on(made.arms[0].scenario))
    say(f"\nresults in    {folder}")


def _varied(options: list[str]) -> dict[str, list[str]]:
    """Values to try at each path."""
    varied: dict[str, list[str]] = {}
    for option in options:
        path, equals, listed = option.partition("=")
        values = [value.strip() for value in listed.split(",") if value.strip()]
        if not equals or not path.strip() or not values:
            raise InputError(f"--vary {option}: write path=value,value,...")
        varied.setdefault(path.strip(), []).extend(values)
    return varied


def _draw(found: Comparison, folder: Path) -> None:
    from ..report.figures.contrasts import MOST, contrasts
    from ..report.style import save

    every = compared.read(folder)
    names = list(dict.fromkeys(every["contrast"]))
    scenario = found.plan.arms[0].scenario
    for number_, start in enumerate(range(0, len(names), MOST), 1):
        some = every[every["contrast"].isin(names[start : start + MOST])]
        name = "contrasts" if number_ == 1 else f"contrasts_{number_}"
        save(contrasts(some, scenario), folder / "figures", name)


def _show_side_by_side(table: pd.DataFrame) -> None:
    """All scenarios at a glance; what else there is to say of them is in contrasts.csv."""
    screen = console()
    say()
    for name, rows in table.groupby("contrast", sort=False):
        same = ": both say the same, every difference is exactly zero"
        say(f"{name}{_planned(rows)}{same if rows.iloc[0]['method'] == 'identical' else ''}")
    apart = table[table["method"] != "identical"]
    if not len(apart):
        return
    for one in side_by_side(apart):
        screen.print()
        screen.print(one)
    say(f"\n{NOTE}")
    say(band_text(apart.iloc[0]["draws"] > 0))
    say("--details prints intervals, ratios and counts, all of which contrasts.csv has")


def _planned(rows: pd.DataFrame) -> str:
    """Under which name a contrast was planned, if it was."""
    planned = rows.iloc[0]["planned"]
    return f" (planned: {planned})" if planned else ""


def _show(rows: pd.DataFrame) -> None:
    screen = console()
    first = rows.iloc[0]
    say()
    say(f"{first['contrast']}{_planned(rows)}")
    if first["method"] == "identical":
        say("both say the same: every difference is exactly zero")
        return
    shown = rows[listed_shares(rows)]
    seen = shown[seen_at_all(shown)]
    for table in (_differences(seen), _ratios(seen), _discordant(seen)):
        screen.print()
        screen.print(table)
    unseen = len(shown) - len(seen)
    if unseen:
        say(f"{counted(unseen, 'outcome')} seen in no trial of either; see contrasts.csv")
    amounts = rows[listed_amounts(rows)]
    if len(amounts):
        screen.print()
        screen.print(_amounts(amounts))
    say(f"\n{band_text(first['draws'] > 0)}")
    if first["draws"] > 0 and seen["between_draws"].isna().all():
        say(
            "what each of the two makes of it is told where draws have more than one\n"
            f"trial: above {counted(first['draws'], 'trial')}"
        )
    elif first["draws"] > 0:
        screen.print(_errors(seen))


def _errors(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Differences in points: what is not known of them, and why",
        "between draws",
        "from chance",
        "from draws",
    )
    for row in _records(rows):
        parts = (row["between_draws"], row["chance_error"], row["parameter_error"])
        table.add_row(row["label"], *("–" if pd.isna(p) else f"{100 * p:.2g}" for p in parts))
    table.caption = (
        "between draws: standard deviation of the true difference; then the two parts of the "
        "estimate's standard error"
    )
    table.caption_justify = "left"
    return table


def _table(title: str, *names: str) -> "Table":
    table = plain_table(title)
    table.add_column("", ratio=1, min_width=LABEL)
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    records: list[dict[Any, Any]] = rows.to_dict("records")
    return [{**row, "label": label(row)} for row in records]


def _differences(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Shares: difference in points with 95% intervals", "A", "B", "B − A", "matched", "unpaired"
    )
    for row in _records(rows):
        table.add_row(
            row["label"],
            percent(row["a_estimate"]),
            percent(row["b_estimate"]),
            points(row["difference"]),
            points_range(row["low"], row["high"]),
            points_range(row["unpaired_low"], row["unpaired_high"]),
        )
    return table


def _ratios(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Ratios, and the variance factor of matching", "B / A", "matched", "unpaired", "factor"
    )
    for row in _records(rows):
        table.add_row(
            row["label"],
            times(row["ratio"]),
            times_range(row["ratio_low"], row["ratio_high"]),
            times_range(row["ratio_unpaired_low"], row["ratio_unpaired_high"]),
            factor(row["variance_factor"]),
        )
    return table


def _discordant(rows: pd.DataFrame) -> "Table":
    table = _table("Matched trials", "both", "A only", "B only", "neither")
    table.add_column("first: A; B")
    for row in _records(rows):
        named = [
            " ".join(row[side].split()[:2]) or "–" for side in ("a_only_trials", "b_only_trials")
        ]
        counts = (f"{row[name]:,}" for name in ("both", "a_only", "b_only", "neither"))
        table.add_row(row["label"], *counts, "; ".join(named))
    return table


def _amounts(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Means, with the matched 95% interval of the difference",
        "A",
        "B",
        "B − A",
        "matched",
        "factor",
    )
    for row in _records(rows):
        around = f"{number(row['low'])} to {number(row['high'])}" if row["method"] else ""
        table.add_row(
            f"{row['label']} ({row['unit']})",
            number(row["a_estimate"]),
            number(row["b_estimate"]),
            number(row["difference"]),
            around,
            factor(row["variance_factor"]),
        )
    return table
