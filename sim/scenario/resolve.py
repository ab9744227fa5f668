"""From a merged tree to a resolved scenario: rows, values, defaults, references, evidence."""

from collections.abc import Callable
from collections.abc import Mapping as Settings
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..rulebook.declare import POLICY_LINES
from .calendar import last_day
from .catalogue import FIXED_ROWS, PARTIES, Catalogue, catalogue
from .claims import claims
from .entities import Entities, entities, section
from .evidence import Cited, check_cited, evidence_book
from .nodes import Mapping, Node, Scalar, Sequence, plain
from .outcomes import outcomes
from .problems import Findings
from .references import check_references
from .rules import rules, text
from .scenario import Scenario
from .shapes import Leaf
from .timeline import timeline
from .values import DEFAULT, DEFAULT_LADDER, NAME, Value, build, covered, default_value
from .variables import readable_paths, variable_paths

_STATE_ROWS = (*FIXED_ROWS, "levels", "doctrine")


def resolve(
    tree: Mapping,
    folder: str,
    findings: Findings,
    spoiled: set[str],
    replaced: Callable[[Scenario, Settings[str, Any]], Scenario],
) -> Scenario:
    """The scenario that a merged, validated tree means.

    Parameters
    ----------
    tree : Mapping
        All files and settings, laid over each other.
    folder : str
        Folder of the scenario's file, whose ``evidence.yaml`` counts; empty for none.
    findings : Findings
        Problems so far; new ones are added, and any problem is raised at the end.
    spoiled : set of str
        Paths that were already reported and dropped.
    replaced : callable
        What the scenario's ``replace`` does.

    Raises
    ------
    ScenarioError
        If there is any problem.
    """
    known = catalogue()
    found = entities(tree, known, findings)
    values: dict[str, Value] = {}
    cited: list[Cited] = []
    for axis in ("ladder", "states", *_STATE_ROWS, *PARTIES, "sanctions", "ties", "pairs"):
        for row, _ in found.rows(axis):
            _row(tree, axis, row, found, known, values, cited, findings, spoiled)
    for mechanism in known.mechanisms:
        axis = f"mechanisms.{mechanism}"
        _row(tree, axis, axis, found, known, values, cited, findings, spoiled)
    check_references(tree, found, values, findings)
    doctrine = rules(tree, found, known, values, cited, findings)
    start, information_date = _dates(tree, findings, spoiled)
    places = variable_paths(found, known) if section(tree, "timeline").items else {}
    entries, unseen = timeline(
        tree, found, places, (start, information_date), values, cited, findings
    )
    readable = readable_paths(found, known) if section(tree, "outcomes").items else {}
    own = outcomes(tree, found, readable, findings)
    vetoes = _vetoes(tree, found, findings)
    book, wrong = evidence_book(Path(folder) if folder else None)
    findings.extend(wrong)
    check_cited(cited, book, information_date, findings)
    horizon = _required(tree, "horizon", findings, spoiled)
    seed = tree.get("seed")
    findings.stop()
    used = sorted({use.key for use in cited if use.key in book and book[use.key].hindsight})
    return Scenario(
        name=text(tree, "name"),
        title=text(tree, "title"),
        description=text(tree, "description").strip(),
        information_date=information_date,
        start=start,
        horizon=int(horizon or 0),
        seed=int(plain(seed)) if seed is not None else 0,
        names=found.names,
        parties=found.parties,
        values=values,
        doctrine=doctrine,
        timeline=entries,
        unseen=unseen,
        outcomes=own,
        claims=claims(tree),
        vetoes=vetoes,
        hindsight=tuple(used),
        tree=tree,
        folder=folder,
        checked=replaced,
    )


