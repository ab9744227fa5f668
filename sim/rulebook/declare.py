"""What a mechanism says of itself: its parameters, its state variables and its sources.

The scenario schema, ``explain``, the codebook and the memory layout are assembled from these
declarations, so a number is described in one place.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "integer", "switch", "choice", "state", "rung", "month"]
Basis = Literal["state", "public", "own"]

AXES = {
    "world": "the mechanism itself, one value for all",
    "states": "one value a state",
    "tracks": "one value a state and technology track",
    "stocks": "one value a state and scarce stock",
    "levels": "one value a state and rung",
    "rivalries": "one value a directed pair of rivals",
    "alliances": "one value a guarantor's promise to a protege",
    "pacts": "one value a pact of exchange",
    "sanctions": "one value a sanctions regime",
    "ties": "one value an unordered pair of states",
    "pairs": "one value an unordered pair of rivals",
    "policies": "one value a state's line of policy",
    "ladder": "one value a rung",
    "doctrine": "one value an escalation rule of a state",
}

TRACKS = ("reentry", "mirv", "submarine", "satellite")
STOCKS = ("elite", "shells", "missiles", "command")
POSTURES = ("cooperation", "routine", "words", "display", "force", "war")
CHANNELS = ("either", "programme", "confrontation")
POLICY_LINES = ("send", "pay", "obstruct", "recognise", "arm", "hedge", "presence", "restrain", "contribute")
RECOGNITION = ("opposes", "ambiguous", "tacit", "open")
HEDGING = ("none", "debate", "latency", "breakout", "armed")
COMPARE = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}
COMPARISONS = tuple(COMPARE)
ACTIONS = ("at_least", "at_most", "exactly", "in_kind_plus")
REDUCTIONS = ("first_month", "any", "count", "mean", "last", "max")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number a scenario may state.

    ``default`` of None means that every scenario must state it. ``low`` and ``high`` are the
    largest range that makes sense, both included. ``source`` says where the default comes from;
    "assumption" where nothing stands behind it.
    """

    axis: str
    name: str
    meaning: str
    unit: str
    default: float | int | bool | str | None
    low: float = float("-inf")
    high: float = float("inf")
    kind: Kind = "number"
    choices: tuple[str, ...] = ()
    source: str = "assumption"


PARTY, SENDER, FIGHTS = "party of a pact", "sender of a pact", "promise to fight"
POLICY = "policy "
"""What outcomes may need besides parameters: see ``Variable.needs``."""


