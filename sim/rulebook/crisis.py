"""Crises: when force is used, states answer each other day by day until it ends or is war.

The higher rung is the challenger (a keyed draw on a tie). Rounds are days, at most twelve,
alternating; several crises of a month run interleaved, round by round, and share commitments. The
menu reaches one rung above the higher of the own and the rival's rung: counted from the own rung
alone, a target could never answer. Guarantors draw joining once a crisis.

Crisis bargaining: Fearon 1994, doi:10.2307/2944796. Crises of record: Brecher & Wilkenfeld, ICB.
"""

from typing import Any

from ..kernel.jit import inlined_rule, rule
from .answering import answer
from .declare import Mechanism, Parameter, Variable
from .field import fighting
from .joining import ask_guarantors
from .streams import TIE_BREAK
from .tracing import chance


def _pair(name: str, meaning: str, outcome: bool = False, initial: float = 0) -> Variable:
    return Variable(
        "pairs", name, meaning, "count", -1, kind="integer", outcome=outcome, initial=initial, carried=False
    )


MECHANISM = Mechanism(
    name="crisis",
    meaning="force opens a crisis of alternating answers that may end in war",
    sources=("doi:10.2307/2944796",),
    switch=False,
    parameters=(
        Parameter(
            "world", "rounds", "most rounds (days) of a crisis in one month", "rounds", 12, 1, 60, kind="integer"
        ),
        Parameter("world", "cost", "utility lost at full severity, growing with its square", "utility", 4.5, 0, 200),
        Parameter(
            "world",
            "reciprocity",
            "utility lost at the far end of the ladder from the rival's rung",
            "utility",
            17.0,
            0,
            200,
        ),
        Parameter("world", "lethal_threshold", "utility lost on beginning to kill", "utility", 1.0, 0, 50),
        Parameter("world", "threshold", "utility lost on entering an armed attack", "utility", 0.5, 0, 50),
        Parameter("world", "war_threshold", "utility lost on entering general war", "utility", 0.5, 0, 50),
        Parameter("world", "highest", "highest rung the crisis menu ever reaches", "rung", "general_war", kind="rung"),
        Parameter(
            "rivalries",
            "opening",
            "rung of the actor's act in the first month, whatever it would have chosen; -1 leaves it its choice",
            "rung number",
            -1,
            -1,
            15,
            kind="integer",
        ),
    ),
    variables=(
        _pair("crisis", "whether a crisis goes on into the next month (0 or 1)"),
        _pair("challenger", "number of the state that used force first; -1 for none", initial=-1),
        _pair("crises", "crises so far", True),
        _pair("crisis_rounds", "rounds of crisis so far", True),
        Variable(
            "states",
            "attacked",
            "whether the state is under armed attack",
            "0-1",
            0,
            1,
            kind="integer",
            derived="rung of a rival in a crisis",
        ),
    ),
    purposes=("TIE_BREAK", "CRISIS"),
)


@rule
def release_allies(p: Any, w: Any) -> None:
    """Before a month's choices: end what guarantors did in crises that are over, see who is attacked."""
    for a in range(p.alliances.shape[0]):
        protege = p.alliances[a].protege
        if fighting(w, p.alliances[a].guarantor, protege):
            continue
        goes_on = False
        for k in range(p.pairs.shape[0]):
            if w.pairs[k].crisis != 0 and (p.pairs[k].first == protege or p.pairs[k].second == protege):
                goes_on = True
        # A crisis carried over from last month is still the same crisis: its guarantors have answered.
        if not goes_on:
            w.alliances[a].asked = 0
            w.alliances[a].joining = 0
            w.alliances[a].called = 0
            w.alliances[a].support = 0
    for i in range(p.states.shape[0]):
        if w.states[i].side == 0:
            w.states[i].attacked = 0
    for d in range(p.rivalries.shape[0]):
        rivalry = p.rivalries[d]
        if w.pairs[rivalry.pair].crisis != 0 and p.ladder[w.rivalries[d].rung].armed_attack != 0:
            w.states[rivalry.target].attacked = 1


@rule
def open_crises(p: Any, w: Any) -> None:
    """Open a crisis for each pair in which force was used this month."""
    marks = p.marks[0]
    for k in range(p.pairs.shape[0]):
        pair = p.pairs[k]
        forward = w.rivalries[pair.forward].rung
        backward = w.rivalries[pair.backward].rung
        if w.pairs[k].crisis != 0 or max(forward, backward) < marks.force or fighting(w, pair.first, pair.second):
            continue
        w.pairs[k].crisis = 1
        w.pairs[k].crises += 1
        challenger = pair.first if forward > backward else pair.second
        if forward == backward and chance(p, w, pair.first, pair.second, TIE_BREAK, 0, 0.5):
            challenger = pair.first
        w.pairs[k].challenger = challenger
        for a in range(p.alliances.shape[0]):
            protege = p.alliances[a].protege
            other = p.alliances[a].guarantor
            if (protege == pair.first or protege == pair.second) and other != pair.first and other != pair.second:
                w.alliances[a].crises += 1


@inlined_rule
def crises(p: Any, w: Any) -> None:
    """Run this month's crises, interleaved round by round; those of states at war stand still."""
    open_crises(p, w)
    going = 0
    for k in range(p.pairs.shape[0]):
        going += w.pairs[k].crisis
    if going == 0:
        return
    for number in range(1, p.world[0].crisis_rounds + 1):
        w.clock[0].turn = number
        for k in range(p.pairs.shape[0]):
            pair = p.pairs[k]
            if w.pairs[k].crisis == 0 or fighting(w, pair.first, pair.second):
                continue
            ask_guarantors(p, w, k)
            _move(p, w, k, number)
            if fighting(w, pair.first, pair.second):
                continue
            w.pairs[k].crisis_rounds += 1
            top = max(w.rivalries[pair.forward].rung, w.rivalries[pair.backward].rung)
            if top < p.marks[0].force:
                w.pairs[k].crisis = 0
                w.pairs[k].challenger = -1
    w.clock[0].turn = 0


@inlined_rule
def _move(p: Any, w: Any, k: int, number: int) -> None:
    """Let the side whose turn it is answer: the target in odd rounds, the challenger in even ones."""
    pair = p.pairs[k]
    targets_turn = number % 2 == 1
    challenger_is_first = w.pairs[k].challenger == pair.first
    d = pair.forward if challenger_is_first != targets_turn else pair.backward
    answer(p, w, d, w.pairs[k].challenger)