def _at(tree: Node, path: str) -> Node | None:
    node: Node | None = tree
    for key in path.split("."):
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _row(
    tree: Mapping,
    axis: str,
    row: str,
    found: Entities,
    known: Catalogue,
    values: dict[str, Value],
    cited: list[Cited],
    findings: Findings,
    spoiled: set[str],
) -> None:
    """Add the value of every parameter of one row."""
    body = _at(tree, row)
    name = row.rpartition(".")[2]
    for key, parameter in known.parameters(axis).items():
        if axis == "doctrine" and key == "value":
            continue
        path = f"{row}.{key}"
        node = body.get(key) if isinstance(body, Mapping) else None
        leaf = Leaf.of(parameter)
        if node is not None:
            value = build(leaf, node, path, findings)
            if axis == "policies" and value is not None:
                _is_option(path, key, value, node, findings)
            if value is not None and node.mark.file == DEFAULT_LADDER:
                value = replace(value, evidence=parameter.source, origin=DEFAULT)
            elif value is not None:
                coded = axis == "doctrine" and not value.evidence
                if coded and body is not None:
                    value = covered(value, text(body, "evidence"))
                # A rule's source backs delays and limits as coded, a chance only by its figures.
                if not coded or (key == "probability" and 0 < value.number < 1):
                    cited.append(Cited(path, node.mark, value.evidence, value))
        elif axis in PARTIES and key in (role for role, _ in PARTIES[axis]):
            roles = [role for role, _ in PARTIES[axis]]
            party = found.parties[axis][name][roles.index(key)]
            value = Value(party, parameter.unit, evidence=parameter.source, origin=NAME)
        else:
            value = default_value(leaf, parameter.source)
            if value is None and not _reported(path, spoiled):
                mark = body.mark if body is not None else tree.mark
                findings.report(mark, f"{path} must be stated", allowed=leaf.allowed())
        if value is None:
            continue
        if _names_something(path, leaf, value, node, found, tree, findings):
            values[path] = value


def _is_option(path: str, key: str, value: Value, node: Node, findings: Findings) -> None:
    """Report a level or pin above the last option of its line."""
    # Rules are heavy to import, and a scenario that is only named needs none.
    from ..rulebook.policy_lines import OPTIONS

    last = OPTIONS[POLICY_LINES.index(path.split(".")[-2])] - 1
    if key in ("level", "pin") and value.number > last:
        findings.report(
            node.mark,
            f"{path} is above the last option of this line of policy",
            found=f"{value.number:g}",
            allowed=f"a whole number up to {last}",
        )


def _reported(path: str, spoiled: set[str]) -> bool:
    keys = path.split(".")
    return any(".".join(keys[:n]) in spoiled for n in range(1, len(keys) + 1))


def _names_something(
    path: str,
    leaf: Leaf,
    value: Value,
    node: Node | None,
    found: Entities,
    tree: Mapping,
    findings: Findings,
) -> bool:
    """Whether a value that names a state or rung names one that exists."""
    if leaf.kind not in ("state", "rung") or value.value == leaf.default == "":
        return True
    noun = "state" if leaf.kind == "state" else "rung"
    names = found.names["states" if leaf.kind == "state" else "ladder"]
    if value.value in names:
        return True
    if node is None:
        mark = section(tree, "ladder").mark
        message = f"{path} must be stated: its default is no {noun} of this scenario"
    else:
        mark = node.mark
        message = f"{path} names no {noun}"
    findings.report(mark, message, found=value.value, allowed=names, near=names)
    return False


def _required(tree: Mapping, key: str, findings: Findings, spoiled: set[str]) -> Any:
    node = tree.get(key)
    if isinstance(node, Scalar):
        return node.value
    if key not in spoiled:
        findings.report(tree.mark, f"{key} must be stated")
    return None


def _dates(tree: Mapping, findings: Findings, spoiled: set[str]) -> tuple[str, str]:
    """Start and information date; plausible ones where they were reported as missing."""
    start = _required(tree, "start", findings, spoiled) or "2000-01"
    information_date = _required(tree, "information_date", findings, spoiled) or "9999-11"
    try:
        last_day(str(information_date))
    except ValueError:
        mark = tree.where("information_date")
        findings.report(mark, "information_date: there is no such day", found=information_date)
        information_date = "9999-11"
    return str(start), str(information_date)


def _vetoes(tree: Mapping, found: Entities, findings: Findings) -> dict[str, tuple[str, ...]]:
    result = {}
    for name in found.names["sanctions"]:
        listed = section(section(tree, "sanctions"), name).get("veto_holders")
        holders: list[str] = []
        for item in listed.items if isinstance(listed, Sequence) else ():
            state = str(plain(item))
            states = found.names["states"]
            if state not in states:
                findings.report(
                    item.mark,
                    f"sanctions.{name}.veto_holders names no state",
                    found=state,
                    allowed=states,
                    near=states,
                )
            elif state in holders:
                findings.report(
                    item.mark, f"sanctions.{name}.veto_holders names a state twice", found=state
                )
            else:
                holders.append(state)
        result[name] = tuple(sorted(holders))
    return result
