"""Own outcomes: conditions and variables that a scenario wants reduced to one value a trial."""

from typing import Any

from ..kernel.jit import rule
from .declare import Variable
from .doctrine import compare

OWN_VARIABLES = (
    Variable("own", "months", "months in which the condition held", "months", 0, kind="integer", outcome=True),
    Variable(
        "own",
        "first",
        "first month in which it held",
        "month",
        -1,
        kind="month",
        initial=-1,
        outcome=True,
        missing="never held",
    ),
    Variable(
        "own",
        "total",
        "sum of the variable over months; a condition counts 1 where it holds",
        "as the variable",
        outcome=True,
    ),
    Variable("own", "largest", "largest value of the variable", "as the variable", outcome=True),
    Variable("own", "latest", "latest value of the variable", "as the variable", outcome=True),
)
"""What is kept of each own outcome, from which every reduction follows."""


@rule
def keep_own_outcomes(p: Any, w: Any) -> None:
    """Reduce the variables and conditions of the scenario's own outcomes."""
    for o in range(p.own.shape[0]):
        fixed = p.own[o]
        kept = w.own[o]
        holds = fixed.conditions == 0 or fixed.any_suffices == 0
        for c in range(fixed.first_condition, fixed.first_condition + fixed.conditions):
            condition = p.own_conditions[c]
            value = _word(w, condition.word, condition.integer)
            if compare(value, condition.comparison, condition.value):
                if fixed.any_suffices != 0:
                    holds = True
            elif fixed.any_suffices == 0:
                holds = False
        if holds:
            kept.months += 1
            if kept.first < 0:
                kept.first = w.clock[0].month
        value = 1.0 if holds else 0.0
        if fixed.word >= 0:
            value = _word(w, fixed.word, fixed.integer)
        kept.total += value
        kept.latest = value
        if w.clock[0].month == 0 or value > kept.largest:
            kept.largest = value


@rule
def _word(w: Any, word: int, integer: int) -> float:
    if integer != 0:
        return float(w.integers[word])
    return float(w.words[word])
