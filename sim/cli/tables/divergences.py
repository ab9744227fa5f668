"""A divergence on the terminal: the decision, what moved it, both chronicles from there."""

import json
import math
from dataclasses import asdict
from typing import Any

from ...analysis.divergence import Parting, chance_of
from ...api.results.divergences import Divergence
from ...engine.decision import Decision, address
from ...engine.table import CLASS_WORDS
from ...engine.trace import Trial
from ...presentation.chronicle import chronicle
from ...presentation.naming import percent
from ...presentation.twins import side_by_side
from ..terminal import WIDTH, console, plain_table, say

SHOWN = 4
"""Terms of utility named."""


def print_divergence(found: Divergence, as_json: bool) -> None:
    """Where the two part and how each goes on, or the decision as JSON."""
    if as_json:
        say(json.dumps(_data(found), ensure_ascii=True, allow_nan=False))
        return
    say(f"A: {found.pairing.a.name}    B: {found.pairing.b.name}")
    if found.typical is not None:
        of = found.typical
        say(f"{of.alike:,} of {of.trials:,} matched trials end differently")
    if found.twins is not None:
        _show(found, *found.twins)


def _show(found: Divergence, a: Trial, b: Trial) -> None:
    say(f"trial {a.trial}, seed {a.scenario.seed}: {_ends(a)} in A,\n{_ends(b)} in B")
    parted, shifted = found.parting, found.first_shift
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


def _data(found: Divergence) -> Any:
    a, b = found.pairing.a, found.pairing.b
    data: dict[str, Any] = {
        "a": {"name": a.name, "digest": a.scenario.digest},
        "b": {"name": b.name, "digest": b.scenario.digest},
        "typical": None if found.typical is None else found.typical._asdict(),
        "trial": None,
    }
    if found.twins is None:
        return data
    one, other = found.twins
    return data | {
        "trial": one.trial,
        "terminal_class": {"a": one.terminal_class, "b": other.terminal_class},
        "first_shift": _as_data(one, found.first_shift),
        "parting": _as_data(one, found.parting),
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
