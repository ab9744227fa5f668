"""Exchange: troops and munitions go out; currency, goods and technology come back; the rest is debt.

At October 2024: a first 1,500 and then about 12,000 troops by the ROK's account, millions of shells,
pay of $2,000-3,000 a soldier a month. Alliances as exchanges: Morrow 1991, doi:10.2307/2111499.
"""

from typing import Any

from .compiling import rule
from .declare import STOCKS, Mechanism, Parameter, Variable
from .draws import uniform
from .policy_lines import PAY, SEND, line_level
from .purposes import ATTRITION

ELITE, SHELLS, MISSILES, COMMAND = range(len(STOCKS))
BILLION = 1e9


def _pact(name: str, meaning: str, unit: str, default: float, low: float, high: float) -> Parameter:
    return Parameter("pacts", name, meaning, unit, default, low, high)


def _flow(name: str, meaning: str, unit: str, outcome: bool = False, derived: str = "") -> Variable:
    return Variable("pacts", name, meaning, unit, 0, outcome=outcome, derived=derived)


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
        _pact("target", "most troops abroad at once", "soldiers", 12000.0, 0, 1e6),
        _pact("wave", "largest wave of troops a month", "soldiers", 3000.0, 0, 1e6),
        _pact("rotation", "share of the troops abroad that returns each month", "share/month", 0.08, 0, 1),
        _pact("attrition", "mean share of the troops abroad lost each month at full demand", "share/month", 0.04, 0, 1),
        _pact("pay", "pay of a soldier", "USD/month", 2000.0, 0, 1e5),
        _pact("shells", "shells sent a month", "shells/month", 150000.0, 0, 1e8),
        _pact("shell_price", "price of a shell", "USD", 1000.0, 0, 1e6),
        _pact("missiles", "ballistic missiles sent a month", "missiles/month", 5.0, 0, 1e4),
        _pact("missile_price", "price of a missile", "USD", 3e6, 0, 1e9),
        _pact("workers", "workers abroad", "workers", 15000.0, 0, 1e7),
        _pact("wage", "what a worker earns the sending state", "USD/month", 500.0, 0, 1e5),
        _pact("command", "command attention bound by each thousand troops abroad", "share", 0.005, 0, 1),
        _pact("currency_share", "share of the value paid in hard currency", "share", 0.5, 0, 1),
        _pact("goods_share", "share of the value paid in oil, food and goods", "share", 0.3, 0, 1),
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
        Variable("pacts", "in_force", "whether the pact is in force", "0-1", 0, 1),
        Variable("pacts", "demand", "the payer's need of troops and munitions", "0-1", 0, 1),
        _flow("abroad", "troops abroad", "soldiers"),
        Variable("pacts", "sent", "troops sent so far", "soldiers", 0, starts="abroad", outcome=True),
        _flow("lost", "troops lost so far", "soldiers", outcome=True),
        _flow("returned", "troops returned so far", "soldiers", outcome=True),
        _flow("munitions", "shells sent so far", "shells", outcome=True),
        _flow("value", "value of what was sent this month", "bn USD", derived="demand or in_force of the pact"),
        _flow("paid", "hard currency paid so far", "bn USD", outcome=True),
        Variable("pacts", "debt", "value received and not yet paid for", "bn USD", outcome=True),
        _flow("transferred", "strategic technology given this month", "0-1", derived="demand or in_force of the pact"),
        _of_the_month("exchange_income", "hard currency earned by exchange this month", "bn USD"),
        _of_the_month("goods_income", "goods earned by exchange this month", "bn USD"),
        _of_the_month("troop_losses", "share of the elite stock lost abroad this month", "share"),
    ),
    purposes=("ATTRITION",),
)


@rule
def exchange(p: Any, w: Any, k: int) -> None:
    """Send, lose, rotate and pay for one month of pact ``k``."""
    g = p.world[0]
    pact = p.pacts[k]
    flow = w.pacts[k]
    flow.value = 0.0
    flow.transferred = 0.0
    if g.exchange_on == 0:
        return
    sender = pact.sender
    payer = pact.payer
    send = line_level(p, w, sender, SEND)
    wanted = flow.in_force * flow.demand
    if wanted == 0.0:
        send = 0
    elite = w.stocks[sender, ELITE]
    elite_start = p.stocks[sender, ELITE].home

    rotated = flow.abroad * pact.rotation
    if wanted == 0.0:
        rotated = flow.abroad
    draw = uniform(p.keys, w.clock[0], sender, payer, ATTRITION, 0)
    lost = min(flow.abroad - rotated, flow.abroad * pact.attrition * flow.demand * 2.0 * draw)
    flow.abroad -= rotated + lost
    flow.returned += rotated
    flow.lost += lost
    elite.home += rotated
    if elite_start > 0.0:
        w.states[sender].troop_losses += lost / elite_start
    if send == 2:
        wave = max(0.0, min(pact.wave, pact.target - flow.abroad, elite.home))
        elite.home -= wave
        flow.abroad += wave
        flow.sent += wave
    command_start = p.stocks[sender, COMMAND].home
    bound = min(1.0, pact.command * flow.abroad / 1000.0)
    w.stocks[sender, COMMAND].home = command_start * (1.0 - bound)

    shells = 0.0
    missiles = 0.0
    if send >= 1:
        shells = min(pact.shells * wanted, w.stocks[sender, SHELLS].home)
        missiles = min(pact.missiles * wanted, w.stocks[sender, MISSILES].home)
        w.stocks[sender, SHELLS].home -= shells
        w.stocks[sender, MISSILES].home -= missiles
        flow.munitions += shells
    workers = pact.workers * flow.in_force
    flow.value = (
        flow.abroad * pact.pay + shells * pact.shell_price + missiles * pact.missile_price + workers * pact.wage
    ) / BILLION

    pay = line_level(p, w, payer, PAY)
    currency = flow.value * pact.currency_share
    goods = flow.value * pact.goods_share
    technology = 0.0
    if flow.in_force > 0.0 and pay >= 1:
        technology = 0.25 * pact.technology_value
        growth = pact.modernisation * p.states[sender].power
        w.states[sender].power += growth * flow.in_force
    if flow.in_force > 0.0 and pay == 2:
        technology = pact.technology_value
        flow.transferred = pact.transfer * flow.in_force
    flow.paid += currency
    flow.debt += flow.value - currency - goods - technology
    w.states[sender].exchange_income += currency
    w.states[sender].goods_income += goods


@rule
def restock(p: Any, w: Any, i: int) -> None:
    """Make what the funded state produces of each stock, up to what it held at the start."""
    for s in range(4):
        made = p.stocks[i, s].production * w.states[i].funding
        start = p.stocks[i, s].home
        if made > 0.0 and w.stocks[i, s].home < start:
            w.stocks[i, s].home = min(start, w.stocks[i, s].home + made)
