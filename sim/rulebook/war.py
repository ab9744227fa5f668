"""War: coalition against coalition, by Lanchester's square law, until it is ended.

The daily step is the exact solution of the square law, so no substep can change an outcome.
Guarantors arrive after their delay. Once a week a nuclear state may use a weapon, by doctrine or under
pressure to use or lose, and the war may end: by settlement, exhaustion, collapse or nuclear
termination. Where China is not one of the states, ``war.china_stance`` is a condition on all that is
said of war.

War termination: Weisiger 2013, Logics of War.
"""

from typing import Any

from ..kernel.jit import rule
from .declare import Mechanism, Parameter, Variable
from .field import arrive, fight, fighting, side_loss
from .joining import call_promise
from .nuclear_week import nuclear_week
from .obligations import barred, promises_force
from .streams import FIRST_WAR_ROUND, WAR_END
from .strength import projected
from .tracing import chance

PATHS = ("none", "deliberate", "crisis", "alliance", "doctrine", "accident")
NONE, DELIBERATE, BY_CRISIS, BY_ALLIANCE, BY_DOCTRINE, BY_ACCIDENT = range(len(PATHS))
ENDS = ("none", "armistice", "challenger_wins", "target_wins", "nuclear_termination", "unfinished")
NO_END, ARMISTICE, CHALLENGER_WINS, TARGET_WINS, NUCLEAR_END, UNFINISHED = range(len(ENDS))
CHINA_STANCES = ("neutral", "arms", "intervenes")
DAYS = 30
WEEK = 7


def _world(name: str, meaning: str, unit: str, default: float, low: float = 0, high: float = 1) -> Parameter:
    return Parameter("world", name, meaning, unit, default, low, high)


MECHANISM = Mechanism(
    name="war",
    meaning="general war runs day by day until it is ended",
    sources=("Engel 1954, Journal of the Operations Research Society of America 2(2)",),
    switch=False,
    claim=9,
    parameters=(
        _world("attrition", "force destroyed a day by each unit of hostile force", "1/day", 0.01, 0, 10),
        _world("arms", "rise of a protege's force when a guarantor sends arms", "ratio", 0.1, 0, 5),
        _world("forces", "share of a guarantor's strength that comes when it sends forces", "share", 0.4),
        _world("settlement", "probability a week that the war is settled", "probability", 0.05),
        _world("exhaustion", "rise of that probability when both sides have lost all", "probability", 0.5),
        _world("collapse", "share of a coalition's force whose loss is defeat", "share", 0.6),
        _world("nuclear_base", "log odds a week of nuclear use by a state losing nothing", "log odds", -6.0, -50, 20),
        _world("nuclear_loss", "rise of those log odds when all force is lost", "log odds", 5.0, 0, 50),
        _world(
            "nuclear_pressure",
            "rise of those log odds for an arsenal that would not survive a first strike",
            "log odds",
            1.0,
            0,
            50,
        ),
        _world("answer", "probability that a nuclear enemy answers nuclear use in kind", "probability", 0.3),
        _world("nuclear_settlement", "probability a week that a war with nuclear use is ended", "probability", 0.5),
        Parameter(
            "world",
            "china_stance",
            "what China does in a war when it is not one of the states",
            "stance",
            None,
            kind="choice",
            choices=CHINA_STANCES,
        ),
        _world("china_force", "force China would send or supply", "index", 2.0, 0, 100),
        _world("china_trigger", "share of force lost at which the state that China backs is helped", "share", 0.4),
        Parameter(
            "states",
            "backed_by_china",
            "whether China's stance is in this state's favour",
            "yes/no",
            False,
            kind="switch",
        ),
    ),
    variables=(
        Variable("world", "war_on", "whether a general war is going on", "0-1", 0, 1, kind="integer", carried=False),
        Variable(
            "world", "war_path", "how the first war came about, as a number", "path", 0, 5, kind="integer", outcome=True
        ),
        Variable("world", "war_end", "how the last war ended, as a number", "end", 0, 5, kind="integer", outcome=True),
        Variable("world", "war_days", "days of war so far", "days", 0, kind="integer", outcome=True),
        Variable("world", "war_day", "days of the war at hand so far", "days", 0, kind="integer", carried=False),
        Variable("world", "wars", "general wars so far", "count", 0, kind="integer", outcome=True),
        Variable(
            "world",
            "war_challenger",
            "number of the state that challenged in the last war; -1 for none",
            "state",
            -1,
            kind="integer",
            initial=-1,
            outcome=True,
        ),
        Variable(
            "world",
            "china_helped",
            "whether China has helped in the war at hand",
            "0-1",
            0,
            1,
            kind="integer",
            carried=False,
        ),
        Variable(
            "states",
            "side",
            "side in the war at hand: 0 none, 1 challenger's, 2 target's",
            "side",
            0,
            2,
            kind="integer",
            carried=False,
        ),
        Variable(
            "states",
            "at_war",
            "whether the state was at war when the month began",
            "0-1",
            0,
            1,
            kind="integer",
            derived="side",
        ),
        Variable("states", "force", "force in the field", "index", 0, carried=False),
        Variable("states", "force_start", "force brought to the field so far", "index", 0, carried=False),
        Variable("states", "force_due", "force still on its way", "index", 0, carried=False),
        Variable(
            "states",
            "deployed",
            "share of the state's power that it has in the war at hand",
            "share",
            0,
            1,
            carried=False,
        ),
        Variable("states", "arrival", "day of the war on which it arrives", "day", 0, kind="integer", carried=False),
        Variable(
            "states",
            "war_losses",
            "share of the force it brought that was lost in the last war; 0 without one",
            "share",
            0,
            1,
            outcome=True,
        ),
        Variable(
            "states",
            "nuclear_used",
            "nuclear uses by this state in the last war",
            "count",
            0,
            kind="integer",
            carried=False,
        ),
    ),
    purposes=("NUCLEAR_USE", "NUCLEAR_ANSWER", "WAR_END"),
)


