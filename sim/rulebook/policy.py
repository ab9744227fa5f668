"""Policy: what a state sends, pays, obstructs, recognises or deploys, chosen each quarter.

The same quantal rule as for rungs, over the options of a line. A scenario can pin any line.
"""

import math
from typing import Any

from ..kernel.jit import rule
from ..kernel.random import uniform
from .declare import Mechanism, Parameter, Variable, pull
from .policy_lines import (
    ARM,
    CONTRIBUTE,
    HEDGE,
    OBSTRUCT,
    OPTIONS,
    PAY,
    PRESENCE,
    RECOGNISE,
    RESTRAIN,
    SEND,
    line_level,
)
from .streams import POLICY
from .tracing import BY_PIN, BY_UTILITY, HEAD, MENU, log_row

QUARTER = 3


def _option(k: int) -> Parameter:
    return Parameter("policies", f"constant_{k}", f"utility of option {k} before any driver", "utility", 0.0, -40, 40)


MECHANISM = Mechanism(
    name="policy",
    meaning="states choose their lines of policy each quarter",
    sources=("doi:10.1006/game.1995.1023",),
    switch=False,
    parameters=(
        Parameter("policies", "level", "option in force at the start", "option", 0, 0, 2, kind="integer"),
        Parameter(
            "policies",
            "pin",
            "option that the scenario holds fixed; -1 leaves the state its choice",
            "option",
            -1,
            -1,
            2,
            kind="integer",
        ),
        _option(0),
        _option(1),
        _option(2),
        Parameter("policies", "sensitivity", "scale of the drivers on this line", "ratio", 1.0, 0, 20),
        Parameter("world", "precision", "precision of policy choices", "1/utility", 1.0, 0, 1000),
        pull("inertia", "utility of keeping the option in force", "utility", 2.0),
        pull("money", "pull of hard currency on a strained treasury", "utility", 2.0),
        pull("debt", "weight of unpaid debt on sender and payer", "utility", 2.0),
        pull("demand", "pull of the war abroad on the payer and on arms for the other side", "utility", 1.5),
        pull("relations", "value of good relations between payer and neighbour", "utility", 1.5),
        pull("threat", "weight of tension at home", "utility", 1.0),
        pull(
            "doubt",
            "weight of doubt in a guarantor, of the rival's reach and of recognition on hedging",
            "utility",
            2.0,
        ),
        pull("orientation", "pull of a hawkish government towards arms for the war abroad", "utility", 1.0),
        pull("affinity", "weight of the tie with the partner", "utility", 1.0),
        Parameter(
            "world", "deployment", "change of presence in a quarter of deployment or withdrawal", "ratio", 0.1, 0, 1
        ),
        Parameter(
            "states",
            "restrains",
            "how severely this state as a patron frowns on its protege's acts: -1 encourages",
            "-1..1",
            0.3,
            -1,
            1,
        ),
    ),
    variables=(
        Variable("policies", "level", "option in force", "option", 0, 2, kind="integer", carried=False),
        Variable(
            "policies",
            "chosen",
            "option chosen this quarter, in force once every state has chosen",
            "option",
            0,
            2,
            kind="integer",
            starts="level",
            derived="level, or pin in the scenario",
        ),
        Variable(
            "states",
            "restraint_felt",
            "restraint by patrons, weighted by dependence on them",
            "-1..1",
            -1,
            1,
            derived="level of a patron's line restrain",
        ),
    ),
    purposes=("POLICY",),
)


@rule
def highest_tension(p: Any, w: Any, i: int) -> float:
    """Highest tension among the rivalries of state ``i``; 0 without rivals."""
    highest = 0.0
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor == i:
            highest = max(highest, w.rivalries[d].tension)
    return highest


@rule
def driver(p: Any, w: Any, i: int, line: int) -> float:
    """What moves state ``i`` up the options of a line: utility of the last option over the first."""
    g = p.world[0]
    state = w.states[i]
    total = 0.0
    for k in range(p.pacts.shape[0]):
        pact = p.pacts[k]
        flow = w.pacts[k]
        owed = flow.debt / (1.0 + abs(flow.debt))
        tie = w.ties[pact.payer, pact.sender]
        if line == SEND and pact.sender == i:
            comfort = g.cost_comfort * p.states[i].gdp
            strain = comfort / (comfort + state.reserve)
            total += g.policy_money * (strain - 0.5) - g.policy_debt * owed + g.policy_affinity * tie
        elif line == PAY and pact.payer == i:
            total += g.policy_debt * owed + g.policy_demand * flow.demand - g.policy_relations * flow.relations
            total += g.policy_affinity * tie
        elif line == OBSTRUCT and pact.payer == i:
            total += g.policy_demand * flow.demand - g.policy_relations * flow.relations
        elif line == RECOGNISE and pact.payer == i:
            total += g.policy_affinity * tie - g.policy_relations * flow.relations
        elif line == ARM and pact.neighbour == i:
            given = line_level(p, w, pact.payer, PAY) / 2.0
            total += (g.policy_demand + g.policy_threat * given) * flow.demand
            total += g.policy_orientation * state.orientation - g.policy_relations * flow.relations
        elif line == RESTRAIN and pact.payer == i:
            total += g.policy_threat * highest_tension(p, w, pact.sender)
    if line == SEND:
        total -= g.policy_threat * highest_tension(p, w, i)
    if line == PRESENCE or line == CONTRIBUTE:
        for a in range(p.alliances.shape[0]):
            if p.alliances[a].guarantor == i:
                total += g.policy_threat * (highest_tension(p, w, p.alliances[a].protege) - g.tension_reference)
    if line == HEDGE:
        belief = 0.0
        for a in range(p.alliances.shape[0]):
            if p.alliances[a].protege == i:
                belief = max(belief, w.beliefs[a, i])
        danger = 0.0
        for d in range(p.rivalries.shape[0]):
            if p.rivalries[d].actor == i:
                rival = w.states[p.rivalries[d].target]
                danger = max(danger, 0.5 * rival.reach + 0.5 * rival.recognised)
        total += g.policy_doubt * (1.0 - belief + danger)
    return total


