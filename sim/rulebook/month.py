"""A month, phase by phase: the order in which everything happens.

The compiled engine calls ``month``; the Mesa model calls the same phases through its agents. Phases
of states run in name order, and choices are made on one view of the world before any is carried out.
"""

from typing import Any

from ..kernel.jit import inlined_rule, rule
from .acting import act
from .aftermath import aftermath
from .campaign import begin_or_end_campaign
from .commitment import commitment
from .committing import commit
from .crisis import crises, release_allies
from .disputes import close_all_disputes, code_disputes
from .events import events
from .exchange import exchange, restock
from .experience import experience
from .hedging import hedging
from .incidents import incidents
from .moratorium import begin_or_end_moratorium
from .own_outcomes import keep_own_outcomes
from .policy import adopt, policy
from .record import keep_record, terminal_class
from .relations import relations, ties
from .sanctions import recognised, sanctions
from .standing import consider, open_menus, reply_factors
from .strength import strength
from .technology import technology
from .terms.dialogue import open_or_close_dialogue
from .terms.drift import wander
from .timeline import apply_timeline
from .tracing import MENU
from .treasury import treasury
from .war import UNFINISHED, war


@rule
def take_up(w: Any, words: Any, trial: int) -> None:
    """Set the world to the words of a trial; what is constant within a trial stands as it was."""
    for k in range(words.shape[0]):
        w.words[k] = words[k]
    clock = w.clock[0]
    clock.trial = trial
    clock.month = 0
    clock.turn = 0
    clock.logged = 0


@rule
def begin_trial(p: Any, w: Any, initial: Any, trial: int) -> None:
    """Set the world to its initial words and work out what is constant within the trial."""
    take_up(w, initial, trial)
    reply_factors(p, w)


@rule
def resume_trial(p: Any, w: Any, words: Any, trial: int) -> None:
    """Take up a trial at the end of any of its months, whose ``words`` the world then gets."""
    begin_trial(p, w, words, trial)
    for i in range(p.states.shape[0]):
        open_menus(p, w, i)


@rule
def begin_month(p: Any, w: Any, month: int, calendar: int) -> None:
    """Set the clock, make the dated changes, and move the regimes of dialogue."""
    clock = w.clock[0]
    clock.month = month
    clock.turn = 0
    clock.calendar = calendar
    apply_timeline(p, w)
    for i in range(p.states.shape[0]):
        state = w.states[i]
        state.at_war = 1 if state.side != 0 else 0
        state.exchange_income = 0.0
        state.goods_income = 0.0
        state.exchange_cost = 0.0
        state.troop_losses = 0.0
        for r in range(MENU):
            w.event_weights[i, r] = 0.0
    release_allies(p, w)
    open_or_close_dialogue(p, w)


@rule
def decide(p: Any, w: Any, i: int) -> None:
    """Regimes and slow level of state ``i``, and the policy it chooses."""
    begin_or_end_campaign(p, w, i)
    begin_or_end_moratorium(p, w, i)
    wander(p, w, i)
    policy(p, w, i)


@rule
def trade(p: Any, w: Any) -> None:
    """Exchange under every pact, what it teaches, and what it does to relations."""
    for k in range(p.pacts.shape[0]):
        exchange(p, w, k)
        experience(p, w, k)
        relations(p, w, k)


@rule
def enforce(p: Any, w: Any) -> None:
    """Sanctions on every state."""
    for i in range(p.states.shape[0]):
        recognised(p, w, i)
        w.states[i].enforcement_felt = 0.0
    for k in range(p.sanctions.shape[0]):
        sanctions(p, w, k)


@rule
def grow(p: Any, w: Any, i: int) -> None:
    """Treasury, stocks, technology, hedge and strength of state ``i``."""
    restock(p, w, i)
    treasury(p, w, i)
    technology(p, w, i)
    hedging(p, w, i)
    strength(p, w, i)


@rule
def promise(p: Any, w: Any) -> None:
    """Commitments and the beliefs about them."""
    for a in range(p.alliances.shape[0]):
        commitment(p, w, a)


@rule
def confront(p: Any, w: Any) -> None:
    """Carry out the chosen acts; incidents, crises and war follow from them."""
    commit(p, w)
    incidents(p, w)
    crises(p, w)
    war(p, w)


@rule
def settle(p: Any, w: Any) -> None:
    """Events of the month, and what they leave."""
    for i in range(p.states.shape[0]):
        events(p, w, i)
    conclude(p, w)


@rule
def conclude(p: Any, w: Any) -> None:
    """Aftermath: tension, beliefs, ties, disputes and the record."""
    aftermath(p, w)
    ties(p, w)
    code_disputes(p, w)
    keep_record(p, w)
    keep_own_outcomes(p, w)


@rule
def until_choice(p: Any, w: Any, number: int, calendar: int) -> None:
    """All of a month that comes before its acts are chosen."""
    begin_month(p, w, number, calendar)
    for i in range(p.states.shape[0]):
        decide(p, w, i)
    adopt(p, w)
    trade(p, w)
    enforce(p, w)
    for i in range(p.states.shape[0]):
        grow(p, w, i)
    promise(p, w)
    for i in range(p.states.shape[0]):
        consider(p, w, i)


@inlined_rule
def month(p: Any, w: Any, number: int, calendar: int) -> None:
    """One month of a trial: ``number`` counts from 0, ``calendar`` is 0 for January."""
    until_choice(p, w, number, calendar)
    for i in range(p.states.shape[0]):
        act(p, w, i)
    confront(p, w)
    settle(p, w)


@rule
def end_trial(p: Any, w: Any, months: int) -> int:
    """Close the books of a trial of ``months`` months and return its terminal class."""
    close_all_disputes(p, w)
    if w.world[0].war_on != 0:
        w.world[0].war_end = UNFINISHED
    return int(terminal_class(p, w, months))
