"""Doctrine: escalation rules that bind a state's choice, as tables and never as code.

An ordered list a state: when named quantities compare as stated, then at least, at most or exactly a
rung, or in kind plus n, with a probability, a delay in crisis rounds and a limit on firings. The
first rule that fires decides. "In kind plus one" is where runaway lives: such rules carry a
probability below 1 and a limit of 1 or 2.
"""

from typing import Any

from ..kernel.jit import inlined_rule, rule, small_rule
from ..kernel.random import uniform
from .declare import Mechanism, Variable
from .streams import DOCTRINE, FIRST_WAR_ROUND
from .tracing import BY_CHANCE, HEAD, log_row

QUANTITIES = (
    ("rival_rung", "number of the rival's rung, lowest 0"),
    ("own_rung", "number of the state's own rung, lowest 0"),
    ("own_losses", "share of the state's force lost in the war at hand, 0 to 1"),
    ("regime_threat", "how near the state is to losing the war at hand, 0 to 1"),
    ("warning_of_attack", "1 while the rival stands at an armed attack or worse, else 0"),
    ("command_attacked", "1 once a war has cost the state more than half its force, else 0"),
    ("nuclear_use", "1 once the rival has used a nuclear weapon in the war at hand, else 0"),
    ("ally_attacked", "1 while an ally is under armed attack, else 0"),
    ("tension", "tension felt in this rivalry, 0 to 1"),
    ("at_war", "1 while the state is at war, else 0"),
    ("rival_armed", "1 if the rival holds nuclear weapons, else 0"),
    ("recognised", "acceptance of the state's nuclear status, 0 to 1"),
)

OF_WAR = ("own_losses", "regime_threat", "command_attacked", "nuclear_use", "at_war")
"""Quantities that are 0 for a state at peace."""

MECHANISM = Mechanism(
    name="doctrine",
    meaning="declared escalation rules bind choices",
    sources=("assumption",),
    variables=(
        Variable("doctrine", "fired", "times the rule has fired", "count", 0, kind="integer", outcome=True),
        Variable(
            "doctrine",
            "facing",
            "number of the rivalry in which its conditions hold; -1 for none",
            "rivalry",
            -1,
            kind="integer",
            initial=-1,
            carried=False,
        ),
        Variable(
            "doctrine",
            "since",
            "rounds of crisis and days of war gone by when its conditions began to hold; -1 when they do not",
            "rounds",
            -1,
            kind="integer",
            initial=-1,
            carried=False,
        ),
    ),
    purposes=("DOCTRINE",),
)


@rule
def quantity(p: Any, w: Any, which: int, d: int, own: int, rival: int) -> float:
    """Value of a named quantity for the actor of rivalry ``d``, standing at ``own`` against ``rival``."""
    i = p.rivalries[d].actor
    j = p.rivalries[d].target
    value = 0.0
    if which == 0:
        value = float(rival)
    elif which == 1:
        value = float(own)
    elif which == 2 or which == 3 or which == 5:
        if w.states[i].side != 0 and w.states[i].force_start > 0.0:
            lost = 1.0 - w.states[i].force / w.states[i].force_start
            value = lost
            if which == 3:
                value = min(1.0, lost * 2.0)
            if which == 5:
                value = 1.0 if lost > 0.5 else 0.0
    elif which == 4:
        value = 1.0 if rival >= p.marks[0].attack else 0.0
    elif which == 6:
        value = 1.0 if w.states[i].side != 0 and w.states[j].nuclear_used > 0 else 0.0
    elif which == 7:
        for a in range(p.alliances.shape[0]):
            other = -1
            if p.alliances[a].guarantor == i:
                other = p.alliances[a].protege
            elif p.alliances[a].protege == i:
                other = p.alliances[a].guarantor
            if other >= 0 and w.alliances[a].in_force > 0.0 and w.states[other].attacked > 0:
                value = 1.0
    elif which == 8:
        value = w.rivalries[d].tension
    elif which == 9:
        value = 1.0 if w.states[i].side != 0 else 0.0
    elif which == 10:
        value = 1.0 if w.states[j].warheads > 0.0 else 0.0
    elif which == 11:
        value = w.states[i].recognised
    return value