@rule
def policy(p: Any, w: Any, i: int) -> None:
    """Choose every line of state ``i`` for the quarter, on the options that are in force."""
    if w.clock[0].month % QUARTER == 0:
        for m in range(p.policies.shape[0]):
            if p.policies[m].state == i:
                _choose_line(p, w, i, m)


@rule
def adopt(p: Any, w: Any) -> None:
    """Put what all states have chosen in force at once, with what follows from it the same month."""
    if w.clock[0].month % QUARTER == 0:
        for m in range(p.policies.shape[0]):
            chosen = w.policies[m].chosen
            w.policies[m].level = chosen
            state = w.states[p.policies[m].state]
            if p.policies[m].line == RECOGNISE and p.world[0].recognition_on != 0:
                state.recognition = min(3, max(0, state.recognition + chosen - 1))
            if p.policies[m].line == PRESENCE:
                state.presence = min(3.0, max(0.0, state.presence + p.world[0].policy_deployment * (chosen - 1)))
    for i in range(p.states.shape[0]):
        w.states[i].restraint_felt = 0.0
    for k in range(p.pacts.shape[0]):
        sender = p.pacts[k].sender
        payer = p.pacts[k].payer
        dependence = min(1.0, 120.0 * w.pacts[k].value / p.states[sender].gdp)
        strict = p.states[payer].restrains
        strict += 0.5 * line_level(p, w, payer, RESTRAIN)
        w.states[sender].restraint_felt += dependence * strict
    for i in range(p.states.shape[0]):
        w.states[i].restraint_felt = min(1.0, max(-1.0, w.states[i].restraint_felt))


@rule
def _choose_line(p: Any, w: Any, i: int, m: int) -> None:
    g = p.world[0]
    fixed = p.policies[m]
    line = fixed.line
    options = OPTIONS[line]
    nobody = p.states.shape[0]
    draw = uniform(p.keys, w.clock[0], i, nobody, POLICY, line)
    pull = fixed.sensitivity * driver(p, w, i, line)
    middle = 0.0
    if line == RECOGNISE or line == PRESENCE:
        middle = 0.5
    u0 = fixed.constant_0 - middle * pull
    u1 = fixed.constant_1 + (1.0 / (options - 1) - middle) * pull
    u2 = fixed.constant_2 + (1.0 - middle) * pull
    if line != RECOGNISE and line != PRESENCE:
        # On lines of steps, keeping the course is an option of its own.
        in_force = w.policies[m].level
        u0 += g.policy_inertia if in_force == 0 else 0.0
        u1 += g.policy_inertia if in_force == 1 else 0.0
        u2 += g.policy_inertia if in_force == 2 else 0.0
    best = max(u0, u1)
    if options == 3:
        best = max(best, u2)
    e0 = math.exp(g.policy_precision * (u0 - best))
    e1 = math.exp(g.policy_precision * (u1 - best))
    e2 = 0.0
    if options == 3:
        e2 = math.exp(g.policy_precision * (u2 - best))
    total = e0 + e1 + e2
    chosen = 0
    if draw * total >= e0:
        chosen = 1
        if options == 3 and draw * total >= e0 + e1:
            chosen = 2
    decided = BY_UTILITY
    if fixed.pin >= 0:
        chosen = fixed.pin
        decided = BY_PIN
    if w.clock[0].logging != 0:
        k = log_row(w.clock[0], w.log, i, nobody, POLICY, line, draw, chosen, decided)
        if k >= 0:
            w.log[k, 9] = options
            w.log[k, 10] = w.policies[m].level
            w.log[k, HEAD] = e0 / total
            w.log[k, HEAD + 1] = e1 / total
            w.log[k, HEAD + 2] = e2 / total
            w.log[k, HEAD + MENU] = u0
            w.log[k, HEAD + MENU + 1] = u1
            w.log[k, HEAD + MENU + 2] = u2
    w.policies[m].chosen = chosen
