"""Which outcomes a trial's row keeps: those that can move under the scenario's values and timeline."""

from collections.abc import Set

from ..rulebook.declare import FIGHTS, PARTY, POLICY, SENDER, Variable
from ..rulebook.registry import MECHANISMS
from ..scenario.scenario import Scenario

_MECHANISM = {(v.axis, v.name): m.name for m in MECHANISMS for v in m.variables}
"""The mechanism of each variable."""


def unmet(scenario: Scenario, path: str, variable: Variable, dated: Set[str]) -> tuple[str, ...]:
    """What an outcome lacks to move in this scenario, any of which would do; empty where it can.

    A parameter counts if it is other than 0, uncertain or varied by a study, and so does a path that the
    timeline sets. The mechanism must be on. Outcomes that state no needs are always kept.

    Parameters
    ----------
    path : str
        Path of the variable.
    dated : set of str
        Paths that the timeline sets, as ``set_by_timeline`` gives them.
    """
    row = path.rpartition(".")[0]
    if path in dated or not variable.needs:
        return ()
    switch = f"mechanisms.{_MECHANISM[variable.axis, variable.name]}.on"
    if switch in scenario.values and not stated(scenario, switch):
        return (switch,)
    for alternatives in variable.needs:
        if not any(_given(scenario, row, need, dated) for need in alternatives):
            return tuple(_worded(row, need) for need in alternatives)
    return ()


def set_by_timeline(scenario: Scenario) -> frozenset[str]:
    """Paths of the variables that some entry of the timeline sets."""
    entries = scenario.timeline
    return frozenset(s.path for entry in entries for s in (*entry.set, *entry.otherwise))


def _given(scenario: Scenario, row: str, need: str, dated: Set[str]) -> bool:
    _, state, *_ = row.split(".")
    if need in (PARTY, SENDER):
        # A pact names its payer, then its sender.
        pacts = scenario.parties["pacts"].values()
        return any(state in (pair if need == PARTY else pair[1:]) for pair in pacts)
    if need == FIGHTS:
        obligation = f"{row}.obligation"
        return scenario.value(obligation) in ("defense", "offense") or scenario.can_differ(
            obligation
        )
    if need.startswith(POLICY):
        return f"{state}.{need.removeprefix(POLICY)}" in scenario.names["policies"]
    path = _path(row, need)
    return path in dated or stated(scenario, path)


def stated(scenario: Scenario, path: str) -> bool:
    """Whether a number or switch is other than 0, or can be in another trial or point."""
    return scenario.values[path].number != 0.0 or scenario.can_differ(path)


def _path(row: str, need: str) -> str:
    """Path of a parameter: that of the row or, of a track, of the state that it belongs to."""
    return ".".join((*row.split(".")[:2], need))


def _worded(row: str, need: str) -> str:
    _, state, *_ = row.split(".")
    if need == PARTY:
        return f"a pact with {state}"
    if need == SENDER:
        return f"a pact that {state} sends for"
    if need == FIGHTS:
        return f"{row}.obligation of defense or offense"
    if need.startswith(POLICY):
        return f"states.{state}.policies.{need.removeprefix(POLICY)}"
    return _path(row, need)
