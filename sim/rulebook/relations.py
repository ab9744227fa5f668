"""Relations of the payer with the sender's neighbour, and the ties between all pairs of states.

Relations (the ROK and Russia in the shipped scenarios) move towards a level: the tie of the two, lowered by
hawkish and raised by conciliatory governments on either side, and lowered by what the pact supplies, by
obstruction and by arms for the war abroad while they last. Ties move with cooperation and acts;
polarisation is the mean tie inside blocs less the mean between them. Voting distance as affinity: Bailey,
Strezhnev & Voeten 2017, doi:10.1177/0022002715595700.
"""

from typing import Any

from ..kernel.jit import rule
from .committing import in_war
from .declare import Mechanism, Parameter, Variable
from .policy_lines import ARM, OBSTRUCT, line_level

MECHANISM = Mechanism(
    name="relations",
    meaning="exchange, obstruction and governments move the payer's relations with the sender's neighbour",
    sources=("doi:10.1177/0022002715595700",),
    claim=6,
    parameters=(
        Parameter(
            "pacts", "neighbour", "the state whose relations with the payer are at stake", "state", None, kind="state"
        ),
        Parameter("pacts", "relations", "relations of payer and neighbour at the start", "-1..1", 0.0, -1, 1),
        Parameter(
            "world", "government", "fall of the level of relations with a wholly hawkish government", "ratio", 0.2, 0, 2
        ),
        Parameter(
            "world",
            "exchange_strain",
            "fall of the level of relations for each bn USD supplied in a month",
            "per bn USD/month",
            1.0,
            0,
            100,
        ),
        Parameter(
            "world",
            "obstruction_strain",
            "fall of the level of relations under open defiance of sanctions",
            "ratio",
            0.1,
            0,
            2,
        ),
        Parameter(
            "world", "arms_strain", "fall of the level of relations while lethal arms are sent", "ratio", 0.5, 0, 2
        ),
        Parameter(
            "world",
            "repair",
            "share of the distance to their level that relations close each month, up or down",
            "share/month",
            0.05,
            0,
            1,
        ),
    ),
    variables=(Variable("pacts", "relations", "relations of payer and neighbour", "-1..1", -1, 1, outcome=True),),
)

TIES = Mechanism(
    name="ties",
    meaning="ties between all pairs move with cooperation, votes and acts, and feed joining and relations",
    sources=("doi:10.1177/0022002715595700",),
    claim=10,
    parameters=(
        Parameter("ties", "tie", "tie of the pair at the start", "-1..1", 0.0, -1, 1),
        Parameter(
            "world", "exchange_gain", "rise of a tie for each bn USD exchanged in a month", "per bn USD", 0.05, 0, 10
        ),
        Parameter(
            "world",
            "vote_gain",
            "rise of the tie with a state under sanctions in a month of defying them openly",
            "per month",
            0.005,
            0,
            1,
        ),
        Parameter(
            "world",
            "act_effect",
            "move of a tie for an act of Goldstein value 10: up for cooperation, down for displays and worse",
            "ratio",
            0.03,
            0,
            10,
        ),
        Parameter(
            "world",
            "reversion",
            "share of the distance to its start that a tie closes each month",
            "share/month",
            0.03,
            0,
            1,
        ),
    ),
    variables=(
        Variable(
            "world",
            "polarisation",
            "mean tie inside blocs less mean tie between them",
            "-2..2",
            -2,
            2,
            outcome=True,
            derived="a tie",
        ),
    ),
)


@rule
def relations(p: Any, w: Any, k: int) -> None:
    """Move relations of payer and neighbour for a month of pact ``k``."""
    g = p.world[0]
    if g.relations_on == 0:
        return
    pact = p.pacts[k]
    flow = w.pacts[k]
    level = w.ties[pact.payer, pact.neighbour]
    level -= g.relations_government * (w.states[pact.payer].orientation + w.states[pact.neighbour].orientation)
    level -= g.relations_exchange_strain * flow.value
    level -= g.relations_obstruction_strain * line_level(p, w, pact.payer, OBSTRUCT) / 2.0
    level -= g.relations_arms_strain * line_level(p, w, pact.neighbour, ARM) / 2.0
    flow.relations += g.relations_repair * (min(1.0, max(-1.0, level)) - flow.relations)


@rule
def ties(p: Any, w: Any) -> None:
    """Move the tie of every pair for a month, and work out polarisation."""
    g = p.world[0]
    if g.ties_on == 0:
        return
    count = p.states.shape[0]
    for a in range(count):
        for b in range(a + 1, count):
            tie = w.ties[a, b]
            w.ties[a, b] = tie + g.ties_reversion * (p.ties[a, b] - tie)
    for k in range(p.pacts.shape[0]):
        a = min(p.pacts[k].payer, p.pacts[k].sender)
        b = max(p.pacts[k].payer, p.pacts[k].sender)
        w.ties[a, b] += g.ties_exchange_gain * w.pacts[k].value
    for k in range(p.sanctions.shape[0]):
        target = p.sanctions[k].target
        for j in range(count):
            if j != target and p.vetoes[k, j] != 0.0:
                obstructs = line_level(p, w, j, OBSTRUCT) / 2.0
                w.ties[min(j, target), max(j, target)] += g.ties_vote_gain * obstructs
    for d in range(p.rivalries.shape[0]):
        a = min(p.rivalries[d].actor, p.rivalries[d].target)
        b = max(p.rivalries[d].actor, p.rivalries[d].target)
        rung = p.ladder[w.rivalries[d].rung]
        if in_war(p, w, d):
            # Between enemies the war goes on; elsewhere what stands is no new act.
            if w.states[p.rivalries[d].actor].at_war == 0 or w.states[p.rivalries[d].target].at_war == 0:
                continue
        elif p.ladder[w.rivalries[d].seen].hostility >= 3:
            rung = p.ladder[w.rivalries[d].seen]
        if rung.hostility >= 3 or rung.posture == 0:
            w.ties[a, b] += g.ties_act_effect * 0.1 * rung.goldstein
    inside = 0.0
    insiders = 0.0
    between = 0.0
    betweens = 0.0
    for a in range(count):
        for b in range(a + 1, count):
            tie = min(1.0, max(-1.0, w.ties[a, b]))
            w.ties[a, b] = tie
            w.ties[b, a] = tie
            if p.states[a].bloc == 0 or p.states[b].bloc == 0:
                continue
            if p.states[a].bloc == p.states[b].bloc:
                inside += tie
                insiders += 1.0
            else:
                between += tie
                betweens += 1.0
    if insiders > 0.0 and betweens > 0.0:
        w.world[0].polarisation = inside / insiders - between / betweens
