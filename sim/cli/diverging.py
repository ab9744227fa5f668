"""A parting on the terminal: the decision, what moved it, both chronicles from there."""

import json
import math
from dataclasses import asdict
from typing import Any, NamedTuple

from ..analysis.divergence import Parting, chance_of, first_shift, parting
from ..analysis.typical import Typical, typical
from ..engine.build import build
from ..engine.decision import Decision, address
from ..engine.table import CLASS_WORDS
from ..engine.trace import Trial, trace
from ..errors import InputError, ScenarioError
from ..experiment.compare import Pairing, plan
from ..experiment.draws import DrawSource, with_draws
from ..experiment.matched import matched
from ..limits import MOST_TRIALS
from ..report.chronicle import chronicle
from ..report.naming import percent
from ..report.twins import side_by_side
from .terminal import WIDTH, console, plain_table, say

SHOWN = 4
"""Terms of utility named."""


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    scenarios: list[str]
    trial: int | None
    typical: bool
    trials: int
    sets: list[str]
    draws: str | None
    seed: int | None
    threads: int | None
    as_json: bool


def diverge(order: Order) -> None:
    """Trace both twins and show where they part.

    Raises
    ------
    InputError
        If there are not two scenarios, or no such trial.
    """
    if order.typical and order.trial is not None:
        raise InputError("--trial and --typical exclude each other; give one")
    number = 0 if order.trial is None else order.trial
    if not 0 <= number < MOST_TRIALS:
        raise InputError(f"a trial's number is from 0 to {MOST_TRIALS - 1:,}, not {number:,}")
    if len(order.scenarios) > 2:
        raise InputError(f"diverge takes two scenarios, not {len(order.scenarios)}")
    made = plan(order.scenarios, order.sets, {}, order.seed, order.draws)
    pairing = made.pairings[0]
    found: Typical | None = None
    if order.typical:
        chunks = matched(made.arms, order.trials, order.threads, draws=made.draws)
        found = typical(pairing.a, pairing.b, chunks)
        number = 0 if found.trial is None else found.trial
    none = found is not None and found.trial is None
    twins = None if none else _twins(pairing, number, made.draws)
    if order.as_json:
        say(json.dumps(_data(pairing, found, twins), ensure_ascii=True, allow_nan=False))
        return
    say(f"A: {pairing.a.name}    B: {pairing.b.name}")
    if found is not None:
        say(f"{found.alike:,} of {found.trials:,} matched trials end differently")
    if twins is not None:
        _show(*twins)


def _twins(pairing: Pairing, number: int, draws: DrawSource | None) -> tuple[Trial, Trial]:
    try:
        a, b = (
            trace(with_draws(build(arm.scenario), draws)[0], number)
            for arm in (pairing.a, pairing.b)
        )
        return a, b
    except ScenarioError:
        raise
    except ValueError as error:
        # Two pairs of names have one key under this seed.
        raise InputError(str(error)) from error


def _show(a: Trial, b: Trial) -> None:
    say(f"trial {a.trial}, seed {a.scenario.seed}: {_ends(a)} in A,\n{_ends(b)} in B")
    parted, shifted = parting(a, b), first_shift(a, b)
    say()
    if shifted is None:
        say("no probability differs in a decision that both take")
    else:
        say(f"probabilities first differ  {_where(shifted.either)}")
    if parted is None:
        say("the twins never part: every decision comes out the same")
        return
    say(f"the twins part              {_where(parted.either)}")
    say()
    console().print(_table(parted))
    if parted.terms:
        amounts = ((name, f"{by:+.3g}".replace("-", "−")) for name, by in parted.terms[:SHOWN])
        moved = ", ".join(f"{name} {amount}" for name, amount in amounts)
        say(f"towards B's choice, in utility: {moved}")
    say()
    first = parted.either.number
    say(side_by_side(chronicle(a), chronicle(b), first, WIDTH))


def _ends(trial: Trial) -> str:
    return CLASS_WORDS[trial.terminal_class]


def _where(decision: Decision) -> str:
    # What has a date is decided by nobody.
    who = f" of {decision.actor}" if decision.actor else ""
    towards = f" towards {decision.target}" if decision.target else ""
    turn = f", round {decision.round}" if decision.round else ""
    return f"{decision.month}{turn}: {_purpose(decision)}{who}{towards}"


def _purpose(decision: Decision) -> str:
    """What was decided; a dated change or a rule by its name."""
    name = decision.detail.get("entry") or decision.detail.get("rule")
    what = decision.purpose.replace("_", " ")
    return f"{what} {name}" if name else what


def _table(parted: Parting) -> Any:
    table = plain_table()
    for name in ("", "A", "B"):
        table.add_column(name)
    pair = (parted.a, parted.b)
    table.add_row("what happened", *(_chosen(one) for one in pair))
    options = dict.fromkeys(one.chosen for one in pair if one is not None and one.menu)
    for option in options:
        table.add_row(f"chance of {option}", *(_chance(one, option) for one in pair))
    means = [None if one is None else one.detail.get("mean") for one in pair]
    if any(mean is not None for mean in means):
        table.add_row("mean", *("" if mean is None else f"{mean:.4g}" for mean in means))
    table.add_row("draw", *("" if one is None else f"{one.draw:.6f}" for one in pair))
    table.add_row("decided by", *("" if one is None else one.decided_by for one in pair))
    return table


def _chosen(decision: Decision | None) -> str:
    if decision is None:
        return "not faced"
    settings = decision.detail.get("settings")
    if not settings:
        return decision.chosen
    set_to = ", ".join(f"{path} = {value:g}" for path, value in settings.items())
    return f"{decision.chosen}: {set_to}"


def _chance(decision: Decision | None, option: str) -> str:
    if decision is None:
        return ""
    chance = chance_of(decision, option)
    return "not on the menu" if math.isnan(chance) else percent(chance)


def _data(pairing: Pairing, found: Typical | None, twins: tuple[Trial, Trial] | None) -> Any:
    data: dict[str, Any] = {
        "a": {"name": pairing.a.name, "digest": pairing.a.scenario.digest},
        "b": {"name": pairing.b.name, "digest": pairing.b.scenario.digest},
        "typical": None if found is None else found._asdict(),
        "trial": None,
    }
    if twins is None:
        return data
    a, b = twins
    return data | {
        "trial": a.trial,
        "terminal_class": {"a": a.terminal_class, "b": b.terminal_class},
        "first_shift": _as_data(a, first_shift(a, b)),
        "parting": _as_data(a, parting(a, b)),
    }


def _as_data(trial: Trial, found: Parting | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "address": address(trial.scenario.seed, trial.trial, found.either),
        "a": None if found.a is None else asdict(found.a),
        "b": None if found.b is None else asdict(found.b),
        "terms": dict(found.terms),
    }
