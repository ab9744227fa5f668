"""What rare outcomes rest on: numbers that no record informs, shown with their ranges beside the outcomes.

There has been no general war in Korea since 1953, and no use of nuclear weapons. The record bounds both
from above only, so that their level is a choice of whoever states a scenario.
"""

from collections.abc import Iterable, Iterator, Sequence

from ..scenario.evidence import ASSUMPTION
from ..scenario.scenario import Scenario

WAR = "mechanisms.crisis.war_threshold"
NUCLEAR = "mechanisms.war.nuclear_base"
WORDS = {
    WAR: "the cost of entering general war",
    NUCLEAR: "the log odds of nuclear use in a week of war without losses",
}


_DETERRENCE = ("extended_deterrence", "nuclear_umbrella", "forward_presence")
_THROUGH = {
    ("alliances", "commitment"): ("extended_deterrence", "nuclear_umbrella", "moral_hazard"),
    ("alliances", "believed"): ("extended_deterrence", "nuclear_umbrella", "moral_hazard"),
    ("alliances", "in_force"): _DETERRENCE,
    ("alliances", "obligation"): _DETERRENCE,
    ("alliances", "moral_hazard"): ("moral_hazard",),
    ("states", "presence"): ("forward_presence",),
    ("states", "power"): ("balance",),
    ("states", "warheads"): ("nuclear_deterrence", "nuclear_umbrella", "stability_instability"),
}
"""Mechanisms through which a parameter of an axis bears on the use of force and on armed attack."""
_SIZES = ("weight", "crisis_weight")

RARE = {"first_war", "first_nuclear_use", "general_war", "nuclear_use"}
"""Outcomes that are general war or nuclear use."""


def rests_on_in(scenario: Scenario, outcomes: Iterable[str], paths: bool = True) -> str:
    """What ``rests_on`` says, where one of the outcomes shown is general war or nuclear use."""
    return rests_on(scenario, paths) if RARE.intersection(outcomes) else ""


def rests_on(scenario: Scenario, paths: bool = True) -> str:
    """What the probabilities of general war and nuclear use rest on in a scenario, in two sentences.

    ``paths`` names the numbers as scenario files do; without, in words.
    """
    war, nuclear = (_stated(scenario, path, path if paths else WORDS[path]) for path in WORDS)
    return (
        f"General war rests on a choice that no record informs: {war}. "
        f"Nuclear use rests on it too, and on {nuclear}."
    )


def sizes_assumed(arms: Sequence[Scenario]) -> str:
    """Which sizes of deterrence, assumptions all, what differs between scenarios works through.

    Empty where nothing that differs works through one. The sizes are those of the first scenario,
    in log odds: of using force in a month, then of entering an armed attack in a crisis.
    """
    first = arms[0]
    differing = {
        path
        for other in arms[1:]
        for path, value in other.values.items()
        if path not in first.values or first.values[path].value != value.value
    }
    through = dict.fromkeys(
        mechanism
        for path in sorted(differing)
        for mechanism in _THROUGH.get((path.split(".")[0], path.split(".")[-1]), ())
        if first.value(f"mechanisms.{mechanism}.on")
    )
    sizes = [
        f"{mechanism} {', '.join(found)}"
        for mechanism in through
        if (found := list(_assumed(first, mechanism)))
    ]
    if not sizes:
        return ""
    return f"Effects depend on assumed sizes: {'; '.join(sizes)}."


def _assumed(scenario: Scenario, mechanism: str) -> Iterator[str]:
    for name in _SIZES:
        value = scenario.values.get(f"mechanisms.{mechanism}.{name}")
        if value is not None and value.evidence == ASSUMPTION:
            span = "" if value.range is None else " ({:g} to {:g})".format(*value.range)
            yield f"{value.number:g}{span}"


def _stated(scenario: Scenario, path: str, name: str) -> str:
    value = scenario.stated(path)
    span = "no range stated" if value.range is None else "range {:g} to {:g}".format(*value.range)
    return f"{name}, {value.number:g} ({span})"
