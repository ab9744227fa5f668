"""Who and what a scenario names: states, rungs, and pairs of states."""

from dataclasses import dataclass, field

from .catalogue import PARTIES, Catalogue
from .merge import severity_of
from .nearest import closest
from .nodes import Mapping, Node, Scalar
from .problems import Findings

FEWEST_STATES, MOST_STATES = 2, 12
FEWEST_RUNGS, MOST_RUNGS = 3, 16


@dataclass
class Entities:
    """Names by axis, and the two states of each rivalry, alliance, pact, tie and pair.

    ``names`` are sorted by code point, but for ``ladder``, whose order is upward. Policy lines are
    named ``state.line`` there.
    """

    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parties: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def rows(self, axis: str) -> list[tuple[str, str]]:
        """Path and row name of everything that has one value a row of this axis."""
        states = self.names["states"]
        if axis == "levels":
            return [(f"states.{s}.levels.{r}", r) for s in states for r in self.names["ladder"]]
        if axis in ("policies", "doctrine", "tracks", "stocks"):
            return [
                (f"states.{state}.{axis}.{row}", row)
                for state, _, row in (name.partition(".") for name in self.names[axis])
            ]
        return [(f"{axis}.{name}", name) for name in self.names[axis]]


def entities(tree: Mapping, known: Catalogue, findings: Findings) -> Entities:
    """All names of a merged tree; parties that don't exist are reported and left out."""
    found = Entities()
    states = section(tree, "states")
    found.names["states"] = tuple(sorted(states))
    if not FEWEST_STATES <= len(states.items) <= MOST_STATES:
        findings.report(
            states.mark,
            f"a scenario has {FEWEST_STATES} to {MOST_STATES} states",
            found=f"{len(states.items)} states",
        )
    if len(states.items) > MOST_STATES:
        # Everything below grows with the square of the states.
        findings.stop()
    found.names["ladder"] = _rungs(section(tree, "ladder"), findings)
    for axis in PARTIES:
        parties = _between(axis, section(tree, axis), found.names["states"], findings)
        found.parties[axis] = parties
        found.names[axis] = tuple(sorted(parties))
    _reverses(section(tree, "rivalries"), found.parties["rivalries"], findings)
    found.names["sanctions"] = tuple(sorted(section(tree, "sanctions")))
    names = found.names["states"]
    found.parties["ties"] = {f"{a}-{b}": (a, b) for a in names for b in names if a < b}
    found.parties["pairs"] = {
        f"{a}-{b}": (a, b) for a, b in sorted(found.parties["rivalries"].values()) if a < b
    }
    for axis in ("ties", "pairs"):
        found.names[axis] = tuple(sorted(found.parties[axis]))
        _only_known(axis, section(tree, axis), found.names[axis], findings)
    for axis in ("policies", "doctrine"):
        found.names[axis] = tuple(
            f"{state}.{row}"
            for state in names
            for row in (
                sorted(section(states.items[state], axis))
                if axis == "policies"
                else section(states.items[state], axis)
            )
        )
    for axis in ("tracks", "stocks"):
        rows = known.fixed_rows(axis)
        found.names[axis] = tuple(f"{state}.{row}" for state in names for row in rows)
    for state in names:
        levels = section(states.items[state], "levels")
        _only_known(f"states.{state}.levels", levels, found.names["ladder"], findings)
    return found


def section(tree: Node, key: str) -> Mapping:
    """The mapping at ``key``, empty where nothing is stated."""
    node = tree.get(key) if isinstance(tree, Mapping) else None
    return node if isinstance(node, Mapping) else Mapping({}, tree.mark)