@rule
def begin_war(p: Any, w: Any, d: int, challenger: int, path: int) -> None:
    """Open a general war on the pair of rivalry ``d``; guarantors not yet called are called now."""
    i = p.rivalries[d].actor
    j = p.rivalries[d].target
    world = w.world[0]
    world.war_on = 1
    world.wars += 1
    world.war_day = 0
    world.china_helped = 0
    world.war_challenger = challenger
    if world.war_path == NONE:
        world.war_path = path
    for s in range(p.states.shape[0]):
        state = w.states[s]
        state.side = 0
        state.force = 0.0
        state.force_start = 0.0
        state.force_due = 0.0
        state.deployed = 0.0
        state.nuclear_used = 0
    for s in (i, j):
        state = w.states[s]
        state.side = 1 if s == challenger else 2
        state.force = state.strength
        state.force_start = state.strength
        state.deployed = min(1.0, projected(p, w, s))
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        alliance = w.alliances[a]
        protege = fixed.protege
        guarantor = fixed.guarantor
        if (protege != i and protege != j) or guarantor == i or guarantor == j or alliance.in_force <= 0.0:
            continue
        enemy = j if protege == i else i
        callable_ = promises_force(fixed.obligation) and not barred(p, w, guarantor, enemy)
        if p.world[0].alliance_on != 0 and callable_ and alliance.called == 0 and fixed.trigger <= w.rivalries[d].rung:
            call_promise(p, w, a, enemy, protege == challenger)
        side = w.states[protege].side
        if alliance.support == 1:
            gift = p.world[0].war_arms * w.states[protege].force_start
            w.states[protege].force += gift
            w.states[protege].force_start += gift
        elif alliance.support >= 2 and w.states[guarantor].side == 0:
            share = p.world[0].war_forces if alliance.support == 2 else 1.0
            state = w.states[guarantor]
            state.side = side
            state.force_due = share * state.strength
            state.deployed = min(1.0, share * projected(p, w, guarantor))
            state.arrival = fixed.delay


@rule
def war(p: Any, w: Any) -> None:
    """Fight for a month, or until the war ends."""
    world = w.world[0]
    if world.war_on == 0:
        return
    for day in range(1, DAYS + 1):
        w.clock[0].turn = FIRST_WAR_ROUND + day
        world.war_days += 1
        world.war_day += 1
        arrive(p, w)
        fight(p, w)
        if day % WEEK == 0:
            nuclear_week(p, w)
            _end_week(p, w)
            if world.war_on == 0:
                break
    w.clock[0].turn = 0


@rule
def _end_week(p: Any, w: Any) -> None:
    """End the war by collapse of a side, or by chance: settlement, exhaustion, nuclear termination."""
    g = p.world[0]
    nobody = p.states.shape[0]
    used = 0
    for i in range(p.states.shape[0]):
        if w.states[i].side != 0:
            used += w.states[i].nuclear_used
    loss_one = side_loss(p, w, 1)
    loss_two = side_loss(p, w, 2)
    end = NO_END
    hazard = min(1.0, g.war_settlement + g.war_exhaustion * min(loss_one, loss_two))
    if used > 0:
        hazard = g.war_nuclear_settlement
    settled = chance(p, w, nobody, nobody, WAR_END, 0, hazard)
    if loss_one >= g.war_collapse and loss_one >= loss_two:
        end = TARGET_WINS
    elif loss_two >= g.war_collapse:
        end = CHALLENGER_WINS
    elif settled:
        end = NUCLEAR_END if used > 0 else ARMISTICE
    if end != NO_END:
        end_war(p, w, end)


@rule
def end_war(p: Any, w: Any, end: int) -> None:
    """Stop the fighting: of each state's power, what it had deployed falls by the share of it that is lost.

    Acts of those who fought go back to routine, and their crises are over.
    """
    world = w.world[0]
    world.war_on = 0
    world.war_end = end
    for i in range(p.states.shape[0]):
        state = w.states[i]
        if state.side != 0 and state.force_start > 0.0:
            state.war_losses = 1.0 - min(1.0, state.force / state.force_start)
            state.power *= 1.0 - state.deployed * state.war_losses
        state.force_due = 0.0
    for k in range(p.pairs.shape[0]):
        if fighting(w, p.pairs[k].first, p.pairs[k].second):
            w.pairs[k].crisis = 0
            w.pairs[k].challenger = -1
            w.rivalries[p.pairs[k].forward].rung = min(1, p.ladder.shape[0] - 1)
            w.rivalries[p.pairs[k].backward].rung = min(1, p.ladder.shape[0] - 1)
    for a in range(p.alliances.shape[0]):
        if fighting(w, p.alliances[a].guarantor, p.alliances[a].protege):
            w.alliances[a].support = 0
            w.alliances[a].joining = 0
    for i in range(p.states.shape[0]):
        w.states[i].side = 0
