"""Crises and the answers of guarantors, told round by round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...engine.decision import Decision
from ...rulebook.streams import FIRST_WAR_ROUND
from ...rulebook.war import PATHS
from . import phrases
from .ladder import Ladder
from .month import MonthOfTrial
from .phrases import sentence, state

_PATHS = {
    "deliberate": "the challenger chose it",
    "crisis": "it grew out of the crisis",
    "alliance": "it came by way of an alliance",
    "doctrine": "a declared rule demanded it",
    "accident": "the crisis had begun with an accident",
}


@dataclass(frozen=True, slots=True)
class Move:
    """A move inside a crisis: the rung its actor stood at before, and the rival's rung then."""

    decision: Decision
    before: int
    rival: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where rivals stand in a month, and the moves and guarantors' answers of each pair's crisis.

    ``rungs`` are those at the end of the crises, by (actor, target); ``crises`` the rows of each
    pair in order, ``moves`` the move of each crisis decision by its place in the month's decisions.
    """

    rungs: dict[tuple[str, str], int]
    crises: dict[str, list[int]]
    moves: dict[int, Move]


_TOLD = ("crisis", "joining", "honour", "support")


def pair_name(one: str, other: str) -> str:
    """Name of the pair of two states."""
    return f"{min(one, other)}-{max(one, other)}"


def standing(month: MonthOfTrial) -> Standing:
    """Follow the rungs of all rivalries through the month's choices and crises."""
    scenario, decisions = month.scenario, month.decisions
    parties = scenario.parties["rivalries"]
    rungs = {sides: int(month.before(f"rivalries.{name}.rung")) for name, sides in parties.items()}
    for d in month.of("confrontation"):
        rungs[d.actor, d.target] = d.choice
    for sides in parties.values():
        if month.opening(*sides) >= 0:
            rungs[sides] = month.opening(*sides)
    for d in month.happened("accident"):
        if d.index == 0 and month.now(f"pairs.{d.actor}-{d.target}.accident") == 1.0:
            forward, backward = (d.actor, d.target), (d.target, d.actor)
            drawn = any(
                (e.index, e.actor, e.target) == (1, *forward) for e in month.happened("accident")
            )
            higher = rungs[backward] > rungs[forward]
            stumbling = backward if higher or drawn else forward
            rungs[stumbling] = month.ladder.force
    crises: dict[str, list[int]] = {}
    moves: dict[int, Move] = {}
    joined: set[tuple[str, str]] = set()
    last = ""
    rows = [
        (k, d)
        for k, d in enumerate(decisions)
        if d.purpose in _TOLD and 1 <= d.round <= FIRST_WAR_ROUND
    ]
    for place, (k, d) in enumerate(rows):
        # Guarantors are asked just before the move of the pair that they are asked about.
        ahead = next(
            (e for _, e in rows[place:] if e.purpose == "crisis" and e.round == d.round), None
        )
        pair = pair_name(ahead.actor, ahead.target) if ahead is not None else last
        last = pair
        crises.setdefault(pair, []).append(k)
        if d.purpose == "crisis":
            moves[k] = Move(d, rungs[d.actor, d.target], rungs[d.target, d.actor])
            rungs[d.actor, d.target] = d.choice
        elif d.purpose != "support" and d.chosen == "yes" and (d.actor, d.target) not in joined:
            joined.add((d.actor, d.target))
            enemy = next(s for s in scenario.parties["pairs"][pair] if s != d.target)
            if (d.actor, enemy) in rungs:
                rungs[d.actor, enemy] = max(rungs[d.actor, enemy], month.ladder.display)
    return Standing(rungs, crises, moves)


def crisis_lines(month: MonthOfTrial) -> Iterator[str]:
    """Sentences on the month's crises, pair by pair, day by day."""
    followed = standing(month)
    for pair, places in followed.crises.items():
        rows = [(month.decisions[k], followed.moves.get(k)) for k in places]
        yield from _crisis(month, pair, rows)


