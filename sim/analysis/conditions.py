"""What counts as a case: a share that holds, or an amount above or below a number."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Truths, Words
from ..errors import InputError
from ..rulebook.declare import COMPARE
from ..scenario.scenario import Scenario
from .measures import Measure
from .sequential import named

_SIGNS = {">=": "at least", "<=": "at most", ">": "above", "<": "below"}
_WRITTEN = re.compile(r"^\s*(?P<name>.+?)\s*(?P<sign>>=|<=|>|<)\s*(?P<number>[^<>=]+?)\s*$")


class Condition(NamedTuple):
    """Whether a trial is a case, and that in words."""

    words: str
    measure: Measure
    holds: Callable[[Words], Truths]


def condition(known: Sequence[Measure], text: str, scenario: Scenario | None = None) -> Condition:
    """The condition that a text means: ``first_war``, ``general_war``, ``events>200``.

    Parameters
    ----------
    known : sequence of Measure
        Outcomes of the scenario.
    scenario : Scenario, optional
        It, to say why an outcome is not kept.

    Raises
    ------
    InputError
        If there is no such outcome, or an amount is not compared with a number.
    """
    found = _WRITTEN.match(text)
    if found is None:
        measure = named(known, text, scenario)
        if not measure.share:
            raise InputError(
                f"{text} is an amount; say which of its values are cases, such as '{text}>10'"
            )
        return Condition(measure.label, measure, lambda words: _of(measure, words) > 0.5)
    measure = named(known, found["name"], scenario)
    try:
        number = float(found["number"])
    except ValueError:
        raise InputError(f"{text}: {found['number']!r} is not a number") from None
    compare, words = COMPARE[found["sign"]], _SIGNS[found["sign"]]
    return Condition(
        f"{measure.label} {words} {number:g}",
        measure,
        lambda table: np.asarray(compare(_of(measure, table), number), dtype=np.bool_),
    )


def _of(measure: Measure, words: Words) -> Floats:
    return measure.of(words[:, measure.column])
