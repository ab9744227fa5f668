"""Exchange: troops and munitions go out; currency, goods and technology come back; the rest is debt.

Two values are kept apart. What is supplied is valued at what it would cost the payer elsewhere: a soldier
of its own, a shell on the market. What is paid is what the payer gives for it; the difference is debt.
At October 2024: a first 1,500 and then about 12,000 troops by the ROK's account, room for millions of
shells in the containers counted, pay of about $2,000 a soldier a month. Alliances as exchanges: Morrow
1991, doi:10.2307/2111499.
"""

from typing import Any

from ..kernel.jit import rule
from ..kernel.random import uniform
from .declare import STOCKS, Mechanism, Parameter, Variable
from .policy_lines import PAY, SEND, line_level
from .streams import ATTRITION

ELITE, SHELLS, MISSILES, COMMAND = range(len(STOCKS))
BILLION = 1e9


def _pact(name: str, meaning: str, unit: str, default: float, low: float, high: float) -> Parameter:
    return Parameter("pacts", name, meaning, unit, default, low, high)


def _flow(name: str, meaning: str, unit: str, outcome: bool = False, derived: str = "") -> Variable:
    return Variable("pacts", name, meaning, unit, 0, outcome=outcome, derived=derived, carried=False)


def _of_the_month(name: str, meaning: str, unit: str) -> Variable:
    return Variable("states", name, meaning, unit, 0, derived="demand or in_force of a pact")


MECHANISM = Mechanism(
    name="exchange",
    meaning="troops and munitions for hard currency, goods and technology",
    sources=("doi:10.2307/2111499",),
    claim=1,
    parameters=(
        Parameter("pacts", "payer", "the state that pays", "state", None, kind="state"),
        Parameter("pacts", "sender", "the state that sends troops and munitions", "state", None, kind="state"),
        _pact("in_force", "whether the pact is in force at the start", "0-1", 1.0, 0, 1),
        _pact("demand", "the payer's need of troops and munitions at the start", "0-1", 1.0, 0, 1),
        _pact("abroad", "troops abroad at the start", "soldiers", 0.0, 0, 1e6),
        _pact("target", "most troops abroad at once at full demand", "soldiers", 12000.0, 0, 1e6),
        _pact("wave", "largest wave of troops a month", "soldiers", 3000.0, 0, 1e6),
        _pact("rotation", "share of the troops abroad that returns each month", "share/month", 0.042, 0, 1),
        _pact(
            "attrition",
            "mean share of the troops abroad killed or wounded each month at full demand",
            "share/month",
            0.04,
            0,
            1,
        ),
        _pact("killed_share", "share of those killed or wounded that is killed", "share", 0.25, 0, 1),
        _pact("recovery", "share of the wounded who leave hospital each month", "share/month", 0.25, 0, 1),
        _pact("unfit", "share of the wounded who never serve again", "share", 0.3, 0, 1),
        _pact("soldier_value", "what a soldier of its own costs the payer", "USD/month", 3000.0, 0, 1e5),
        _pact("pay", "what the payer gives for a soldier", "USD/month", 2000.0, 0, 1e5),
        _pact("shells", "shells sent a month", "shells/month", 150000.0, 0, 1e8),
        _pact("shell_price", "market price of a shell", "USD", 1000.0, 0, 1e6),
        _pact("missiles", "ballistic missiles sent a month", "missiles/month", 5.0, 0, 1e4),
        _pact("missile_price", "market price of a missile", "USD", 3e6, 0, 1e9),
        _pact("workers", "workers abroad", "workers", 15000.0, 0, 1e7),
        _pact("wage", "what a worker earns the sending state", "USD/month", 500.0, 0, 1e5),
        _pact("command", "command attention bound by each thousand troops abroad", "share", 0.005, 0, 1),
        _pact("paid_share", "share of the value of munitions that is paid in currency and goods", "share", 0.3, 0, 10),
        _pact(
            "currency_share",
            "share of that payment in hard currency; the rest is oil, food and goods",
            "share",
            0.5,
            0,
            1,
        ),
        _pact("technology_value", "worth of a month's strategic technology to both sides", "bn USD/month", 0.05, 0, 10),
        _pact("transfer", "strategic technology that comes in a month at full payment", "0-1", 1.0, 0, 10),
        _pact(
            "modernisation",
            "growth of the sender's power a month while conventional technology comes",
            "share/month",
            0.001,
            0,
            1,
        ),
        _pact("debt", "debt of the payer at the start", "bn USD", 0.0, -100, 100),
    ),
    variables=(
        Variable("pacts", "in_force", "whether the pact is in force", "0-1", 0, 1, carried=False),
        Variable("pacts", "demand", "the payer's need of troops and munitions", "0-1", 0, 1, carried=False),
        _flow("abroad", "troops abroad", "soldiers"),
        Variable("pacts", "sent", "troops sent so far", "soldiers", 0, starts="abroad", outcome=True),
        _flow("killed", "troops killed abroad so far", "soldiers", outcome=True),
        _flow("wounded", "troops wounded abroad so far", "soldiers", outcome=True),
        _flow("convalescent", "wounded troops abroad who have not recovered yet", "soldiers"),
        _flow("disabled", "wounded troops so far who will not serve again", "soldiers", outcome=True),
        _flow("returned", "troops returned fit for service so far", "soldiers", outcome=True),
        _flow("munitions", "shells sent so far", "shells", outcome=True),
        _flow("value", "value supplied this month", "bn USD", derived="demand or in_force of the pact"),
        _flow("supplied", "value supplied so far", "bn USD", outcome=True),
        _flow("paid", "value paid so far in currency, goods and technology", "bn USD", outcome=True),
        _flow("currency", "hard currency paid so far", "bn USD", outcome=True),
        _flow("goods", "goods paid so far, at what they cost the payer", "bn USD", outcome=True),
        Variable("pacts", "debt", "value supplied and not paid for", "bn USD", outcome=True),
        _flow("transferred", "strategic technology given this month", "0-1", derived="demand or in_force of the pact"),
        _of_the_month("exchange_income", "hard currency earned by exchange this month", "bn USD"),
        _of_the_month("goods_income", "goods earned by exchange this month", "bn USD"),
        _of_the_month("exchange_cost", "what exchange cost this month as payer, in currency and goods", "bn USD"),
        _of_the_month("troop_losses", "share of the elite stock killed abroad this month", "share"),
    ),
    purposes=("ATTRITION",),
)


