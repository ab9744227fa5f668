"""A replay on the terminal: the chronicle, a month's decisions as a table, or all of it as JSON."""

import json
import re
from typing import Any

from ...api.results.replays import Replay
from ...engine.decision import Decision
from ...engine.trace import Trial, as_data
from ...errors import InputError
from ...presentation import chronicle as telling
from ...scenario.calendar import month_number, month_text
from ...scenario.scenario import Scenario
from ..terminal import WIDTH, console, plain_table, say


def print_replay(found: Replay, month: int | None, as_json: bool) -> None:
    """The chronicle, one month of it with every decision, or all of this as JSON."""
    if as_json:
        data = _data(found.trial, found.chronicle, month)
        say(json.dumps(data, ensure_ascii=True, allow_nan=False))
    elif month is None:
        say(telling.as_text(found.chronicle, WIDTH))
    else:
        _show_month(found.trial, found.chronicle, month)


def month_of(scenario: Scenario, text: str) -> int:
    """Month of a scenario that ``text`` names, counted from 0."""
    first = month_number(scenario.start)
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII):
        number = month_number(text) - first
        if 0 <= number < scenario.horizon:
            return number
    last = month_text(first + scenario.horizon - 1)
    raise InputError(
        f"--month {text}: the trial has no such month; "
        f"its months are {scenario.start[:7]} to {last}"
    )


def _data(trial: Trial, told: telling.Chronicle, number: int | None) -> dict[str, Any]:
    data = {**as_data(trial), "chronicle": telling.as_data(told)}
    if number is not None:
        data["decisions"] = [d for d in data["decisions"] if d["number"] == number]
        passages = [p for p in data["chronicle"]["passages"] if p["first"] <= number <= p["last"]]
        data["chronicle"]["passages"] = passages
    return data


def _show_month(trial: Trial, told: telling.Chronicle, number: int) -> None:
    passages = tuple(p for p in told.passages if p.first <= number <= p.last)
    say(telling.passage_text(passages[0], WIDTH))
    say()
    table = plain_table(f"Every decision of {trial.month_text(number)}")
    for name in ("round", "actor", "towards", "purpose", "outcome", "chance", "draw", "decided by"):
        right = name in ("round", "chance", "draw")
        table.add_column(
            name,
            justify="right" if right else "left",
            no_wrap=name in ("round", "purpose", "chance", "draw"),
            overflow="fold",
        )
    for d in trial.decisions:
        if d.number == number:
            table.add_row(*_cells(d))
    console().print(table)


def _cells(d: Decision) -> tuple[str, ...]:
    likely = f"{d.probabilities[d.drawn]:.4f}" if d.probabilities else ""
    outcome = d.chosen if d.choice == d.drawn else f"{d.chosen} (drew {d.menu[d.drawn]})"
    return (
        str(d.round),
        d.actor,
        d.target,
        d.purpose,
        outcome,
        likely,
        f"{d.draw:.4f}",
        d.decided_by,
    )
