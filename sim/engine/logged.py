"""Decisions read from the rows of numbers that the rules log."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..arrays import Floats
from ..rulebook.declare import POLICY_LINES
from ..rulebook.policy_lines import OPTION_WORDS
from ..rulebook.streams import NAMES
from ..rulebook.terms.registry import TERMS
from ..rulebook.tracing import BY_CHANCE, BY_PIN, BY_RULE, BY_UTILITY, HEAD, MENU
from ..scenario.calendar import month_number, month_text
from .build import Compiled
from .decision import Decision, cumulated_choice
from .keys import entry_number

RUNG_MENUS = ("programme", "confrontation", "crisis", "event_rung")
SUPPORT_MENU = ("no support", "arms", "forces", "full war")
CHANCE_MENU = ("yes", "no")
"""In this order, so that a draw below the probability of yes means yes."""


class Reader:
    """Reads rows of the log of one scenario into decisions."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        names = compiled.scenario.names
        self._start = month_number(compiled.scenario.start)
        self._everyone = (*names["states"], "")
        self._ladder = names["ladder"]
        self._rules = names["doctrine"]
        self._entries = {
            entry_number(entry.name): entry.name for entry in compiled.scenario.timeline
        }

    def read(self, rows: Floats) -> Iterator[Decision]:
        """Decisions of log rows, the settings of one dated change gathered into one."""
        last: Decision | None = None
        for row in rows:
            decision = self._decision(row)
            if last is not None and _same_change(last, decision):
                last.detail["settings"].update(decision.detail["settings"])
                continue
            yield decision
            last = decision

    def _decision(self, row: Floats) -> Decision:
        number, turn, actor, target, code, index = (int(value) for value in row[:6])
        draw, choice, decided, options = float(row[6]), int(row[7]), int(row[8]), int(row[9])
        purpose = NAMES[code]
        menu = self._menu(purpose, index, options)
        probabilities = tuple(float(value) for value in row[HEAD : HEAD + options])
        if menu is CHANCE_MENU:
            probabilities, choice = probabilities[::-1], 1 - choice
        detail: dict[str, Any] = {}
        drawn = choice
        if decided >= BY_RULE:
            drawn = int(row[10])
        elif purpose == "policy":
            before = int(row[10])
            # The timeline or a hand may have put a line on a level that it has no option for.
            detail["before"] = menu[before] if before < len(menu) else f"option {before}"
            drawn = cumulated_choice(probabilities, draw)
        elif purpose == "doctrine":
            detail["rule"] = self._rules[int(row[10])]
        elif purpose == "event_count":
            detail |= {"mean": float(row[10]), "size": float(row[HEAD])}
        elif purpose == "timeline":
            choice = drawn = cumulated_choice(probabilities, draw)
            detail |= {
                "entry": self._entries[index],
                "settings": self._setting(index, int(row[10]), choice == 0),
            }
        weighed = decided != BY_CHANCE and bool(menu)
        return Decision(
            month=month_text(self._start + number),
            number=number,
            round=turn,
            actor=self._everyone[actor],
            target=self._everyone[target],
            purpose=purpose,
            index=index,
            draw=draw,
            menu=menu,
            probabilities=probabilities,
            utilities=tuple(float(value) for value in row[HEAD + MENU : HEAD + MENU + options])
            if weighed
            else (),
            terms=self._terms(row, options) if weighed and purpose != "policy" else {},
            choice=choice,
            drawn=drawn,
            decided_by=self._decider(decided),
            detail=detail,
        )

    def _menu(self, purpose: str, index: int, options: int) -> tuple[str, ...]:
        if purpose in RUNG_MENUS:
            return self._ladder
        if purpose == "policy":
            return OPTION_WORDS[POLICY_LINES[index]]
        if purpose == "support":
            return SUPPORT_MENU
        return CHANCE_MENU if options else ()

    def _decider(self, decided: int) -> str:
        if decided >= BY_RULE:
            return f"rule {self._rules[decided - BY_RULE]}"
        return {BY_UTILITY: "utility", BY_PIN: "pin"}.get(decided, "chance")

    def _setting(self, entry: int, word: int, happens: bool) -> dict[str, float]:
        table = self._compiled.parameters.timeline
        for k in range(table.shape[0]):
            if (
                table[k].entry == entry
                and table[k].word == word
                and bool(table[k].otherwise) != happens
            ):
                return {self._compiled.words[word].name: float(table[k].value)}
        return {}

    @staticmethod
    def _terms(row: Floats, options: int) -> dict[str, tuple[float, ...]]:
        """Contribution of each term: what the running utilities rise by when it is added."""
        sums = row[HEAD + 2 * MENU :].reshape(len(TERMS), MENU)[:, :options]
        added = np.diff(sums, axis=0, prepend=0.0)
        return {
            term.name: tuple(float(value) for value in added[k])
            for k, term in enumerate(TERMS)
            if bool(np.any(added[k] != 0.0))
        }


def _same_change(one: Decision, other: Decision) -> bool:
    """Whether two rows are settings of one dated change."""
    return (
        one.purpose == other.purpose == "timeline"
        and one.index == other.index
        and one.number == other.number
    )
