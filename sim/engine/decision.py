"""A decision of a trial: its address, draw, menu, probabilities and reasons.

From what it holds a reader can recompute the draw (``address``) and the choice
(``cumulated_choice``: probabilities cumulated in menu order, against the draw).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..rulebook.streams import NAMES
from .keys import name_key

_PURPOSES = {name: number for number, name in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a trial, or one thing that chance decided.

    Attributes
    ----------
    month : str
        Calendar month, YYYY-MM; ``number`` counts months from 0.
    round : int
        0 in the month's regular course; rounds of a crisis from 1, days of a war from 101.
    actor, target : str
        Names of states; empty for nobody.
    purpose : str
        What the draw was for, as in ``sim.rulebook.streams``.
    index : int
        Which of several draws of one purpose.
    draw : float
        Uniform in (0, 1).
    menu : tuple of str
        Options in the order in which their probabilities are cumulated. Empty for a count of
        events, whose distribution is in ``detail``.
    probabilities, utilities : tuple of float
        One an option; utilities are empty where chance alone decides.
    terms : dict of str to tuple of float
        What each term of utility adds to each option; terms that add nothing are left out.
    choice : int
        Position in the menu of what was done (of a count: the count itself); ``drawn`` is what the
        draw alone picks, which differs where a rule or a pin decided.
    decided_by : str
        "utility", "chance", "pin", or "rule STATE.NAME".
    detail : dict
        What else belongs to it: the mean and size of a count, the settings of a dated change, the
        option of a policy in force before, the rule of a doctrine as STATE.NAME.
    """

    month: str
    number: int
    round: int
    actor: str
    target: str
    purpose: str
    index: int
    draw: float
    menu: tuple[str, ...]
    probabilities: tuple[float, ...]
    utilities: tuple[float, ...]
    terms: dict[str, tuple[float, ...]]
    choice: int
    drawn: int
    decided_by: str
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def chosen(self) -> str:
        """The option that was taken, in words; a count as a number."""
        return self.menu[self.choice] if self.menu else str(self.choice)

    @property
    def probability(self) -> float:
        """Probability that the option taken had in the draw; NaN for a count."""
        return self.probabilities[self.choice] if self.probabilities else float("nan")


def cumulated_choice(probabilities: Iterable[float], draw: float) -> int:
    """Option whose cumulated probability first exceeds the draw, else the last possible one."""
    cumulated = 0.0
    chosen = -1
    for option, probability in enumerate(probabilities):
        if probability > 0.0:
            cumulated += probability
            chosen = option
            if draw < cumulated:
                break
    return chosen


def address(seed: int, trial: int, decision: Decision) -> dict[str, Any]:
    """Where a decision's draw comes from: key and counter of its Philox4x32-10 block.

    The draw is (w0 * 2**20 + w1 // 2**12 + 0.5) / 2**52 of the block's first words w0 and w1.
    """
    return {
        "seed": seed,
        "trial": trial,
        "month": decision.number,
        "round": decision.round,
        "actor": decision.actor,
        "target": decision.target,
        "purpose": _PURPOSES[decision.purpose],
        "index": decision.index,
        "key": name_key(seed, decision.actor, decision.target),
        "counter": [
            trial,
            decision.number << 12 | decision.round,
            _PURPOSES[decision.purpose],
            decision.index,
        ],
    }
