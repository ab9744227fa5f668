"""Pages of the reference, written from declarations: parameters, variables, fitted values.

``python -m sim.scenario.reference [FOLDER]`` writes them, into ``docs`` of the checkout unless a
folder is given.
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from ..rulebook.declare import POLICY, Mechanism, Parameter, Variable
from .catalogue import catalogue
from .explain import BELOW_A_STATE
from .files import find
from .loading import load
from .scenario import Scenario
from .shapes import Leaf, bounds

DOCS = Path(__file__).resolve().parents[2] / "docs"
FITTED = "record_fit"
"""Evidence key of values that were fitted to the record."""

_NO_UNITS = ("", "rung", "month", "0-1", "-1..1")

_WRITTEN = (
    "This page is written from the rulebook's declarations by `python -m sim.scenario.reference`; "
    "changes belong there."
)


def parameters_page() -> str:
    """Every parameter a scenario may state, by mechanism, as Markdown."""
    known = catalogue()
    lines = [
        "# Parameters",
        "",
        _WRITTEN,
        "",
        "A `*` in a path stands for a name of the scenario: a state, a pair such as `dprk-rok`, a",
        "rung, a track. The default is what holds where no file says otherwise; its source says",
        "what stands behind it, and *assumption* that nothing does. What the shipped scenarios",
        "state instead, with evidence, is shown by `peninsula evidence baseline`; any path is",
        "explained by `peninsula explain PATH`. The rules behind them are in",
        "[model.md](model.md).",
    ]
    for mechanism in known.mechanisms.values():
        lines += ["", *_heading(mechanism), "", f"Sources: {_sources(mechanism.sources)}."]
        if mechanism.switch:
            state = "on" if mechanism.on else "off"
            lines += ["", f"Switch: `mechanisms.{mechanism.name}.on`, {state} by default."]
        rows = [_parameter_row(mechanism, p) for p in mechanism.parameters]
        if rows:
            lines += ["", *_table(("path", "meaning", "allowed", "default", "source"), rows)]
    lines += [
        "",
        "## structure",
        "",
        "Who stands where, and the numbers of an escalation rule.",
        "",
    ]
    rows = [
        _parameter_row(declared, p)
        for axis in known.axes()
        for p in known.parameters(axis).values()
        if (declared := known.mechanism_of(axis, p.name)) and declared.name == "structure"
    ]
    lines += _table(("path", "meaning", "allowed", "default", "source"), rows)
    return "\n".join(lines) + "\n"


def variables_page() -> str:
    """Every state variable of a trial, by mechanism, as Markdown."""
    lines = [
        "# State variables",
        "",
        _WRITTEN,
        "",
        "What changes in the course of a trial. The timeline and a scenario's own outcomes name",
        "variables by these paths, trajectories have a column for each. A `*` stands for a name",
        "of the scenario. *Outcome* marks what a trial's row holds at its end, as `peninsula run`",
        "writes it; what else a study needs in its row it declares under `outcomes`. *With* says what",
        "an outcome needs to be kept: a parameter other than 0 or uncertain, a pact, a policy. The",
        "mechanism must be on. Whatever the timeline sets is kept too.",
        "",
        "Three tables with two axes come on top: `beliefs.ALLIANCE.STATE`, the probability of",
        "honouring that a state believes; `ties.A-B`, the tie of a pair, -1 to 1; and, as",
        "outcomes, `events.STATE.RUNG`, the events of a state at a rung so far. Own outcomes and",
        "trajectories name them by these paths; the timeline can't set them. Events of one month",
        "are `states.STATE.events`, tests of strategic weapons in it `states.STATE.tested`.",
    ]
    for mechanism in catalogue().mechanisms.values():
        # What own outcomes keep goes by the outcome's name, not by a path.
        rows = [_variable_row(mechanism, v) for v in mechanism.variables if v.axis != "own"]
        if rows:
            header = ("path", "meaning", "values", "starts at", "outcome", "missing")
            lines += ["", *_heading(mechanism), "", *_table(header, rows)]
    return "\n".join(lines) + "\n"


def fitted_page(scenario: Scenario) -> str:
    """Every value of a scenario that was fitted to the record, as Markdown.

    Parameters
    ----------
    scenario : Scenario
        The shipped baseline, or another that cites the same evidence key.
    """
    fitted = sorted((p, v) for p, v in scenario.values.items() if v.evidence == FITTED)
    rows = [
        (f"`{path}`", f"{value.value:g}", _range(value.range), value.unit, value.note)
        for path, value in fitted
        if not isinstance(value.value, str)
    ]
    lines = [
        "# Fitted values",
        "",
        f"Values of the scenario `{scenario.name}` whose evidence is `{FITTED}`: chosen so that",
        "the model reproduces the record of 1994-2024, as",
        "[model.md](model.md#what-was-fitted-to-what) describes. Written from the scenario by",
        "`python -m sim.scenario.reference`.",
        "",
        *_table(("path", "value", "range", "unit", "note"), rows),
    ]
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "parameters.md": parameters_page,
    "variables.md": variables_page,
    "fitted.md": lambda: fitted_page(load(find("baseline"))),
}
"""Each page's name and what writes it."""


