"""The ladder of escalation: what a rung is, and the menu of rungs open to a state in a month.

Hostility levels are those of the Militarized Interstate Dispute data (Palmer et al. 2022,
doi:10.1177/0738894221995743); Goldstein values order words and deeds on the WEIS scale
(Goldstein 1992, doi:10.1177/0022002792036002007), which saturates at -10 and so never orders the top.
"""

from typing import Any

from ..kernel.jit import rule, small_rule
from .declare import CHANNELS, POSTURES, Mechanism, Parameter

EITHER, PROGRAMME_ONLY, CONFRONTATION_ONLY = range(3)


def _rung(name: str, meaning: str, unit: str, default: Any, low: float, high: float, **more: Any) -> Parameter:
    return Parameter("ladder", name, meaning, unit, default, low, high, **more)


def _flag(name: str, meaning: str) -> Parameter:
    return Parameter("ladder", name, meaning, "yes/no", False, 0, 1, kind="switch")


def _need(stock: str, meaning: str) -> Parameter:
    return _rung(f"needs_{stock}", f"share of the {meaning} an act at this rung draws on", "share", 0.0, 0, 1)


MECHANISM = Mechanism(
    name="ladder",
    meaning="the ordered rungs of escalation and how far a state climbs in a month",
    sources=("doi:10.1177/0738894221995743", "doi:10.1177/0022002792036002007"),
    switch=False,
    parameters=(
        _rung("severity", "how severe an act at this rung is; strictly increasing up the ladder", "0-1", None, 0, 1),
        _rung(
            "hostility",
            "MID hostility level: 1 none, 2 threat, 3 display, 4 use of force, 5 war",
            "level",
            None,
            1,
            5,
            kind="integer",
        ),
        _rung("goldstein", "Goldstein value of such an act", "-10..10", 0.0, -10, 10),
        _rung(
            "posture",
            "posture class, within which a rung is chosen",
            "class",
            None,
            0,
            5,
            kind="choice",
            choices=POSTURES,
        ),
        _rung(
            "channel",
            "which monthly choice may take this rung for a state with a weapons programme",
            "channel",
            "either",
            0,
            2,
            kind="choice",
            choices=CHANNELS,
        ),
        _rung("measure", "base measure within the posture; a rung split in two shares it", "weight", 1.0, 1e-6, 1e6),
        _rung("constant", "utility of this rung before anything else", "utility", 0.0, -40, 40),
        _flag("test", "a test of a strategic weapon"),
        _flag("force", "a use of force"),
        _flag("lethal", "an act that kills"),
        _flag("armed_attack", "an armed attack that can call an alliance"),
        _flag("war", "general war"),
        _flag("nuclear", "a use of nuclear weapons"),
        _flag("public", "one act seen by all rivals and counted once"),
        _flag("event", "counted in the record of events"),
        _flag("punished", "punished by sanctions regimes"),
        _need("elite", "elite units"),
        _need("shells", "artillery shells"),
        _need("missiles", "ballistic missiles"),
        _need("command", "command attention"),
        Parameter(
            "world",
            "monthly_ceiling",
            "highest rung a state can choose in a month outside a crisis",
            "rung",
            "lethal_incident",
            kind="rung",
        ),
        Parameter(
            "world",
            "monthly_climb",
            "most rungs a state climbs above its last act in a month",
            "rungs",
            16,
            1,
            16,
            kind="integer",
        ),
    ),
)

_COLUMNS = ("severity", "hostility", "goldstein", "posture", "channel", "constant", "flags")
_ROWS: dict[str, tuple[float, int, float, str, str, float, str]] = {
    "cooperation": (0.00, 1, 7.0, "cooperation", "confrontation", -2.5, ""),
    "routine": (0.02, 1, 0.0, "routine", "either", 0.0, ""),
    "rhetoric": (0.06, 2, -4.4, "words", "either", -0.5, ""),
    "pressure": (0.10, 2, -5.8, "words", "either", -1.5, ""),
    "hybrid": (0.15, 3, -6.9, "display", "confrontation", -3.0, "event"),
    "show_of_force": (0.22, 3, -7.6, "display", "programme", -1.5, "public event punished"),
    "strategic_test": (0.32, 3, -8.0, "display", "programme", -3.5, "test public event punished"),
    "alert": (0.38, 3, -8.3, "display", "confrontation", -4.0, "public"),
    "clash": (0.50, 4, -9.0, "force", "confrontation", -2.0, "force event"),
    "lethal_incident": (0.62, 4, -9.5, "force", "confrontation", -3.3, "force lethal event"),
    "limited_war": (0.78, 4, -10.0, "war", "confrontation", 0.0, "force lethal armed_attack"),
    "general_war": (0.90, 5, -10.0, "war", "confrontation", 0.0, "force lethal armed_attack war"),
    "nuclear_use": (0.97, 5, -10.0, "war", "confrontation", 0.0, "force lethal armed_attack war nuclear"),
    "nuclear_war": (1.00, 5, -10.0, "war", "confrontation", 0.0, "force lethal armed_attack war nuclear"),
}
_NEEDS: dict[str, dict[str, float]] = {
    "show_of_force": {"needs_missiles": 1.0},
    "strategic_test": {"needs_missiles": 0.5},
    "alert": {"needs_command": 1.0},
    "clash": {"needs_shells": 1.0},
    "lethal_incident": {"needs_shells": 0.5, "needs_elite": 0.5},
    "limited_war": {"needs_shells": 0.5, "needs_elite": 0.25, "needs_missiles": 0.25},
    "general_war": {"needs_shells": 0.5, "needs_elite": 0.25, "needs_missiles": 0.25},
}


def _default_rung(name: str) -> dict[str, Any]:
    row = dict(zip(_COLUMNS, _ROWS[name], strict=True))
    flags = str(row.pop("flags")).split()
    return {"name": name, **row, **dict.fromkeys(flags, True), **_NEEDS.get(name, {})}


DEFAULT_LADDER: tuple[dict[str, Any], ...] = tuple(_default_rung(name) for name in _ROWS)
"""The default fourteen rungs, lowest first, as a scenario would state them."""


@small_rule
def monthly_rungs(g: Any, clock: Any, n: int) -> int:
    """How many of the ladder's ``n`` rungs a month's choice has to look at: those above are closed to all.

    All of them when the trial is traced, whose log shows the utilities of closed rungs too.
    """
    if clock.logging != 0:
        return n
    return int(min(n, g.ladder_monthly_ceiling + 1))


@rule
def in_monthly_menu(g: Any, rungs: Any, r: int, last: int, programme: int, channel: int) -> bool:
    """Whether rung ``r`` is open this month to a state whose last act was ``last``.

    ``programme`` is 1 for a state with a weapons programme, which chooses once in the programme
    channel (``channel`` 1) and once a rival in the confrontation channel (2); another state has
    one menu a rival.
    """
    if r > g.ladder_monthly_ceiling or r > last + g.ladder_monthly_climb:
        return False
    of_rung = rungs[r].channel
    if programme == 0 or of_rung == EITHER:
        return channel == CONFRONTATION_ONLY or (programme != 0 and rungs[r].posture != 0)
    return bool(of_rung == channel)


@small_rule
def highest_open(p: Any, armed: float) -> int:
    """Highest rung open to a state with this many warheads: below nuclear use without one."""
    if armed >= 1.0:
        return int(p.ladder.shape[0] - 1)
    return int(p.marks[0].nuclear - 1)
