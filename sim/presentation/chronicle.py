"""The chronicle of a trial: what happened, month by month, in plain sentences.

Every sentence is written from the decision log or from a change of the world's words. Brackets hold
the probability with which something was drawn, and the terms of utility that spoke most for and
against it.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..engine.trace import Trial
from .naming import month_words, words
from .telling import acts, changes, phrases
from .telling.crisis import crisis_lines
from .telling.end import ending
from .telling.fighting import war_lines
from .telling.ladder import Ladder
from .telling.month import MonthOfTrial
from .telling.phrases import listed, sentence, state
from .telling.year import year_lines


@dataclass(frozen=True, slots=True)
class Passage:
    """One month told, or several without a notable event in a sentence.

    ``quiet`` months hold none, and follow neither general war nor nuclear use.

    ``first`` and ``last`` are months counted from 0, both included.
    """

    first: int
    last: int
    title: str
    sentences: tuple[str, ...]
    quiet: bool


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A trial told: its title, its passages in order, and how it ended."""

    title: str
    passages: tuple[Passage, ...]
    ending: str


def chronicle(trial: Trial) -> Chronicle:
    """Tell a traced trial month by month."""
    ladder = Ladder(trial.scenario)
    months = [MonthOfTrial(trial, number, ladder) for number in range(trial.scenario.horizon)]
    told = [(month, tuple(_events(month))) for month in months]
    passages: list[Passage] = []
    for (eventful, after), group in groupby(
        told, key=lambda pair: (bool(pair[1]), _after(pair[0]))
    ):
        if eventful:
            passages += [_eventful(month, sentences) for month, sentences in group]
        else:
            passages.append(_uneventful([month for month, _ in group], after))
    name = trial.scenario.title or words(trial.scenario.name)
    return Chronicle(f"{name}, trial {trial.trial}", tuple(passages), ending(trial))


def _events(month: MonthOfTrial) -> Iterator[str]:
    """Sentences of a month in the order in which things happen; none if it was quiet."""
    before = [
        *changes.timeline_lines(month),
        *changes.regime_lines(month),
        *changes.policy_lines(month),
        *changes.growth_lines(month),
    ]
    after = [
        *acts.incident_lines(month),
        *crisis_lines(month),
        *war_lines(month),
    ]
    year = list(year_lines(month))
    if before or after or year or acts.notable(month):
        yield from (*before, *acts.act_lines(month), *after, *year)


def _eventful(month: MonthOfTrial, sentences: tuple[str, ...]) -> Passage:
    title = month_words(month.scenario, month.number)
    return Passage(month.number, month.number, title, sentences, False)


def _after(month: MonthOfTrial) -> str:
    """What has happened before the month that keeps it from being called quiet; empty if nothing has."""
    if month.before("mechanisms.record.first_nuclear_use") >= 0.0:
        return "nuclear use"
    return "war" if month.before("mechanisms.war.wars") > 0.0 else ""


def _uneventful(months: Sequence[MonthOfTrial], after: str) -> Passage:
    """Months without a notable event in a sentence: who did how much of the usual."""
    first, last = months[0], months[-1]
    title = month_words(first.scenario, first.number)
    if len(months) > 1:
        title += f" to {month_words(first.scenario, last.number)}"
    counts: dict[str, Counter[str]] = {}
    for month in months:
        for actor, done in acts.counted_acts(month).items():
            counts.setdefault(actor, Counter()).update(done)
    said = [
        f"{listed([phrases.acts(n, kind) for kind, n in acts.upward(first, done)])} by "
        f"{state(actor)}"
        for actor, done in sorted(counts.items())
    ]
    span = phrases.number(len(months), "month" if after else "quiet month")
    if after:
        span += f" without a major event after the {after}"
    text = sentence(f"{span}: {'; '.join(said) or 'no military activity'}")
    return Passage(first.number, last.number, title, (text,), not after)


def as_text(told: Chronicle, width: int = 100) -> str:
    """The chronicle as plain text, wrapped to ``width`` characters."""
    passages = [passage_text(passage, width) for passage in told.passages]
    return "\n\n".join([told.title, *passages, textwrap.fill(told.ending, width)])


def passage_text(passage: Passage, width: int = 100) -> str:
    """One passage under its title, wrapped to ``width`` characters."""
    wrapped = [
        textwrap.fill(text, width, initial_indent="  ", subsequent_indent="    ")
        for text in passage.sentences
    ]
    return "\n".join([passage.title, *wrapped])


def as_data(told: Chronicle) -> dict[str, Any]:
    """The chronicle as JSON values."""
    return {
        "title": told.title,
        "passages": [
            {
                "title": passage.title,
                "first": passage.first,
                "last": passage.last,
                "quiet": passage.quiet,
                "sentences": list(passage.sentences),
            }
            for passage in told.passages
        ],
        "ending": told.ending,
    }