def _heading(mechanism: Mechanism) -> list[str]:
    claim = f" (claim {mechanism.claim})" if mechanism.claim else ""
    return [f"## {mechanism.name}", "", f"{_sentence(mechanism.meaning)}{claim}."]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sources(sources: Iterable[str]) -> str:
    return "; ".join(_linked(source) for source in sources) or "assumption"


def _linked(source: str) -> str:
    return re.sub(r"doi:(\S+)", r"[doi:\1](https://doi.org/\1)", source)


def _pattern(mechanism: Mechanism, item: Parameter | Variable) -> str:
    if item.axis == "world":
        return f"`mechanisms.{mechanism.name}.{item.name}`"
    if item.axis in BELOW_A_STATE:
        return f"`states.*.{item.axis}.*.{item.name}`"
    return f"`{item.axis}.*.{item.name}`"


def _parameter_row(mechanism: Mechanism, p: Parameter) -> tuple[str, ...]:
    default = "must be stated" if p.default is None else _plain(p.default)
    source = "" if p.default is None else _linked(p.source)
    return _pattern(mechanism, p), p.meaning, Leaf.of(p).allowed(), default, source


def _variable_row(mechanism: Mechanism, v: Variable) -> tuple[str, ...]:
    noun = {"integer": "whole number", "rung": "rung", "month": "month from 0"}.get(
        v.kind, "number"
    )
    unit = "" if v.unit in _NO_UNITS else f" ({v.unit})"
    begins = f"{v.initial:g}"
    axis = f"mechanisms.{mechanism.name}" if v.axis == "world" else v.axis
    start = catalogue().starting_parameter(axis, v)
    if start is not None:
        begins = _pattern(mechanism, start)
    limits = "" if v.kind in ("month", "rung") else bounds(v.low, v.high)
    outcome = "yes" if v.outcome else ""
    if v.needs:
        outcome += ", with " + " and ".join(_alternatives(each) for each in v.needs)
    return _pattern(mechanism, v), v.meaning, f"{noun}{limits}{unit}", begins, outcome, v.missing


def _alternatives(needs: tuple[str, ...]) -> str:
    named = (f"policy `{n.removeprefix(POLICY)}`" if n.startswith(POLICY) else n for n in needs)
    return " or ".join(name if " " in name else f"`{name}`" for name in named)


def _plain(value: float | int | bool | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"


def _range(ends: tuple[float, float] | None) -> str:
    return "" if ends is None else f"{ends[0]:g} to {ends[1]:g}"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [" | ".join(header), " | ".join("---" for _ in header)]
    lines += [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return [f"| {line} |" for line in lines]


def main(arguments: list[str]) -> None:
    """Write every page into the folder given, or into ``docs`` of the checkout."""
    folder = Path(arguments[0]) if arguments else DOCS
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