@small_rule
def compare(value: float, comparison: int, against: float) -> bool:
    """Whether ``value`` compares as stated; comparisons are numbered as in COMPARISONS."""
    if comparison == 0:
        return value >= against
    if comparison == 1:
        return value <= against
    if comparison == 2:
        return value > against
    if comparison == 3:
        return value < against
    if comparison == 4:
        return value == against
    return value != against


@inlined_rule
def conditions_hold(p: Any, w: Any, k: int, d: int, own: int, rival: int) -> bool:
    """Whether rule ``k`` applies for rivalry ``d``; a rule without conditions always does."""
    fixed = p.doctrine[k]
    if fixed.war_only != 0 and w.states[p.rivalries[d].actor].side == 0:
        return False
    for c in range(fixed.first_condition, fixed.first_condition + fixed.conditions):
        condition = p.conditions[c]
        holds = compare(quantity(p, w, condition.quantity, d, own, rival), condition.comparison, condition.value)
        if fixed.any_suffices != 0 and holds:
            return True
        if fixed.any_suffices == 0 and not holds:
            return False
    return bool(fixed.any_suffices == 0 or fixed.conditions == 0)


@rule
def rounds_gone(p: Any, w: Any, d: int) -> int:
    """Rounds of crisis in rivalry ``d`` and days of war that have begun so far, over month ends."""
    gone = w.pairs[p.rivalries[d].pair].crisis_rounds + w.world[0].war_days
    in_crisis = 0 < w.clock[0].turn < FIRST_WAR_ROUND
    return int(gone + 1 if in_crisis else gone)


@rule
def firing_rule(p: Any, w: Any, d: int, own: int, rival: int) -> int:
    """First rule of the actor of rivalry ``d`` that fires now, or -1."""
    if p.world[0].doctrine_on == 0:
        return -1
    actor = p.rivalries[d].actor
    first = p.states[actor].first_rule
    for k in range(first, first + p.states[actor].rules):
        fixed = p.doctrine[k]
        state = w.doctrine[k]
        if not conditions_hold(p, w, k, d, own, rival):
            if state.facing == d:
                state.facing = -1
                state.since = -1
            continue
        now = rounds_gone(p, w, d)
        if state.facing < 0:
            state.facing = d
            state.since = now
        # A delay runs towards the rival that set it off; towards another it has not begun.
        waited = now - state.since if state.facing == d else 0
        if state.fired >= fixed.limit or waited < fixed.delay:
            continue
        target = p.rivalries[d].target
        draw = uniform(p.keys, w.clock[0], actor, target, DOCTRINE, fixed.entry)
        fires = draw < fixed.probability
        row = log_row(w.clock[0], w.log, actor, target, DOCTRINE, fixed.entry, draw, 1 if fires else 0, BY_CHANCE)
        if row >= 0:
            w.log[row, 9] = 2
            w.log[row, 10] = k
            w.log[row, HEAD] = 1.0 - fixed.probability
            w.log[row, HEAD + 1] = fixed.probability
        if fires:
            state.fired += 1
            return k
    return -1


@rule
def bind(p: Any, k: int, chosen: int, rival: int, highest: int) -> int:
    """Rung after rule ``k`` has bound the choice, never above ``highest``."""
    fixed = p.doctrine[k]
    rung = chosen
    if fixed.kind == 0:
        rung = max(chosen, fixed.value)
    elif fixed.kind == 1:
        rung = min(chosen, fixed.value)
    elif fixed.kind == 2:
        rung = fixed.value
    else:
        rung = max(chosen, rival + fixed.value)
    return int(min(rung, highest))
