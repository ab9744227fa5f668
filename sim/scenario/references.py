"""References of deterrence: a cause that differs from nothing must say what it was in history.

Levels of acts are fitted to a rivalry's history. A cause of deterrence without a reference would shift
them silently, so a scenario that has the cause states its reference, 0 where history had none.
"""

from collections.abc import Iterator, Mapping

from .entities import Entities, section
from .nodes import Mapping as Tree
from .problems import Findings
from .values import DEFAULT, Value

BEARING = (".power", ".projection", ".warheads", ".obligation")
"""Ends of paths whose values decide which references a scenario needs."""
_FIGHT = ("defense", "offense")


def check_references(
    tree: Tree, found: Entities, values: Mapping[str, Value], findings: Findings
) -> None:
    """Report every reference that a scenario needs and does not state."""
    rivalries = section(tree, "rivalries")
    for name, (actor, target) in found.parties["rivalries"].items():
        for mechanism, field, why in _needed(found, values, actor, target):
            path = f"rivalries.{name}.{field}_reference"
            on = values.get(f"mechanisms.{mechanism}.on")
            stated = values.get(path)
            if on is None or not on.value or stated is None or stated.origin != DEFAULT:
                continue
            findings.report(
                rivalries.where(name),
                f"{path} must be stated, because {why}",
                allowed="its value in the history to which levels are fitted (0 if there was none), "
                f"or mechanisms.{mechanism}: off",
            )


def _needed(
    found: Entities, values: Mapping[str, Value], actor: str, target: str
) -> Iterator[tuple[str, str, str]]:
    """Mechanism, field and reason of each cause that a rivalry has."""

    def number(path: str) -> float:
        value = values.get(path)
        return 0.0 if value is None else value.number

    def armed(state: str) -> bool:
        return number(f"states.{state}.warheads") > 0.0

    def brought(state: str) -> float:
        return number(f"states.{state}.power") * number(f"states.{state}.projection")

    fighting, counted = [], []
    for alliance, (guarantor, protege) in found.parties["alliances"].items():
        obligation = values.get(f"alliances.{alliance}.obligation")
        if protege != target or guarantor == actor or obligation is None:
            continue
        if obligation.value in _FIGHT:
            fighting.append(guarantor)
        if obligation.value in (*_FIGHT, "consultation"):
            counted.append(guarantor)
    if counted:
        yield "extended_deterrence", "guarantor", f"{counted[0]} is a guarantor of {target}"
    if fighting:
        yield "forward_presence", "presence", f"{fighting[0]} is pledged to fight for {target}"
    if any(armed(guarantor) for guarantor in fighting):
        yield "nuclear_umbrella", "umbrella", f"{target} has a guarantor with nuclear arms"
    if brought(actor) != brought(target):
        yield "balance", "balance", f"{actor} and {target} differ in strength"
    if armed(target):
        yield "nuclear_deterrence", "armament", f"{target} has nuclear arms"
        if armed(actor):
            yield "stability_instability", "mutual", "both have nuclear arms"