@rule
def exchange(p: Any, w: Any, k: int) -> None:
    """Send, rotate and pay for one month of pact ``k``."""
    flow = w.pacts[k]
    flow.value = 0.0
    flow.transferred = 0.0
    if p.world[0].exchange_on == 0:
        return
    pact = p.pacts[k]
    sender = pact.sender
    wanted = flow.in_force * flow.demand
    send = line_level(p, w, sender, SEND) if wanted > 0.0 else 0
    _deploy(p, w, k, send, wanted)
    shells = 0.0
    missiles = 0.0
    if send >= 1:
        shells = min(pact.shells * wanted, w.stocks[sender, SHELLS].home)
        missiles = min(pact.missiles * wanted, w.stocks[sender, MISSILES].home)
        w.stocks[sender, SHELLS].home -= shells
        w.stocks[sender, MISSILES].home -= missiles
        flow.munitions += shells
    munitions = (shells * pact.shell_price + missiles * pact.missile_price) / BILLION
    work = pact.workers * flow.in_force * pact.wage / BILLION
    flow.value = flow.abroad * pact.soldier_value / BILLION + munitions + work
    flow.supplied += flow.value
    _pay(p, w, k, flow.abroad * pact.pay / BILLION + work + pact.paid_share * munitions)


@rule
def _deploy(p: Any, w: Any, k: int, send: int, wanted: float) -> None:
    """Bring home, lose and send troops for a month; ``wanted`` is the pact's force times demand, in [0, 1]."""
    pact = p.pacts[k]
    flow = w.pacts[k]
    sender = pact.sender
    ceiling = pact.target * wanted
    rotated = max(flow.abroad * pact.rotation, flow.abroad - ceiling)
    draw = uniform(p.keys, w.clock[0], sender, pact.payer, ATTRITION, 0)
    casualties = min(flow.abroad - rotated, flow.abroad * pact.attrition * flow.demand * 2.0 * draw)
    killed = casualties * pact.killed_share
    healed = flow.convalescent * pact.recovery
    disabled = healed * pact.unfit
    home = rotated + healed - disabled
    flow.abroad -= rotated + casualties
    flow.killed += killed
    flow.wounded += casualties - killed
    flow.convalescent += casualties - killed - healed
    flow.disabled += disabled
    flow.returned += home
    elite = w.stocks[sender, ELITE]
    elite.home += home
    if p.stocks[sender, ELITE].home > 0.0:
        w.states[sender].troop_losses += killed / p.stocks[sender, ELITE].home
    if send == 2:
        wave = max(0.0, min(pact.wave, ceiling - flow.abroad, elite.home))
        elite.home -= wave
        flow.abroad += wave
        flow.sent += wave
    bound = min(1.0, pact.command * flow.abroad / 1000.0)
    w.stocks[sender, COMMAND].home = p.stocks[sender, COMMAND].home * (1.0 - bound)


@rule
def _pay(p: Any, w: Any, k: int, due: float) -> None:
    """Pay ``due`` bn USD in currency and goods as far as the payer's reserve goes, and technology by its policy."""
    pact = p.pacts[k]
    flow = w.pacts[k]
    sender = w.states[pact.sender]
    payer = w.states[pact.payer]
    given = min(due, max(0.0, payer.reserve - payer.exchange_cost))
    currency = given * pact.currency_share
    level = line_level(p, w, pact.payer, PAY)
    technology = 0.0
    if flow.in_force > 0.0 and level >= 1:
        technology = 0.25 * pact.technology_value
        sender.power += pact.modernisation * p.states[pact.sender].power * flow.in_force
    if flow.in_force > 0.0 and level == 2:
        technology = pact.technology_value
        flow.transferred = pact.transfer * flow.in_force
    flow.currency += currency
    flow.goods += given - currency
    flow.paid += given + technology
    flow.debt += flow.value - given - technology
    payer.exchange_cost += given
    sender.exchange_income += currency
    sender.goods_income += given - currency


@rule
def restock(p: Any, w: Any, i: int) -> None:
    """Make what the funded state produces of each stock, up to what it held at the start."""
    for s in range(4):
        made = p.stocks[i, s].production * w.states[i].funding
        start = p.stocks[i, s].home
        if made > 0.0 and w.stocks[i, s].home < start:
            w.stocks[i, s].home = min(start, w.stocks[i, s].home + made)
