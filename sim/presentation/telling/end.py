"""How a trial ended, and how it came to that."""

from ...engine.trace import Trial
from ...rulebook.war import ENDS, PATHS
from ..naming import month_words, pair_words
from . import phrases
from .phrases import listed, number, sentence, state

_ROUTES = {
    "deliberate": "by the challenger's choice",
    "crisis": "out of a crisis",
    "alliance": "by way of an alliance",
    "doctrine": "by a declared rule",
    "accident": "out of an accident",
}

_WAR_ENDS = {
    "armistice": "an armistice ended {war}",
    "challenger_wins": "the challenger's side won {war}",
    "target_wins": "the challenger's side collapsed in {war}",
    "nuclear_termination": "nuclear use put an end to {war}",
    "unfinished": "{war} was not over when the trial was",
}


def ending(trial: Trial) -> str:
    """The terminal class with its reason, and the trial in numbers, as one paragraph."""
    return " ".join((_class(trial), _numbers(trial), *_promises(trial)))


def _last(trial: Trial, word: str) -> float:
    return float(trial.path(word)[-1])


def _month(trial: Trial, word: str) -> str:
    return month_words(trial.scenario, int(_last(trial, word)))


def _class(trial: Trial) -> str:
    record = "mechanisms.record"
    ended = trial.terminal_class
    if ended in ("nuclear_use", "general_war"):
        return _war_class(trial, ended)
    if ended == "people_killed":
        months = number(_last(trial, f"{record}.lethal_months"), "month")
        return (
            f"The worst outcome: people were killed, first in "
            f"{_month(trial, f'{record}.first_lethal_incident')}, in {months} in all, and it never "
            "came to general war."
        )
    events = number(_last(trial, f"{record}.events_last_year"), "event")
    span = "last twelve months" if trial.scenario.horizon >= 12 else "whole of it"
    return {
        "chronic_provocation": f"Nobody was killed, but the {span} held {events}.",
        "detente": f"Nobody was killed: the {span} held {events}, and both sides of a "
        "pair cooperated.",
        "cold_peace": f"Nobody was killed, and the {span} held {events}.",
    }[ended]


def _war_class(trial: Trial, ended: str) -> str:
    record = "mechanisms.record"
    path = PATHS[int(_last(trial, "mechanisms.war.war_path"))]
    route = f", {_ROUTES[path]}" if path in _ROUTES else ""
    end = ENDS[int(_last(trial, "mechanisms.war.war_end"))]
    if _last(trial, "mechanisms.war.war_on"):
        end = "unfinished"
    days = number(_last(trial, "mechanisms.war.war_days"), "day")
    wars = _last(trial, "mechanisms.war.wars")
    fought = f"after {days} of fighting"
    if wars > 1:
        fought = f"{number(wars)} wars held {days} of fighting, and"
    fought += " " + _WAR_ENDS.get(end, end).format(war="it" if wars == 1 else "the last")
    broke_out = f"{_month(trial, f'{record}.first_war')}{route}"
    if ended == "general_war":
        return f"The worst outcome: general war, which broke out in {broke_out}; {fought}."
    used = f"The worst outcome: nuclear use, in {_month(trial, f'{record}.first_nuclear_use')}"
    if _last(trial, f"{record}.first_war") < 0:
        return f"{used}."
    return f"{used}, in a war that had broken out in {broke_out}; {fought}."


def _numbers(trial: Trial) -> str:
    names = trial.scenario.names
    top = phrases.rung(names["ladder"][int(_last(trial, "mechanisms.record.highest_rung"))])
    crises = sum(_last(trial, f"pairs.{pair}.crises") for pair in names["pairs"])
    events = number(_last(trial, "mechanisms.record.events"), "event")
    held = f"{number(trial.scenario.horizon, 'month')} held {events}"
    held += " and one crisis" if crises == 1 else f" and {number(crises)} crises"
    return sentence(f"{held}; the highest rung reached was {top}")


def _promises(trial: Trial) -> list[str]:
    said = []
    for name in trial.scenario.names["alliances"]:
        guarantor, protege = trial.scenario.parties["alliances"][name]
        calls = _last(trial, f"alliances.{name}.calls")
        joined = _last(trial, f"alliances.{name}.joined")
        parts = []
        if joined:
            parts.append(f"{state(guarantor)} took the side of {state(protege)} {_times(joined)}")
        if calls:
            kept = _last(trial, f"alliances.{name}.honoured")
            promise = f"the promise {pair_words(guarantor, protege)}"
            parts.append(f"{promise} was called {_times(calls)} and {_kept(kept)}")
        if parts:
            said.append(sentence(listed(parts)))
    return said


def _kept(count: float) -> str:
    return "never kept" if count == 0 else f"kept {_times(count)}"


def _times(count: float) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(round(count), f"{number(count)} times")
