"""Base scenarios of a study: found beside its file or among the shipped ones, its settings laid over."""

from contextlib import suppress
from pathlib import Path

from ...errors import ScenarioError
from ...scenario.files import named
from ...scenario.loading import load
from ...scenario.nodes import Mapping, Mark, Node, Scalar
from ...scenario.nodes import Sequence as Items
from ...scenario.problems import Findings
from ...scenario.scenario import Scenario
from ...scenario.shipped import shipped_scenarios
from .parts import part, plain_of
from .shape import SCENARIO


def bases_of(tree: Mapping, path: Path, findings: Findings) -> tuple[Scenario, ...]:
    """The scenarios of a study file at ``path``, with its settings and seed laid over each."""
    one, several = tree.get("scenario"), tree.get("scenarios")
    if one is not None and several is not None:
        findings.report(tree.where("scenario"), "a study states scenario or scenarios, not both")
    nodes = several.items if isinstance(several, Items) else () if one is None else (one,)
    if not nodes and not findings:
        findings.report(
            Mark(tree.mark.file, 1, 1), "a study states its scenario: scenario: baseline"
        )
    bases: list[Scenario] = []
    for node in nodes:
        base = _base(node, path, findings)
        base = None if base is None else _laid(base, tree, findings)
        if base is None:
            continue
        if bases and plain_of(tree, "seed") is None and base.seed != bases[0].seed:
            base = base.replace({"seed": bases[0].seed})
        if base.name in [known.name for known in bases]:
            findings.report(node.mark, "a scenario of this name is listed twice", found=base.name)
        bases.append(base)
    return tuple(bases)


def _base(node: Node, path: Path, findings: Findings) -> Scenario | None:
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        return None
    own = path.resolve().parent
    folders = [own, own.parent] if own.name == "studies" else [own]
    with suppress(FileNotFoundError):
        folders.append(shipped_scenarios().resolve())
    file = named(node.value, node.mark, path.resolve(), folders, findings, SCENARIO)
    try:
        return None if file is None else load(file)
    except ScenarioError as error:
        findings.extend(error.problems)
        return None


def _laid(base: Scenario, tree: Mapping, findings: Findings) -> Scenario | None:
    """The scenario with the study's settings and seed."""
    settings = part(tree, "set")
    laid = dict(settings.items)
    seed = tree.get("seed")
    if "seed" in laid:
        findings.report(settings.where("seed"), "the seed is a key of the study itself: seed: 0")
        return None
    if seed is not None:
        laid["seed"] = seed
    for path, value in laid.items():
        try:
            base = base.replace({path: value})
        except ScenarioError as error:
            findings.extend(error.problems)
            return None
    return base
