"""The month's acts: programme acts, rungs towards rivals, further events, incidents."""

from collections import Counter
from collections.abc import Iterator

from ...engine.decision import Decision
from . import phrases
from .month import MonthOfTrial
from .phrases import chance, listed, sentence, state

UNUSUAL = 0.05
"""An act less likely than this is worth telling of itself."""

HABIT = 0.5
"""An act at least as likely as this needs no reason."""


def told_acts(month: MonthOfTrial) -> list[Decision]:
    """Choices of displays and worse, and of cooperation."""
    ladder = month.ladder
    return [
        d
        for d in month.of("programme", "confrontation")
        if (ladder.militarized(d.choice) or ladder.cooperative(d.choice))
        and (d.purpose == "programme" or month.opening(d.actor, d.target) < 0)
    ]


def notable(month: MonthOfTrial) -> bool:
    """Whether the month's acts are more than displays as usual and offers of cooperation."""
    ladder = month.ladder
    acts = told_acts(month)
    rungs = [d.choice for d in [*acts, *month.further()]]
    return (
        any(rung >= ladder.test for rung in rungs)
        or any(
            d.probabilities[d.drawn] < UNUSUAL and not ladder.cooperative(d.choice) for d in acts
        )
        or any(d.choice != d.drawn for d in acts)
        or any(month.opening(d.actor, d.target) >= 0 for d in month.of("confrontation"))
    )


def counted_acts(month: MonthOfTrial) -> dict[str, Counter[str]]:
    """Acts of the month by state and rung, further events included."""
    counts: dict[str, Counter[str]] = {}
    names = month.scenario.names["ladder"]
    for d in [*told_acts(month), *month.further()]:
        counts.setdefault(d.actor, Counter())[names[d.choice]] += 1
    return counts


def act_lines(month: MonthOfTrial) -> Iterator[str]:
    """Acts with their chances and reasons, one sentence a state; offers of cooperation in one."""
    acts = [d for d in told_acts(month) if not month.ladder.cooperative(d.choice)]
    further = {d.actor: Counter[str]() for d in month.further()}
    for d in month.further():
        further[d.actor][d.chosen] += 1
    for d in month.of("confrontation"):
        rung = month.opening(d.actor, d.target)
        if rung >= 0:
            name = month.scenario.names["ladder"][rung]
            yield sentence(f"as the scenario opens, {state(d.actor)} {phrases.act(name, d.target)}")
    for actor in month.scenario.names["states"]:
        said = [_act(month, d) for d in acts if d.actor == actor]
        more = ""
        if actor in further:
            kinds = [phrases.acts(n, kind) for kind, n in upward(month, further[actor])]
            more = listed(kinds)
        if said and more:
            yield sentence(f"{state(actor)} {listed(said)}; further events: {more}")
        elif said or more:
            yield sentence(f"{state(actor)} {listed(said) or f'is counted with {more}'}")
    yield from _cooperation(month)


def upward(month: MonthOfTrial, counts: Counter[str]) -> list[tuple[str, int]]:
    """Counts by rung, the lowest rung first."""
    return sorted(counts.items(), key=lambda item: month.scenario.rung(item[0]))


def _act(month: MonthOfTrial, d: Decision) -> str:
    names = month.scenario.names["ladder"]
    if d.purpose == "programme":
        what = phrases.programme_act(names[d.choice])
    else:
        what = phrases.act(names[d.choice], d.target)
    rule = phrases.binding(d)
    if rule:
        return f"{what} ({rule})"
    likely = d.probabilities[d.drawn]
    return f"{what} ({chance(likely) if likely >= HABIT else phrases.reason(d)})"


def _cooperation(month: MonthOfTrial) -> Iterator[str]:
    offers: dict[str, list[str]] = {}
    for d in told_acts(month):
        if month.ladder.cooperative(d.choice):
            to = f"{state(d.target)} ({chance(d.probabilities[d.drawn])})" if d.target else "all"
            offers.setdefault(d.actor, []).append(to)
    if offers:
        said = "; ".join(
            f"{state(actor)} offers cooperation to {listed(to)}" for actor, to in offers.items()
        )
        yield sentence(said)


def incident_lines(month: MonthOfTrial) -> Iterator[str]:
    """Accidents that became a use of force, and acts that were taken for worse ones."""
    for d in month.happened("accident"):
        if d.index == 0 and month.now(f"pairs.{d.actor}-{d.target}.accident") == 1.0:
            yield sentence(
                f"an accident between {state(d.actor)} and {state(d.target)} becomes a use of "
                f"force that nobody chose ({chance(d.probability)})"
            )
    for d in month.happened("misperception"):
        seen = _shown(month, d)
        if 0 <= seen < month.ladder.count - 1 and month.ladder.hostile(seen):
            yield sentence(
                f"{state(d.target)} misreads {state(d.actor)} and takes {month.ladder.name(seen)} "
                f"for {month.ladder.name(seen + 1)} ({chance(d.probability)})"
            )


def _shown(month: MonthOfTrial, misread: Decision) -> int:
    """Most severe act that the rival could see, before it was misread; -1 where none is known."""
    shown = [
        d.choice
        for d in month.of("programme", "confrontation")
        if d.actor == misread.actor
        and (
            d.purpose == "programme" or d.target == misread.target or month.ladder.public(d.choice)
        )
    ]
    return max(shown, default=-1)
