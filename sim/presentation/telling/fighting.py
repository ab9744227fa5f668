"""A month of war: nuclear use, losses, and the end."""

from collections.abc import Iterator

from ...engine.decision import Decision
from ...rulebook.streams import FIRST_WAR_ROUND
from ...rulebook.war import ENDS
from . import phrases
from .month import MonthOfTrial
from .phrases import chance, listed, sentence, state


def war_lines(month: MonthOfTrial) -> Iterator[str]:
    """What the month's fighting brought; nothing in peace."""
    days = month.now("mechanisms.war.war_days") - month.before("mechanisms.war.war_days")
    if days == 0.0:
        return
    for d in month.of("nuclear_use", "nuclear_answer", "doctrine"):
        if d.round > FIRST_WAR_ROUND:
            yield from _nuclear(month, d)
    losses = []
    for name in month.scenario.names["states"]:
        brought = month.now(f"states.{name}.force_start")
        if brought > 0.0:
            lost = 1.0 - month.now(f"states.{name}.force") / brought
            losses.append(f"{state(name)} has lost {100.0 * lost:.0f}% of the force it brought")
    began = month.now("mechanisms.war.wars") > month.before("mechanisms.war.wars")
    fought = phrases.number(days, "day" if began else "more day")
    yield sentence(f"after {fought} of war {listed(losses) or 'nothing is decided'}")
    if month.now("mechanisms.war.war_on") == 0.0:
        yield sentence(f"the war ends: {_end(month)}")


def _end(month: MonthOfTrial) -> str:
    end = ENDS[int(month.now("mechanisms.war.war_end"))]
    number = int(month.now("mechanisms.war.war_challenger"))
    challenger = state(month.scenario.names["states"][number])
    drawn = month.happened("war_end")
    likely = f" ({chance(drawn[-1].probability)} that week)" if drawn else ""
    return {
        "armistice": f"an armistice{likely}",
        "challenger_wins": f"the side of {challenger}, which had challenged, has won",
        "target_wins": f"the side of {challenger}, which had challenged, has collapsed",
        "nuclear_termination": f"it is stopped after nuclear use{likely}",
    }.get(end, end.replace("_", " "))


def _nuclear(month: MonthOfTrial, d: Decision) -> Iterator[str]:
    day = f"day {d.round - FIRST_WAR_ROUND} of the month's fighting"
    what = f"{state(d.actor)} uses a nuclear weapon against {state(d.target)}"
    if d.purpose == "nuclear_use" and d.chosen == "yes":
        yield sentence(
            f"{day}: {what}, to use it before it is lost ({chance(d.probability)} that week)"
        )
    elif d.purpose == "doctrine" and d.chosen == "yes" and _rule_is_nuclear(month, d):
        rule = d.detail["rule"].partition(".")[2].replace("_", " ")
        yield sentence(f"{day}: {what}, as its rule “{rule}” demands ({chance(d.probability)})")
    elif d.purpose == "nuclear_answer":
        answers = "answers in kind" if d.chosen == "yes" else "does not answer in kind"
        yield sentence(f"{state(d.actor)} {answers} ({chance(d.probability)})")


def _rule_is_nuclear(month: MonthOfTrial, d: Decision) -> bool:
    rule = month.scenario.doctrine[month.scenario.names["doctrine"].index(d.detail["rule"])]
    if rule.action in ("in_kind_plus", "at_most") or not isinstance(rule.value, str):
        return False
    return bool(month.scenario.value(f"ladder.{rule.value}.nuclear"))