@dataclass(frozen=True, slots=True)
class Headline:
    """How results speak of an outcome that is the month of a first.

    ``label`` is what it is the first of; the share of trials in which it ever came is a row of summaries,
    contrasts and forecasts. ``curve`` names its line in the figure of when first things happen; empty for none.
    ``mark`` is the flag of the lowest rung that can bring it about, where the share given a crisis or an
    attack is asked for.
    """

    label: str
    curve: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that changes in the course of a trial.

    It starts at the parameter of the same axis and name if there is one (``starts`` names
    another), else at ``initial``. ``outcome`` marks variables that no rule needs to read because
    they are what a trial yields. ``derived`` marks those that are worked out anew every month, so that
    a value set would not stand: it says what to set instead. ``missing`` says when the value is NaN
    (numbers) or -1 (months). ``needs`` are what an outcome must have to move, each a tuple of which one
    will do: parameters of its row or, of tracks, of its state; ``PARTY`` or ``SENDER`` of a pact; of
    alliances ``FIGHTS``; or ``POLICY`` and a line. Where it lacks one, no column is kept of it.

    ``carried`` says whether a forecast takes the value from particles that lived through the record, where
    the scenario does not state it; of states, only for the one whose acts the record counts. Every variable
    must say so but outcomes, which count from the scenario's start, and derived ones, which are worked out anew.

    ``headline`` is for outcomes of the axis "world" and kind "month".
    """

    axis: str
    name: str
    meaning: str
    unit: str
    low: float = float("-inf")
    high: float = float("inf")
    kind: Kind = "number"
    initial: float = 0.0
    starts: str = ""
    outcome: bool = False
    derived: str = ""
    missing: str = "never"
    needs: tuple[tuple[str, ...], ...] = ()
    carried: bool | None = None
    headline: Headline | None = None

    def __post_init__(self) -> None:
        if self.carried is None and not self.outcome and not self.derived:
            raise ValueError(
                f"variable {self.name} ({self.axis}) does not say whether a forecast carries it on from the "
                "record: state carried=True or carried=False"
            )
        if self.headline is not None and (self.axis, self.kind, self.outcome) != ("world", "month", True):
            raise ValueError(
                f"variable {self.name} ({self.axis}) has a headline, which is only for outcomes of the axis "
                "world and kind month"
            )


@dataclass(frozen=True, slots=True)
class Term:
    """A reason to choose a rung: a rule that adds to utilities, and the words for it.

    ``basis`` is what it rests on: the "state" that acts, "public" quantities of a rivalry, which the rival
    knows too, or what the actor alone knows ("own"). ``raised`` and ``lowered`` name the reason where it raised
    and where it lowered the probability of an act. Rules add to a row ``u`` of utilities (MENU,):

    - ``month(p, w, i, u)`` to those of state ``i``, or of the rung towards a rival, with rivalry ``d`` for ``i``;
    - ``programme(p, w, i, u)`` to those of a programme act, beyond the terms that rest on the state;
    - ``crisis(p, w, d, u)`` to those of an answer; ``crisis_public`` if the rival can work it out.

    A term with ``odds(p, w, d, crisis)`` has no other rule: it returns a change of the log odds of using force
    in a month, or with ``crisis`` 1 of entering an armed attack in a crisis.
    """

    name: str
    basis: Basis
    raised: str
    lowered: str
    month: Callable[..., None] | None = None
    programme: Callable[..., None] | None = None
    crisis: Callable[..., None] | None = None
    crisis_public: bool = False
    odds: Callable[..., float] | None = None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One idea of the rulebook.

    ``switch`` tells whether ``mechanisms.NAME.on`` exists: what cannot be switched off is
    structure (the ladder, the choice rule), not a claim.
    """

    name: str
    meaning: str
    sources: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    variables: tuple[Variable, ...] = ()
    switch: bool = True
    on: bool = True
    claim: int = 0
    purposes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def field(self, parameter: Parameter) -> str:
        """Name of the parameter's field in its axis' record."""
        return f"{self.name}_{parameter.name}" if parameter.axis == "world" else parameter.name


def weight(
    mechanism: str, meaning: str, default: float, source: str, high: float = 50.0, low: float = 0.0
) -> Parameter:
    """The weight of a term of utility: same unit as the stakes (weight 1), sign declared by its range."""
    return Parameter("world", "weight", f"{mechanism}: {meaning}", "utility", default, low, high, source=source)


def pull(name: str, meaning: str, unit: str, default: float) -> Parameter:
    """How strongly something pulls a choice one way, which its meaning states: 0 to 20 of its unit."""
    return Parameter("world", name, meaning, unit, default, 0, 20)


def odds(cause: str, default: float, source: str, deters: bool = True) -> Parameter:
    """Size of a cause of using force in a month, as a change of log odds."""
    moves = "fall" if deters else "rise"
    meaning = f"{moves} of the log odds of using force in a month if {cause}"
    return Parameter("world", "weight", meaning, "log odds", default, -5, 5, source=source)


def sizes(cause: str, month: float, crisis: float, source: str, deters: bool = True) -> tuple[Parameter, Parameter]:
    """Both sizes of a cause, in log odds: of using force in a month, and of entering an armed attack in a crisis.

    ``source`` is that of the size in a month.
    """
    moves = "fall" if deters else "rise"
    meaning = f"{moves} of the log odds of entering an armed attack in a crisis if {cause}"
    return (
        odds(cause, month, source, deters),
        Parameter("world", "crisis_weight", meaning, "log odds", crisis, -10, 10),
    )


def reference(name: str, quantity: str, low: float = 0.0, high: float = 1.0) -> Parameter:
    """Value of a rivalry's quantity in the history to which levels of acts were fitted: there it has no effect."""
    meaning = f"{quantity} in the history to which levels of acts are fitted"
    return Parameter("rivalries", f"{name}_reference", meaning, "as stated", 0.0, low, high)
