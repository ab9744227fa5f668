"""Where twins part: the first decision on which two traces of one trial number differ."""

from collections.abc import Iterator
from typing import NamedTuple

from ..engine.trace import RUNG_MENUS, Decision, Trial

_NOTHING = ("no", "no support")
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
    rest = iter(b.decisions)
    told: set[Address] = set()
    for one in a.decisions:
        where = _address(one)
        if where not in of_b:
            # What B alone faced in earlier months comes before it.
            yield from _alone(rest, in_a, told, of_b, one.number)
            yield one, None
            continue
        yield from _alone(rest, in_a, told, of_b, one.number, where)
        told.add(where)
        yield one, of_b[where]
    yield from ((None, other) for other in rest if _address(other) not in in_a)
