"""The terms of utility in the order in which they are added, and the mechanisms that declare them.

The order is part of the results: sums of floating-point numbers depend on it.
"""

from ..declare import Mechanism, Term
from ..tracing import HEAD, MENU
from . import (
    audience,
    balance,
    coercion,
    cost,
    dialogue,
    diversion,
    drift,
    exercise,
    extended_deterrence,
    forward_presence,
    government,
    learning,
    levels,
    moral_hazard,
    nuclear,
    partner,
    punishment,
    rally,
    reciprocity,
    resolve,
    restraint,
    tension,
    threshold,
)

DECLARED: tuple[Mechanism | Term, ...] = (
    levels.MECHANISM,
    drift.MECHANISM,
    exercise.MECHANISM,
    rally.MECHANISM,
    cost.MECHANISM,
    punishment.MECHANISM,
    restraint.MECHANISM,
    diversion.MECHANISM,
    dialogue.MECHANISM,
    government.MECHANISM,
    learning.MECHANISM,
    tension.MECHANISM,
    balance.MECHANISM,
    forward_presence.MECHANISM,
    nuclear.MECHANISM,
    nuclear.STABILITY,
    partner.TERM,
    resolve.MECHANISM,
    reciprocity.MECHANISM,
    coercion.MECHANISM,
    extended_deterrence.MECHANISM,
    nuclear.UMBRELLA,
    moral_hazard.MECHANISM,
    audience.MECHANISM,
    threshold.TERM,
)
"""Mechanisms that have terms, and terms whose parameters another mechanism declares."""

MECHANISMS: tuple[Mechanism, ...] = tuple(one for one in DECLARED if isinstance(one, Mechanism))

_IN_ORDER = [term for one in DECLARED for term in (one.terms if isinstance(one, Mechanism) else (one,))]

TERMS: tuple[Term, ...] = tuple(
    term for basis in ("state", "public", "own") for term in _IN_ORDER if term.basis == basis
)
"""Terms that rest on the acting state alone, then those on public quantities, then those on its beliefs."""

OF_STATE = sum(term.basis == "state" for term in TERMS)
PUBLIC = OF_STATE + sum(term.basis == "public" for term in TERMS)
"""Where in ``TERMS`` the terms on public quantities begin, and where they end."""

WIDTH = HEAD + 2 * MENU + len(TERMS) * MENU
"""Columns of the decision log."""
