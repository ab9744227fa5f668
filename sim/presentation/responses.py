"""A table of responses as text and as a page: rows are assumptions, columns are outcomes."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..analysis.response_list import GROUPS
from ..analysis.response_rows import Ends, Row
from ..analysis.responses import CRISIS_MONTHS, NOTHING, SAME, UNCLEAR, finding
from .choices import rests_on
from .contrasts import points
from .naming import counted, percent, proper_names

if TYPE_CHECKING:
    from ..api.results.responses import Responses

LABEL, CELL = 34, 15
"""Columns of text that labels and cells take."""
ACROSS = 4
"""Outcomes side by side in text."""
FOUND = {
    SAME: "no effect: every trial is the same at both ends",
    NOTHING: "no effect found: every interval includes 0 and is narrow",
    UNCLEAR: "not settled by these trials: no interval excludes 0 at the level shared among outcomes",
}
"""What is said of a row that has no clear effect."""
WEIGHTS = (
    "The weight of a term of deterrence multiplies what differs from the rivalry's history. At 0, or "
    "with the term switched off, the level of history stays: it does not remove a guarantor, its "
    "troops or its weapons, which have rows of their own."
)

Cells = dict[str, dict[Any, Any]]


def text(found: "Responses") -> str:
    """The tables for a terminal, some outcomes at a time, each cell with half its interval's width."""
    heads = _heads(found)
    parts = [_heading(found), _reading(found), rests_on(found.plan.scenario)]
    for start in range(0, len(heads), ACROSS):
        some = heads[start : start + ACROSS]
        parts.append("\n".join(_text_table(found, some)))
    parts += ["\n".join(notes) for notes in (_nothing(found), _published(found)) if notes]
    if len(found.escalation):
        parts.append("\n".join(_text_escalation(found)))
    if found.plan.without:
        parts.append("\n".join(_without(found)))
    parts.append(f"content hash  {found.content_hash}")
    return "\n\n".join(parts) + "\n"


def page(every: Sequence["Responses"], command: str) -> str:
    """The tables of some scenarios as a page in Markdown, headed by the command that made it."""
    parts = [
        "# What each assumption does",
        "A row sets one assumption to its low and to its high end, and runs the same trials at both: "
        "the same numbers, the same random numbers and the same parameter draws, but for what the row "
        "sets. Ends are the range that the scenario states for the value (5% to 95% of a distribution) "
        "or, where it states none, those shown. A cell is the high end minus the low end with its 95% "
        "interval: of shares in percentage points, of amounts in their own unit. Bold cells are those "
        "whose interval excludes 0 at a level shared among the outcomes of the row (Bonferroni). `0` "
        "means that no trial differs.",
        WEIGHTS,
        f"Made by `{command}`.",
    ]
    for found in every:
        parts += [
            f"## {found.plan.scenario.title}",
            _reading(found),
            rests_on(found.plan.scenario),
            "\n".join(_page_table(found)),
        ]
        if len(found.escalation):
            parts += ["### P(armed attack) after the lethal attack", _escalation_reading()]
            parts.append("\n".join(_page_escalation(found)))
        for title, lines in (
            ("Rows without a clear effect", _nothing(found, bullet="- ")),
            ("Rows that this scenario does not have", _without(found, bullet="- ")),
        ):
            if lines:
                parts += [f"### {title}", "\n".join(lines[1:])]
        parts.append(f"Content hash `{found.content_hash}`.")
    return "\n\n".join(parts) + "\n"


def _heading(found: "Responses") -> str:
    return f"{found.plan.scenario.name}: what each assumption does, high end minus low end"


def _reading(found: "Responses") -> str:
    wanted = found.plan.wanted
    draws = wanted.draws
    under = (
        "values as stated" if draws is None else f"{draws.name} draws, intervals clustered by draw"
    )
    lines = f"{counted(wanted.trials, 'matched trial')} of each end, {under}."
    if len(found.escalation):
        lines += (
            " Every trial begins with an act that kills, so all outcomes are conditional on it."
        )
    return lines


def _heads(found: "Responses") -> list[str]:
    return list(dict.fromkeys(found.table["outcome"]))


def _cells(table: pd.DataFrame) -> dict[str, Cells]:
    """Cells by row and outcome."""
    found: dict[str, Cells] = {}
    for cell in table.to_dict("records"):
        found.setdefault(cell["row"], {})[cell["outcome"]] = cell
    return found


def _grouped(found: "Responses") -> Iterator[tuple[str, list[Ends]]]:
    """Headings with those of their rows that were run; rows of none of them come last."""
    left = {one.row.key: one for one in found.plan.rows}
    for heading, rows in GROUPS.items():
        some = [left.pop(row.key) for row in rows if row.key in left]
        if some:
            yield heading, some
    if left:
        yield "Other", list(left.values())


def _text_table(found: "Responses", heads: Sequence[str]) -> Iterator[str]:
    cells = _cells(found.table)
    yield _line("", [proper_names(head) for head in heads])
    stated = next(iter(cells.values()))
    yield _line("as stated", [level(stated[head]) for head in heads])
    for heading, rows in _grouped(found):
        yield heading
        for one in rows:
            of = cells[one.row.key]
            yield _line(f"  {one.row.label}", [short(of[head]) for head in heads])


