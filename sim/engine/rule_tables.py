"""Tables of what a scenario lists: escalation rules, own outcomes, dated changes."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..arrays import Floats
from ..rulebook import layout
from ..rulebook.declare import ACTIONS, COMPARE, COMPARISONS, REDUCTIONS
from ..rulebook.doctrine import OF_WAR, QUANTITIES
from ..rulebook.layout import parameter_dtype
from ..scenario.rules import Rule
from ..scenario.scenario import Scenario
from ..scenario.timeline import Entry, Setting
from .codes import number
from .keys import entry_number
from .state_index import Word

NEVER = 1_000_000
"""A month that no trial reaches."""


def doctrine_tables(scenario: Scenario, states: dict[str, int]) -> tuple[Any, Any]:
    """Tables of escalation rules and of their conditions."""
    quantities = [name for name, _ in QUANTITIES]
    rules = np.zeros(len(scenario.doctrine), parameter_dtype("doctrine")).view(np.recarray)
    rows: list[tuple[int, int, float]] = []
    for k, rule in enumerate(scenario.doctrine):
        rules[k].state = states[rule.state]
        rules[k].kind = ACTIONS.index(rule.action)
        rules[k].entry = entry_number(rule.name)
        rules[k].value = scenario.rung(rule.value) if isinstance(rule.value, str) else rule.value
        rules[k].probability = rule.probability
        rules[k].delay = rule.delay
        rules[k].limit = rule.limit
        rules[k].any_suffices = int(rule.any_suffices)
        rules[k].war_only = int(_needs_war(scenario, rule))
        rules[k].first_condition = len(rows)
        rules[k].conditions = len(rule.conditions)
        for condition in rule.conditions:
            rows.append(
                (
                    quantities.index(condition.subject),
                    COMPARISONS.index(condition.comparison),
                    number(scenario, condition.value),
                )
            )
    return rules, np.array(rows, layout.CONDITIONS).view(np.recarray)


def _needs_war(scenario: Scenario, rule: Rule) -> bool:
    """Whether the conditions of an escalation rule can't hold for a state that is at peace."""
    barred = [
        condition.subject in OF_WAR
        and not COMPARE[condition.comparison](0.0, number(scenario, condition.value))
        for condition in rule.conditions
    ]
    return any(barred) and (all(barred) or not rule.any_suffices)


def own_tables(
    scenario: Scenario, position: dict[str, int], every_word: tuple[Word, ...]
) -> tuple[Any, Any]:
    """Tables of the scenario's own outcomes and of their conditions."""
    own = np.zeros(len(scenario.outcomes), layout.OWN).view(np.recarray)
    rows: list[tuple[int, int, int, float]] = []
    for o, outcome in enumerate(scenario.outcomes):
        own[o].reduce = REDUCTIONS.index(outcome.reduce)
        own[o].word = position[outcome.of] if outcome.of else -1
        own[o].integer = int(every_word[position[outcome.of]].integer) if outcome.of else 0
        own[o].any_suffices = int(outcome.any_suffices)
        own[o].first_condition = len(rows)
        own[o].conditions = len(outcome.conditions)
        for condition in outcome.conditions:
            k = position[condition.subject]
            against = number(scenario, condition.value)
            rows.append(
                (k, int(every_word[k].integer), COMPARISONS.index(condition.comparison), against)
            )
    return own, np.array(rows, layout.OWN_CONDITIONS).view(np.recarray)


def settings(scenario: Scenario) -> Iterator[tuple[Entry, int, Setting]]:
    """Each setting of each entry of the timeline, as the table lists them; 1 for those of ``otherwise``."""
    for entry in scenario.timeline:
        for otherwise, listed in ((0, entry.set), (1, entry.otherwise)):
            for setting in listed:
                yield entry, otherwise, setting


def timeline_table(
    scenario: Scenario,
    position: dict[str, int],
    every_word: tuple[Word, ...],
    initial: Floats,
) -> Any:
    """Table of dated changes, one row a setting; changes of the past that still hold come first, in order."""
    rows = []
    for entry, otherwise, setting in settings(scenario):
        k = position[setting.path]
        whole = every_word[k].integer
        rows.append(
            (
                _first_month(entry),
                entry.every,
                entry.lasts if entry.lasts > 0 else NEVER,
                NEVER if entry.until is None else entry.until,
                entry.probability,
                otherwise,
                entry_number(entry.name),
                k,
                int(whole),
                number(scenario, setting.value),
                float(initial.view(np.int64)[k]) if whole else float(initial[k]),
            )
        )
    return np.array(rows, layout.TIMELINE).view(np.recarray)


def _first_month(entry: Entry) -> int:
    """Month in which an entry first acts; one of the past that holds for good acts in month 0."""
    if entry.month < 0 and entry.every == 0 and entry.lasts == 0:
        return 0 if entry.until is None or entry.until >= 0 else NEVER
    return entry.month