def _crisis(
    month: MonthOfTrial, pair: str, rows: Sequence[tuple[Decision, Move | None]]
) -> Iterator[str]:
    ladder = month.ladder
    first, second = month.scenario.parties["pairs"][pair]
    made = [move for _, move in rows if move is not None]
    verb = "continues" if month.before(f"pairs.{pair}.crisis") != 0.0 else "begins"
    if made:
        opening = made[0]
        actor, target = opening.decision.actor, opening.decision.target
        yield sentence(
            f"a crisis between {state(first)} and {state(second)} {verb}; {state(target)} is at "
            f"{ladder.name(opening.rival)}, {state(actor)} at {ladder.name(opening.before)}"
        )
    held: list[Move] = []
    for decision, move in rows:
        if move is not None and move.before == decision.choice == decision.drawn:
            held.append(move)
            continue
        yield from _held(held, ladder)
        held = []
        yield from _line(decision, move, ladder)
    yield from _held(held, ladder)
    if any(ladder.war(move.decision.choice) for move in made):
        yield from _outbreak(month, made[-1].decision)
    elif month.now(f"pairs.{pair}.crisis") != 0.0:
        yield sentence("the crisis goes on into the next month")
    elif month.now("mechanisms.war.wars") > month.before("mechanisms.war.wars"):
        yield sentence("the crisis becomes part of the war")
    else:
        day = made[-1].decision.round
        yield sentence(f"by day {day} neither side uses force, and the crisis ends")


def _held(moves: Sequence[Move], ladder: Ladder) -> Iterator[str]:
    """Moves that change nothing, told together."""
    if not moves:
        return
    first, last = moves[0].decision, moves[-1].decision
    days = f"day {first.round}" if len(moves) == 1 else f"days {first.round} to {last.round}"
    places = {move.decision.actor: ladder.name(move.before) for move in moves}
    if len(places) > 1 and len(set(places.values())) == 1:
        both = phrases.listed([state(actor) for actor in places])
        yield sentence(f"{days}: {both} stay at {places[first.actor]}")
        return
    held = phrases.listed([f"{state(actor)} stays at {rung}" for actor, rung in places.items()])
    yield sentence(f"{days}: {held}")


def _line(decision: Decision, move: Move | None, ladder: Ladder) -> Iterator[str]:
    day = f"day {decision.round}"
    actor = state(decision.actor)
    if move is None:
        yield from _guarantor(day, decision)
        return
    what = f"stays at {ladder.name(decision.choice)}"
    if decision.choice != move.before:
        what = phrases.move(decision.chosen, upward=decision.choice > move.before)
    why = phrases.binding(decision) or phrases.reason(decision)
    yield sentence(f"{day}: {actor} {what} ({why})")


def _guarantor(day: str, decision: Decision) -> Iterator[str]:
    guarantor, protege = state(decision.actor), state(decision.target)
    likely = phrases.chance(decision.probability)
    if decision.purpose == "joining":
        what = (
            f"sides with its ally, {protege}"
            if decision.chosen == "yes"
            else f"does not side with its ally, {protege}"
        )
    elif decision.purpose == "honour":
        kept = "honours" if decision.chosen == "yes" else "does not honour"
        what = f"{kept} its commitment to {protege}"
    else:
        what = f"gives {decision.chosen}" if decision.chosen != "no support" else "gives nothing"
    yield sentence(f"{day}: {guarantor} {what} ({likely})")


def _outbreak(month: MonthOfTrial, decision: Decision) -> Iterator[str]:
    text = f"general war breaks out between {state(decision.actor)} and {state(decision.target)}"
    if month.before("mechanisms.war.wars") == 0.0:
        path = PATHS[int(month.now("mechanisms.war.war_path"))]
        text += f": {_PATHS[path]}"
    yield sentence(text)