def _line(label: str, cells: Sequence[str]) -> str:
    shown = label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
    return shown.ljust(LABEL) + "".join(cell.rjust(CELL) for cell in cells)


def _page_table(found: "Responses") -> Iterator[str]:
    cells = _cells(found.table)
    heads = _heads(found)
    yield _row("assumption", "low → high", *map(proper_names, heads), "published")
    yield _row("---", "---", *("---:" for _ in heads), "---")
    stated = next(iter(cells.values()))
    yield _row("*as stated*", "", *(level(stated[head]) for head in heads), "")
    for heading, rows in _grouped(found):
        yield _row(f"**{heading}**", "", *("" for _ in heads), "")
        for one in rows:
            of = [cells[one.row.key][head] for head in heads]
            yield _row(one.row.label, ends_words(one), *map(full, of), _source(one.row))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def ends_words(one: Ends) -> str:
    """The values at the ends of a row's settings, each pair once."""
    pairs = [(one.low[of.path], one.high[of.path]) for of in one.row.settings]
    return "; ".join(dict.fromkeys(_pair_words(low, high) for low, high in pairs))


def _pair_words(low: Any, high: Any) -> str:
    if isinstance(low, bool):
        return "off → on"
    if isinstance(low, str):
        return f"{low} → {high}"
    return f"{low:g} → {high:g}".replace("-", "−")


def level(cell: dict[Any, Any]) -> str:
    """The estimate of the scenario as stated."""
    value = cell["low_end"]
    return percent(value) if cell["unit"] == "share" else f"{value:.3g}"


def _difference(cell: dict[Any, Any], value: float) -> str:
    if cell["unit"] == "share":
        return points(value)
    rounded = f"{value:+.3g}" if abs(value) < 100 else f"{value:+.0f}"
    return "0" if float(rounded) == 0 else rounded.replace("-", "−")


def short(cell: dict[Any, Any]) -> str:
    """A difference and the larger half of its interval; a star where it is clear of 0."""
    if not cell["differing"]:
        return "0 "
    half = max(cell["difference"] - cell["low"], cell["high"] - cell["difference"])
    wide = "" if math.isnan(half) else f"±{_difference(cell, half).lstrip('+')}"
    return f"{_difference(cell, cell['difference'])}{wide}{'*' if cell['clear'] else ' '}"


def full(cell: dict[Any, Any]) -> str:
    """A difference with its interval, in Markdown."""
    if not cell["differing"]:
        return "0"
    ends = [_difference(cell, cell[end]) for end in ("low", "high")]
    middle = _difference(cell, cell["difference"])
    if math.isnan(cell["low"]):
        return middle
    return f"{f'**{middle}**' if cell['clear'] else middle} ({ends[0]} to {ends[1]})"


def _source(row: Row) -> str:
    return f"{row.published} `{row.source}`" if row.published else ""


def _nothing(found: "Responses", bullet: str = "  ") -> list[str]:
    """Rows without a clear effect: what was found, and the reason where the row states one."""
    lines = []
    for one in found.plan.rows:
        said = finding(found.table[found.table["row"] == one.row.key])
        if said in FOUND:
            reason = f". {one.row.why_nothing}" if one.row.why_nothing else ""
            lines.append(f"{bullet}{one.row.label}: {FOUND[said]}{reason}")
    return ["Rows without a clear effect:", *lines] if lines else []


def _published(found: "Responses") -> list[str]:
    lines = [
        f"  {one.row.label}: {one.row.published} ({one.row.source})"
        for one in found.plan.rows
        if one.row.published
    ]
    return ["Published effects:", *lines] if lines else []


def _without(found: "Responses", bullet: str = "  ") -> list[str]:
    lines = [f"{bullet}{row.label}: {reason}" for row, reason in found.plan.without]
    return ["Rows left out:", *lines] if lines else []


def _escalation_reading() -> str:
    return (
        f"Share of trials with an armed attack within {CRISIS_MONTHS} months of the lethal attack with "
        "which each begins, at the low end, as stated and at the high end. Rows that change it in no "
        "trial are left out."
    )


def _escalating(found: "Responses") -> Iterator[tuple[Ends, dict[Any, Any], str]]:
    """Rows that change escalation, with their cell and the share as stated."""
    cells = _cells(found.escalation)
    stated = next(iter(next(iter(cells.values())).values()))
    for one in found.plan.rows:
        cell = next(iter(cells[one.row.key].values()))
        if cell["differing"]:
            yield one, cell, percent(stated["low_end"])


def _text_escalation(found: "Responses") -> Iterator[str]:
    yield "P(armed attack) after the lethal attack"
    yield _escalation_reading()
    yield _line("", ["low", "as stated", "high", "high − low"])
    for one, cell, stated in _escalating(found):
        ends = percent(cell["low_end"]), stated, percent(cell["high_end"])
        yield _line(f"{one.row.label}, {ends_words(one)}", [*ends, short(cell)])


def _page_escalation(found: "Responses") -> Iterator[str]:
    yield _row(
        "assumption", "low → high", "at the low end", "as stated", "at the high end", "high − low"
    )
    yield _row("---", "---", *["---:"] * 4)
    for one, cell, stated in _escalating(found):
        ends = percent(cell["low_end"]), stated, percent(cell["high_end"])
        yield _row(one.row.label, ends_words(one), *ends, full(cell))
