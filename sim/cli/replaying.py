"""A replay on the terminal: the chronicle, a month's decisions as a table, or all of it as JSON."""

import json
import re
from typing import Any, NamedTuple

from ..analysis.typical import typical_case
from ..api.sources import prepare
from ..engine.build import build
from ..engine.decision import Decision
from ..engine.trace import Trial, as_data, trace
from ..errors import InputError
from ..experiment.compare import Arm
from ..experiment.draws import DrawSource, with_draws
from ..experiment.draws_requested import draws_for
from ..experiment.matched import matched
from ..report import chronicle as telling
from ..scenario.calendar import month_number, month_text
from ..scenario.scenario import Scenario
from .terminal import WIDTH, console, plain_table, say

TRIALS = 2**32


class Wanted(NamedTuple):
    """What was typed; None where nothing was."""

    scenario: str
    trial: int | None
    typical: str | None
    trials: int
    seed: int | None
    sets: list[str]
    draws: str | None
    month: str | None
    as_json: bool


def replay(wanted: Wanted) -> None:
    """Trace the trial asked for and show it.

    Raises
    ------
    InputError
        If there is no trial of this number or with this outcome, or the trial has no such month.
    """
    if wanted.typical is not None and wanted.trial is not None:
        raise InputError("--trial and --typical exclude each other; give one")
    scenario = prepare(wanted.scenario, wanted.seed, wanted.sets)
    number = None if wanted.month is None else _month(scenario, wanted.month)
    draws = draws_for(wanted.draws, scenario)
    chosen = _typical(wanted.typical, scenario, wanted.trials, draws) if wanted.typical else None
    which = (wanted.trial or 0) if chosen is None else chosen
    if not 0 <= which < TRIALS:
        raise InputError(f"a trial's number is from 0 to {TRIALS - 1:,}, not {which:,}")
    compiled, _ = with_draws(build(scenario), draws)
    trial = trace(compiled, which)
    told = telling.chronicle(trial)
    if wanted.as_json:
        say(json.dumps(_data(trial, told, number), ensure_ascii=True, allow_nan=False))
    elif number is None:
        say(telling.as_text(told, WIDTH))
    else:
        _show_month(trial, told, number)


def _typical(outcome: str, scenario: Scenario, trials: int, draws: DrawSource | None) -> int:
    """Number of the most typical trial with an outcome; how common that is goes to the error stream."""
    arm = Arm(0, scenario.name, scenario)
    found = typical_case(arm, outcome, matched([arm], trials, draws=draws))
    if found.trial is None:
        raise InputError(f"--typical {outcome}: none of {found.trials:,} trials has it; more may")
    say(
        f"{outcome} in {found.alike:,} of {found.trials:,} trials; trial {found.trial:,} is the most typical",
        err=True,
    )
    return found.trial


def _month(scenario: Scenario, text: str) -> int:
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
