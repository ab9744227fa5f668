"""Treasury: hard currency earned and spent, and the domestic pressure it relieves.

Income is trade that sanctions leave plus what exchange earns. Spending is on what exchange costs the
payer, on the weapons programme and on relief at home. The reserve moves by these flows only.
"""

import math
from typing import Any

from ..kernel.jit import rule
from ..kernel.random import uniform
from .declare import PARTY, SENDER, Mechanism, Parameter, Variable
from .streams import PRESSURE

MECHANISM = Mechanism(
    name="treasury",
    meaning="hard currency is earned, spent on programmes and relief, and bears on pressure at home",
    sources=("assumption",),
    claim=2,
    parameters=(
        Parameter(
            "states", "trade", "hard currency that trade would earn without sanctions", "bn USD/month", 0.0, 0, 10000
        ),
        Parameter(
            "states", "sanctions_exposure", "share of that trade which full enforcement stops", "share", 0.8, 0, 1
        ),
        Parameter("states", "programme_cost", "what the weapons programme costs", "bn USD/month", 0.0, 0, 1000),
        Parameter(
            "states", "relief", "share of the reserve spent each month on relief at home", "share/month", 0.02, 0, 1
        ),
        Parameter(
            "world",
            "relief_gain",
            "fall of pressure when relief and goods of 1% of GDP arrive in a month",
            "0-1",
            0.05,
            0,
            10,
        ),
        Parameter(
            "world", "loss_gain", "rise of pressure when the whole elite stock is killed in a month", "0-1", 0.5, 0, 10
        ),
        Parameter(
            "world",
            "reversion",
            "share of the distance to its start that pressure closes each month",
            "share/month",
            0.05,
            0,
            1,
        ),
        Parameter("world", "shock", "largest random move of pressure in a month", "0-1", 0.03, 0, 1),
    ),
    variables=(
        Variable(
            "states",
            "reserve",
            "hard currency at hand",
            "bn USD",
            0,
            outcome=True,
            needs=(("trade", PARTY),),
        ),
        Variable(
            "states",
            "earned",
            "hard currency earned so far",
            "bn USD",
            0,
            outcome=True,
            needs=(("trade", SENDER),),
        ),
        Variable(
            "states",
            "spent",
            "hard currency spent so far",
            "bn USD",
            0,
            outcome=True,
            needs=(("trade", PARTY),),
        ),
        Variable("states", "pressure", "domestic pressure", "0-1", 0, 1, carried=False),
        Variable(
            "states",
            "campaign_funds",
            "log of the reserve over its strain point, within -2 and 2",
            "log ratio",
            -2,
            2,
            derived="reserve",
        ),
        Variable(
            "states",
            "funding",
            "share of the programme's cost that was met this month",
            "share",
            0,
            1,
            initial=1.0,
            derived="reserve",
        ),
    ),
    purposes=("PRESSURE",),
)


@rule
def treasury(p: Any, w: Any, i: int) -> None:
    """Earn and spend for a month, then move domestic pressure."""
    g = p.world[0]
    if g.treasury_on == 0:
        return
    fixed = p.states[i]
    state = w.states[i]
    earned = fixed.trade * (1.0 - fixed.sanctions_exposure * state.enforcement_felt) + state.exchange_income
    state.reserve += earned - state.exchange_cost
    state.earned += earned

    programme = min(fixed.programme_cost, state.reserve)
    state.funding = programme / fixed.programme_cost if fixed.programme_cost > 0.0 else 1.0
    relief = fixed.relief * (state.reserve - programme)
    state.reserve -= programme + relief
    state.spent += state.exchange_cost + programme + relief
    comfort = g.cost_comfort * fixed.gdp
    state.campaign_funds = min(2.0, max(-2.0, math.log(max(state.reserve, 1e-9) / comfort)))

    nobody = p.states.shape[0]
    draw = uniform(p.keys, w.clock[0], i, nobody, PRESSURE, 0)
    pressure = state.pressure + g.treasury_reversion * (fixed.pressure - state.pressure)
    pressure -= (
        g.treasury_relief_gain * (relief - fixed.relief * fixed.reserve + state.goods_income) / (0.01 * fixed.gdp)
    )
    pressure += g.treasury_loss_gain * state.troop_losses + g.treasury_shock * (2.0 * draw - 1.0)
    state.pressure = min(1.0, max(0.0, pressure))