def split_pair(name: str, states: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every way to read ``name`` as two known states joined by a hyphen."""
    cuts = [i for i, character in enumerate(name) if character == "-"]
    pairs = [(name[:cut], name[cut + 1 :]) for cut in cuts]
    return [pair for pair in pairs if pair[0] in states and pair[1] in states]


def _rungs(ladder: Mapping, findings: Findings) -> tuple[str, ...]:
    rungs = tuple(ladder)
    if not FEWEST_RUNGS <= len(rungs) <= MOST_RUNGS:
        findings.report(
            ladder.mark,
            f"a ladder has {FEWEST_RUNGS} to {MOST_RUNGS} rungs",
            found=f"{len(rungs)} rungs",
        )
    previous = ""
    for name in rungs:
        if previous:
            below, here = severity_of(ladder.items[previous]), severity_of(ladder.items[name])
            if here <= below < float("inf"):
                # A variant that moves a rung is named, not the file below it.
                lower = ladder.where(previous)
                own = lower.file == ladder.mark.file != ladder.where(name).file
                findings.report(
                    lower if own else ladder.where(name),
                    f"severity must rise up the ladder: {name} has {here:g}, "
                    f"{previous} below it has {below:g}",
                )
        previous = name
    return rungs


def _between(
    axis: str, rows: Mapping, states: tuple[str, ...], findings: Findings
) -> dict[str, tuple[str, str]]:
    (first, _), (second, _) = PARTIES[axis]
    result: dict[str, tuple[str, str]] = {}
    for name, body in rows.items.items():
        mark = rows.where(name)
        given = {role: _party(body, role) for role in (first, second)}
        named = split_pair(name, states)
        if None in given.values() and len(named) != 1:
            why = "can be read as several pairs" if named else _no_pair(name, states)
            strange = [part for part in name.split("-") if not closest(part, states)]
            findings.report(
                mark,
                f"{axis}.{name}: {why}; name it {first}-{second} by states of the "
                f"scenario, or state {first} and {second}",
                found=name,
                allowed=states,
                # Nobody who names a state that is not there means a pair of those that are.
                near=[f"{a}-{b}" for a in states for b in states if a != b and not strange],
            )
            continue
        pair = tuple(
            given[role] or (named[0][i] if named else "") for i, role in enumerate((first, second))
        )
        unknown = [state for state in pair if state not in states]
        for state in unknown:
            findings.report(
                mark, f"{axis}.{name} names no state", found=state, allowed=states, near=states
            )
        if unknown:
            continue
        if pair[0] == pair[1]:
            findings.report(mark, f"{axis}.{name} is between a state and itself", found=pair[0])
            continue
        _other_way_round(axis, name, pair, rows, result, findings)
        # Draws are addressed to the two states: two rows of one pair would have the same ones.
        twin = next((other for other, held in result.items() if held == pair), None)
        if twin is not None:
            findings.report(
                mark, f"{axis}.{twin} already runs from {pair[0]} to {pair[1]}", found=name
            )
        result[name] = (pair[0], pair[1])
    return result


def _no_pair(name: str, states: tuple[str, ...]) -> str:
    """Why a name is no pair of states: one part that is no state, or all of it."""
    parts = name.split("-")
    unknown = [part for part in parts if part not in states]
    if len(parts) == 2 and len(unknown) == 1:
        return f"{unknown[0] or 'an empty name'} is no state of this scenario"
    return "the name is no pair of known states"


def _other_way_round(
    axis: str,
    name: str,
    pair: tuple[str, ...],
    rows: Mapping,
    before: dict[str, tuple[str, str]],
    findings: Findings,
) -> None:
    """Report a row that runs against another one, unless it states its parties itself.

    Promises and payments have a direction. Both may be meant, and then one of them says so.
    """
    other = next((one for one, held in before.items() if held == pair[::-1]), None)
    if axis == "rivalries" or other is None:
        return
    (first, _), (second, _) = PARTIES[axis]
    if any(
        _party(rows.items[row], role) is not None
        for row in (name, other)
        for role in (first, second)
    ):
        return
    findings.report(
        rows.where(name),
        f"{axis}.{name} is {axis}.{other} the other way round: its {first} is {pair[0]}, its "
        f"{second} {pair[1]}; if both are meant, state {first}: {pair[0]} and {second}: {pair[1]} "
        f"here",
        found=name,
        nearest=other,
    )


def _party(body: Node, role: str) -> str | None:
    stated = body.get(role) if isinstance(body, Mapping) else None
    if isinstance(stated, Mapping):
        stated = stated.get("value")
    return str(stated.value) if isinstance(stated, Scalar) and stated.value else None


def _reverses(rows: Mapping, parties: dict[str, tuple[str, str]], findings: Findings) -> None:
    by_pair: dict[tuple[str, str], str] = {}
    for name, pair in parties.items():
        by_pair[pair] = name
    for (actor, target), name in by_pair.items():
        if (target, actor) not in by_pair:
            findings.report(
                rows.where(name),
                f"every rivalry needs its reverse: add rivalries.{target}-{actor}",
                found=name,
            )


def _nested(keys: list[str]) -> str:
    """Keys as one line of YAML, each inside the one before."""
    return ": {".join(keys) + "}" * (len(keys) - 1)


def _only_known(axis: str, rows: Mapping, names: tuple[str, ...], findings: Findings) -> None:
    for name in rows:
        if name in names:
            continue
        cuts = [i for i, character in enumerate(name) if character == "-"]
        turned = [f"{name[cut + 1 :]}-{name[:cut]}" for cut in cuts]
        right = next((pair for pair in turned if pair in names), "")
        hint = ": unordered pairs are named in alphabetical order" if right else ""
        if axis.endswith(".levels"):
            keys = f"{axis}.{name}.remove=true".replace("=", ": ").split(".")
            hint = f": the ladder has no such rung; to remove what is said of it, write {_nested(keys)}"
        findings.report(
            rows.where(name),
            f"unknown name below {axis}{hint}",
            found=name,
            allowed=names,
            near=names,
            nearest=right,
        )
