"""Lines of policy: which there are and where each stands.

A line is a menu from which a state chooses each quarter: what it sends, how it pays, whether it
obstructs sanctions. Its level is the option in force.
"""

from typing import Any

from ..kernel.jit import small_rule
from .declare import POLICY_LINES

SEND, PAY, OBSTRUCT, RECOGNISE, ARM, HEDGE, PRESENCE, RESTRAIN, CONTRIBUTE = range(len(POLICY_LINES))
OPTIONS = (3, 3, 3, 3, 3, 2, 3, 2, 2)
OPTION_WORDS = {
    "send": ("sends nothing", "sends munitions", "sends munitions and troops"),
    "pay": ("pays in currency and goods", "adds conventional technology", "gives strategic technology"),
    "obstruct": ("upholds sanctions", "obstructs sanctions", "defies sanctions openly"),
    "recognise": ("steps back from recognition", "keeps its stance on recognition", "steps towards recognition"),
    "arm": (
        "sends no arms to the war abroad",
        "sends defensive arms to the war abroad",
        "sends lethal arms to the war abroad",
    ),
    "hedge": ("holds its nuclear hedge", "advances its nuclear hedge"),
    "presence": ("withdraws forces", "keeps its forces", "deploys more forces"),
    "restrain": ("tolerates its protege's acts", "restrains its protege"),
    "contribute": ("stays out of the guarantor's effort", "contributes to the guarantor's effort"),
}


@small_rule
def line_level(p: Any, w: Any, state: int, line: int) -> int:
    """Option in force on a state's line; 0 where the state has no such line."""
    m = p.lines[state, line]
    if m < 0:
        return 0
    return int(w.policies[m].level)
