"""Partner: acting against a partner of a nonaggression promise has a cost.

The cost is a parameter of ``alliance``.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Term
from ..obligations import NONAGGRESSION
from ..scales import DISPLAYS_UP, add
from ..tracing import MENU


@small_rule
def partner_cost(p: Any, w: Any, d: int, u: Any) -> None:
    """Take off the cost on every rung from displays upward, as far as the promise is in force."""
    g = p.world[0]
    if g.alliance_on == 0 or g.alliance_partner_cost == 0.0:
        return
    actor = p.rivalries[d].actor
    target = p.rivalries[d].target
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.guarantor == actor and fixed.protege == target and fixed.obligation == NONAGGRESSION:
            add(u, -g.alliance_partner_cost * w.alliances[a].in_force, p.scales[DISPLAYS_UP], MENU)


TERM = Term("partner", "public", "its promise to its partner", "its promise to its partner", month=partner_cost)
