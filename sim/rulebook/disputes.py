"""Disputes: runs of militarized acts in a pair, coded as the record codes them.

Acts at hostility 3 or more with gaps under six months; the initiator is whoever acted first, of acts
in one month the more severe, and a keyed draw decides between equals.
Palmer et al. 2022, doi:10.1177/0738894221995743.
"""

from typing import Any

from ..kernel.jit import rule
from ..kernel.random import uniform
from .declare import Mechanism, Variable
from .streams import INITIATOR

GAP = 6


def _count(name: str, meaning: str) -> Variable:
    return Variable("pairs", name, meaning, "count", 0, kind="integer", outcome=True)


def _now(name: str, meaning: str, initial: float = 0) -> Variable:
    return Variable("pairs", name, meaning, "number", -1, kind="integer", initial=initial, carried=False)


MECHANISM = Mechanism(
    name="disputes",
    meaning="militarized disputes are coded as the record codes them",
    sources=("doi:10.1177/0738894221995743",),
    switch=False,
    variables=(
        _now("dispute", "whether a dispute is going on (0 or 1)"),
        _now("quiet", "months since its last act at hostility 3 or more"),
        _now("dispute_level", "highest hostility level reached in it"),
        _now("dispute_initiator", "number of the state that acted first; -1 for none", -1),
        _now("dispute_answered", "whether the other side has acted at hostility 3 or more (0 or 1)"),
        _now("dispute_lethal", "whether it has killed (0 or 1)"),
        _count("disputes", "disputes that have begun"),
        _count("disputes_display", "disputes over whose highest level was a display"),
        _count("disputes_force", "disputes over whose highest level was a use of force"),
        _count("disputes_war", "disputes over whose highest level was war"),
        _count("disputes_lethal", "disputes over that killed"),
        _count("disputes_answered", "disputes over in which both sides acted"),
        _count("initiated_by_first", "disputes begun by the first state of the pair"),
    ),
    purposes=("INITIATOR",),
)


@rule
def code_disputes(p: Any, w: Any) -> None:
    """Open, extend and close the disputes of every pair with this month's acts."""
    for k in range(p.pairs.shape[0]):
        pair = w.pairs[k]
        forward = w.rivalries[p.pairs[k].forward].peak
        backward = w.rivalries[p.pairs[k].backward].peak
        first = _level(p, w, p.pairs[k].first, forward)
        second = _level(p, w, p.pairs[k].second, backward)
        level = max(first, second)
        if level < 3:
            if pair.dispute != 0:
                pair.quiet += 1
                if pair.quiet >= GAP:
                    close_dispute(pair)
            continue
        pair.quiet = 0
        if pair.dispute == 0:
            pair.dispute = 1
            pair.disputes += 1
            pair.dispute_level = 0
            pair.dispute_answered = 0
            pair.dispute_lethal = 0
            initiator = _initiator(p, w, k, first, second)
            pair.dispute_initiator = initiator
            if initiator == p.pairs[k].first:
                pair.initiated_by_first += 1
        if pair.dispute_initiator == p.pairs[k].first:
            answered = second >= 3
        else:
            answered = first >= 3
        if answered:
            pair.dispute_answered = 1
        pair.dispute_level = max(pair.dispute_level, level)
        if p.ladder[max(forward, backward)].lethal != 0:
            pair.dispute_lethal = 1


@rule
def _initiator(p: Any, w: Any, k: int, first: int, second: int) -> int:
    """State that opens a dispute of pair ``k`` with acts at these levels of hostility."""
    pair = p.pairs[k]
    ahead = first - second
    if ahead == 0:
        ahead = w.rivalries[pair.forward].peak - w.rivalries[pair.backward].peak
    if ahead == 0:
        ahead = 1 if uniform(p.keys, w.clock[0], pair.first, pair.second, INITIATOR, 0) < 0.5 else -1
    return int(pair.first if ahead > 0 else pair.second)


@rule
def _level(p: Any, w: Any, i: int, peak: int) -> int:
    """Hostility of a state's most severe act of the month against the other side.

    A public act of the weapons programme is one against all rivals, any other public act against one.
    """
    level = p.ladder[peak].hostility
    if p.states[i].programme != 0 and p.ladder[w.states[i].programme_rung].public != 0:
        level = max(level, p.ladder[w.states[i].programme_rung].hostility)
    return int(level)


@rule
def close_dispute(pair: Any) -> None:
    """Close a pair's dispute and count it by its highest level."""
    pair.dispute = 0
    if pair.dispute_level >= 5:
        pair.disputes_war += 1
    elif pair.dispute_level == 4:
        pair.disputes_force += 1
    else:
        pair.disputes_display += 1
    pair.disputes_lethal += pair.dispute_lethal
    pair.disputes_answered += pair.dispute_answered
    pair.dispute_initiator = -1
    pair.dispute_level = 0


@rule
def close_all_disputes(p: Any, w: Any) -> None:
    """Close what is still open when a trial ends, so that every dispute is counted once."""
    for k in range(p.pairs.shape[0]):
        if w.pairs[k].dispute != 0:
            close_dispute(w.pairs[k])
