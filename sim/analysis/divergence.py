"""Where twins part: the first decision on which two traces of one trial number differ."""

from collections.abc import Iterator
from typing import NamedTuple

from ..engine.decision import Decision
from ..engine.logged import RUNG_MENUS
from ..engine.trace import Trial

_NOTHING = ("no", "no support")
_ROUNDING = 1e-9
"""Terms are told apart by subtraction, which leaves traces of rounding."""
Address = tuple[int, int, str, str, str, int]


class Parting(NamedTuple):
    """One decision in both twins; None in the twin that did not face it.

    ``terms`` are the terms of utility by how far they moved B towards its own choice and away from
    A's, in units of utility, the farthest first; empty where utility did not decide in both.
    """

    a: Decision | None
    b: Decision | None
    terms: tuple[tuple[str, float], ...]

    @property
    def either(self) -> Decision:
        """The decision in a twin that faced it: what both share is the same in either.

        Raises
        ------
        ValueError
            If neither did.
        """
        found = self.a if self.a is not None else self.b
        if found is None:
            raise ValueError("a parting is of at least one decision")
        return found


def parting(a: Trial, b: Trial) -> Parting | None:
    """The first decision, in order, that came out differently; None where none did.

    A decision that one twin alone faced counts if it came to something: not a chance that did not
    come true, an act of routine or a policy that stayed as it was.
    """
    for one, other in _side_by_side(a, b):
        if one is not None and other is not None:
            if _outcome(one) != _outcome(other):
                return Parting(one, other, _terms(one, other))
        elif (one is not None and _matters(a, one)) or (other is not None and _matters(b, other)):
            return Parting(one, other, ())
    return None


def first_shift(a: Trial, b: Trial) -> Parting | None:
    """The first decision whose probabilities differ, whatever came of it; None where none do."""
    for one, other in _side_by_side(a, b):
        if (
            one is not None
            and other is not None
            and (one.probabilities != other.probabilities or one.detail != other.detail)
        ):
            return Parting(one, other, ())
    return None


def chance_of(decision: Decision, option: str) -> float:
    """Probability that the draw gives an option in one twin; NaN where it isn't on the menu."""
    if option not in decision.menu:
        return float("nan")
    return decision.probabilities[decision.menu.index(option)]


def _address(decision: Decision) -> Address:
    return (
        decision.number,
        decision.round,
        decision.actor,
        decision.target,
        decision.purpose,
        decision.index,
    )


def _side_by_side(a: Trial, b: Trial) -> Iterator[tuple[Decision | None, Decision | None]]:
    """Decisions of both trials, matched by address, in the order in which they were taken."""
    in_a = {_address(decision) for decision in a.decisions}
    of_b = {_address(decision): decision for decision in b.decisions}
    told: set[Address] = set()
    i = j = 0
    while i < len(a.decisions) or j < len(b.decisions):
        one = a.decisions[i] if i < len(a.decisions) else None
        other = b.decisions[j] if j < len(b.decisions) else None
        if one is not None and other is not None and _address(one) == _address(other):
            yield one, other
            i, j = i + 1, j + 1
        elif other is not None and _address(other) in told:
            j += 1
        elif (
            other is not None
            and _address(other) not in in_a
            and (one is None or other.number <= one.number)
        ):
            yield None, other
            j += 1
        elif one is not None:
            yield one, of_b.get(_address(one))
            told.add(_address(one))
            i += 1


def _outcome(decision: Decision) -> tuple[str, object]:
    """What came of a decision: the option, and of a dated change what it set."""
    return decision.chosen, decision.detail.get("settings")


def _matters(trial: Trial, decision: Decision) -> bool:
    """Whether a decision came to something, for a twin that did not face it."""
    if decision.purpose == "timeline":
        return bool(decision.detail["settings"])
    if decision.purpose == "policy":
        return bool(decision.chosen != decision.detail["before"])
    if decision.purpose in RUNG_MENUS:
        hostility = trial.scenario.value(f"ladder.{decision.chosen}.hostility")
        return int(hostility) > 1 or decision.chosen == trial.scenario.names["ladder"][0]
    return decision.chosen not in _NOTHING


def _terms(a: Decision, b: Decision) -> tuple[tuple[str, float], ...]:
    if not a.utilities or not b.utilities or a.menu != b.menu:
        return ()

    def pull(decision: Decision, term: str) -> float:
        added = decision.terms.get(term)
        return 0.0 if added is None else added[b.choice] - added[a.choice]

    moved = {term: pull(b, term) - pull(a, term) for term in {**a.terms, **b.terms}}
    found = sorted(moved.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple((term, amount) for term, amount in found if abs(amount) > _ROUNDING)
