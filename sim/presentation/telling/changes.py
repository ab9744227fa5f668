"""Dated changes, regimes, policies, and what slowly grows."""

from collections.abc import Iterator

from ...rulebook.declare import HEDGING, RECOGNITION, TRACKS
from ...rulebook.technology import MILESTONES
from ...scenario.scenario import Scenario
from ...scenario.timeline import Entry
from ..naming import pair_words, proper_names
from .month import MonthOfTrial
from .phrases import chance, listed, sentence, state


def timeline_lines(month: MonthOfTrial) -> Iterator[str]:
    """Dated changes that took place, but for those that return every year as they must."""
    entries = {entry.name: entry for entry in month.scenario.timeline}
    for d in month.of("timeline"):
        settings: dict[str, float] = d.detail["settings"]
        entry = entries[d.detail["entry"]]
        unchanged = all(month.before(path) == value for path, value in settings.items())
        if unchanged or (entry.every > 0 and entry.lasts > 0 and entry.probability == 1.0):
            continue
        likely = d.probabilities[d.drawn]
        brackets = [chance(likely)] if likely < 1.0 else []
        if entry.note and entry.otherwise:
            brackets.append(entry.note)
        how = f" ({'; '.join(brackets)})" if brackets else ""
        values = listed([_now(month.scenario, path, value) for path, value in settings.items()])
        which = ""
        if entry.otherwise:
            which = f", outcome {1 + d.drawn} of 2"
        yield sentence(
            f"as the timeline says: {_entry_words(entry)}{which}{how}. {values[:1].upper()}{values[1:]}"
        )


def regime_lines(month: MonthOfTrial) -> Iterator[str]:
    """Dialogues, campaigns of testing and moratoria that begin and end."""
    for d in month.happened("dialogue"):
        what = "opens" if month.now("mechanisms.dialogue.dialogue") > 0.0 else "breaks off"
        yield sentence(f"a dialogue {what} ({chance(d.probability)} a month)")
    for d in month.happened("campaign"):
        begins = month.now(f"states.{d.actor}.campaign") > 0.0
        what = "begins a campaign of testing" if begins else "ends its campaign of testing"
        yield sentence(f"{state(d.actor)} {what} ({chance(d.probability)} a month)")
    for d in month.happened("moratorium"):
        begins = month.now(f"states.{d.actor}.moratorium") > 0.0
        what = "declares a moratorium on strategic tests" if begins else "ends its moratorium"
        yield sentence(f"{state(d.actor)} {what} ({chance(d.probability)} a month)")


def policy_lines(month: MonthOfTrial) -> Iterator[str]:
    """Lines of policy whose option changed, one sentence a state."""
    changed: dict[str, list[str]] = {}
    for d in month.of("policy"):
        # Recognition is told where the stance changes: its options are steps.
        if d.chosen == d.detail["before"] or d.chosen.endswith("recognition"):
            continue
        how = "fixed by the scenario" if d.decided_by == "pin" else chance(d.probability)
        changed.setdefault(d.actor, []).append(f"{d.chosen} ({how})")
    for actor, lines in changed.items():
        yield sentence(f"{state(actor)} changes its policy and now {listed(lines)}")


def growth_lines(month: MonthOfTrial) -> Iterator[str]:
    """Stances, stages, tracks and expeditions that reached something."""
    for name in month.scenario.names["states"]:
        path = f"states.{name}"
        was, stance = month.before(f"{path}.recognition"), month.now(f"{path}.recognition")
        if stance != was:
            steps = f"from {RECOGNITION[int(was)]} to {RECOGNITION[int(stance)]}"
            yield sentence(f"{state(name)} moves its stance on recognition {steps}")
        stage = month.now(f"{path}.hedging")
        if stage > month.before(f"{path}.hedging"):
            yield sentence(f"the nuclear hedge of {state(name)} reaches {HEDGING[int(stage)]}")
        for track, milestone in zip(TRACKS, MILESTONES, strict=True):
            own = f"{path}.tracks.{track}"
            stated = month.scenario.value(f"{own}.reached")
            if month.now(f"{own}.milestone_month") == month.number and not stated:
                yield sentence(f"{state(name)} reaches a milestone: {milestone}")
    for pact in month.scenario.names["pacts"]:
        payer, sender = month.scenario.parties["pacts"][pact]
        was, abroad = month.before(f"pacts.{pact}.abroad"), month.now(f"pacts.{pact}.abroad")
        if abroad > 0.0 and was == 0.0:
            yield sentence(f"{state(sender)} sends {abroad:,.0f} soldiers to {state(payer)}")
        elif abroad == 0.0 and was > 0.0:
            yield sentence(f"the last soldiers of {state(sender)} leave {state(payer)}")


def _entry_words(entry: Entry) -> str:
    text = " ".join(entry.name.replace("_", " ").split())
    return proper_names(text)


def _now(scenario: Scenario, path: str, value: float) -> str:
    """What a word's new value means: the orientation of the US is now 0.2."""
    parts = path.split(".")
    what = parts[-1].replace("_", " ")
    if parts[0] == "mechanisms":
        return f"the {what} is now {_number(value)}"
    sides = scenario.parties.get(parts[0], {}).get(parts[1])
    owner = pair_words(*sides) if sides else state(parts[1])
    if parts[-1] == "in_force":
        return f"{owner} is {'in force' if value > 0.0 else 'no longer in force'}"
    return f"the {what} of {owner} is now {_number(value)}"


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")
