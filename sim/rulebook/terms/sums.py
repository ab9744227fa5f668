"""Rules that add up the terms of utility, composed from the terms declared.

Each is a chain of rules: a term is added, the running sum is noted for the log, the rest follows.
Terms are called in the order of ``TERMS``::

    add_terms_of_state        month, of a state alone
    add_public_terms          month, towards a rival, what the rival knows too
    add_own_terms             month, towards a rival, what the actor believes
    add_terms_of_programme    month, a programme act, on top of the terms of the state
    add_crisis_terms          an answer in a crisis
    add_public_crisis_terms   an answer in a crisis, what the rival can work out

Consecutive terms that move the odds of force are added together: each returns its change of the log odds,
and their sum, divided by the choice's precision, is a utility of all rungs that use force (in a crisis, that are
an armed attack). Each compares its cause with the value in the rivalry's history, to which the levels of acts
were fitted, so that a size changes a contrast and not the fitted level.
"""

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

from ...kernel.jit import small_rule
from ..declare import Term
from ..scales import ATTACK, FORCE, add
from ..tracing import MENU, note, note_moved
from .registry import OF_STATE, PUBLIC, TERMS

Adds = Callable[[Any, Any, int, Any], None]
Moves = Callable[[Any, Any, int, float, float, Any, Any], float]


@small_rule
def _end(p: Any, w: Any, k: int, u: Any) -> None:
    pass


@small_rule
def _sum(p: Any, w: Any, d: int, moved: float, per: float, scale: Any, u: Any) -> float:
    return moved


def _sequence(name: str, numbers: Sequence[int], kind: str) -> Adds:
    """A rule that adds the terms of these numbers by their rules of a kind, and notes those that have none."""
    if not numbers:
        return _end
    number = numbers[0]
    together = _moving_odds(numbers) if kind != "programme" else ()
    rest = _sequence(name, numbers[len(together) or 1 :], kind)
    if together:
        return _odds(f"{name}_{number}", together, int(kind == "crisis"), rest)
    return _one(f"{name}_{number}", number, getattr(TERMS[number], kind), rest)


def _moving_odds(numbers: Sequence[int]) -> Sequence[int]:
    """The first of these terms, as many as move the odds of force."""
    return list(takewhile(lambda number: TERMS[number].odds is not None, numbers))


def _one(name: str, number: int, adds: Adds | None, rest: Adds) -> Adds:
    if adds is None:

        def step(p: Any, w: Any, k: int, u: Any) -> None:
            note(w, number, u)
            rest(p, w, k, u)
    else:

        def step(p: Any, w: Any, k: int, u: Any) -> None:
            adds(p, w, k, u)
            note(w, number, u)
            rest(p, w, k, u)

    return _named(step, name)


def _odds(name: str, numbers: Sequence[int], crisis: int, rest: Adds) -> Adds:
    moves: Moves = _sum
    for number in reversed(numbers):
        moves = _moves(f"{name}_moved_{number}", number, TERMS[number], crisis, moves)
    first, last = numbers[0], numbers[-1]

    def step(p: Any, w: Any, d: int, u: Any) -> None:
        actor = p.states[p.rivalries[d].actor]
        precision = actor.crisis_precision if crisis != 0 else actor.precision
        scale = p.scales[ATTACK if crisis != 0 else FORCE]
        # At precision 0 no utility matters.
        per = 1.0 / precision if precision > 0.0 else 0.0
        if crisis == 0 or w.rivalries[d].rung < p.marks[0].attack:
            moved = moves(p, w, d, 0.0, per, scale, u) * per
            if moved != 0.0:
                add(u, moved, scale, MENU)
        else:
            for number in range(first, last + 1):
                note(w, number, u)
        rest(p, w, d, u)

    return _named(step, name)


def _moves(name: str, number: int, term: Term, crisis: int, rest: Moves) -> Moves:
    odds = term.odds

    def step(p: Any, w: Any, d: int, moved: float, per: float, scale: Any, u: Any) -> float:
        moved += odds(p, w, d, crisis)  # type: ignore[misc]  # only terms that have the rule come here
        note_moved(w, number, u, moved * per, scale)
        return rest(p, w, d, moved, per, scale, u)

    return _named(step, name)


def _named[F: Callable[..., Any]](step: F, name: str) -> F:
    # Compiled rules are kept, and call each other, by their names.
    step.__name__ = step.__qualname__ = name
    return small_rule(step)


_ALL = range(len(TERMS))
_PUBLIC_IN_CRISIS = [
    k for k in _ALL if TERMS[k].crisis_public or (TERMS[k].odds is not None and TERMS[k].basis == "public")
]

add_terms_of_state = _sequence("of_state", _ALL[:OF_STATE], "month")
add_public_terms = _sequence("public", _ALL[OF_STATE:PUBLIC], "month")
add_own_terms = _sequence("own", _ALL[PUBLIC:], "month")
add_terms_of_programme = _sequence("of_programme", _ALL[OF_STATE:], "programme")
add_crisis_terms = _sequence("crisis", _ALL, "crisis")
add_public_crisis_terms = _sequence("public_crisis", _PUBLIC_IN_CRISIS, "crisis")
