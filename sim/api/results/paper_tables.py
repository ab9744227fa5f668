"""Tables of a result for a paper: which there are, and how they are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ...analysis.summary import EVER
from ...errors import InputError
from ...experiment.store import kind_of, write_text
from ...experiment.verified import reading
from ...presentation.labels import labelled, labels_for
from ...presentation.tables import analyses, comparisons, forecasts, responses, runs, sweeps
from ...presentation.tables.assumptions import assumptions
from ...presentation.tables.latex import latex
from ...presentation.tables.markup import comma_separated, html, markdown
from ...presentation.tables.responses import Kept
from ...presentation.tables.table import Table
from ...scenario.files import SUFFIXES
from ...scenario.loading import load
from ...scenario.nearest import did_you_mean
from ...scenario.scenario import Scenario
from ..export import ExportRequest
from ..reading import Opened, read
from ..table import TableRequest
from .attribution import Attribution
from .comparisons import Comparison
from .folders import refuse_other
from .forecasts import Forecast
from .plotting import Plotted
from .responses import Responses, kept, kept_in_csv
from .runs import Result
from .sensitivity import Sensitivity
from .sweeps import Sweep

type Tabled = Opened | Responses | Scenario
type Made = Table | Sequence[Table]

ENDINGS = {".md": "md", ".tex": "latex", ".html": "html", ".csv": "csv"}
_WRITE: Mapping[str, Callable[[Table], str]] = {
    "latex": latex,
    "md": markdown,
    "html": html,
    "csv": comma_separated,
}
_MARKS = {
    "latex": "% {} by peninsula table",
    "md": "<!-- {} by peninsula table -->",
    "html": "<!doctype html><!-- {} by peninsula table -->",
}
"""First line of a file of each format, by which it is known again."""


def carry_out(request: TableRequest) -> str:
    """Make a table, and write it if a file is named.

    Raises
    ------
    InputError, FolderError, ScenarioError, VerificationError
        As ``TableRequest`` says.
    """
    out = None if request.out is None else Path(request.out)
    form = format_of(request, ENDINGS, "md")
    named = request.result
    place = Path(named if isinstance(named, str | Path) else repr(named))
    found = opened(place) if isinstance(named, str | Path) else named
    with reading(place):
        known = dict(_tables(found, request.digits))
        if not known:
            raise InputError(f"there are no tables of {found!r}"[:200])
        name = request.table or next(iter(known))
        if name not in known:
            near = did_you_mean(name, known)
            raise InputError(
                f"there is no table {name!r} of it; there are {', '.join(known)}{near}"
            )
        names = list(names_in(found))
    labels = labels_for(scenarios_of(found), request.labels, request.lang, names)
    with reading(place), labelled(labels):
        made = known[name]()
    tables = [made] if isinstance(made, Table) else made
    text = "\n".join(map(_WRITE[form], tables))
    if out is not None:
        _write(out, name, form, text)
    return text


def format_of(request: TableRequest | ExportRequest, endings: Mapping[str, str], usual: str) -> str:
    """The format that is requested, or that the ending of the file means; ``usual`` without a file.

    Raises
    ------
    InputError
        If the ending means none.
    """
    if request.format is not None:
        return request.format
    ending = "" if request.out is None else Path(request.out).suffix.lower()
    if ending and ending not in endings:
        listed = ", ".join(endings)
        raise InputError(
            f"the ending of {request.out} means no format; there are {listed}, or --format"
        )
    return endings.get(ending, usual)


def opened(place: Path) -> Any:
    """The result of a folder or file, or the scenario of a file or name."""
    if place.is_dir():
        # A folder without a result is no damaged one.
        kind_of(place)
    elif not place.is_file() or place.suffix in SUFFIXES:
        return load(place)
    with reading(place):
        return kept_in_csv(place) if place.suffix == ".csv" else read(place)


def tables_of(found: Any) -> Iterator[Table]:
    """All tables of a result but the assumptions of its scenario; none where it has no tables."""
    try:
        known = list(_own_tables(found))
    except InputError:
        return
    for _, make in known:
        made = make(found, None)
        yield from [made] if isinstance(made, Table) else made


def _tables(found: Any, digits: int | None) -> Iterator[tuple[str, Callable[[], Made]]]:
    """The tables that a result has, by name, the usual one first."""
    for name, make in _own_tables(found):
        yield name, partial(make, found, digits)
    if (scenario := _scenario(found)) is not None:
        yield "assumptions", partial(assumptions, scenario)


def _own_tables(found: Any) -> Iterator[tuple[str, Callable[[Any, int | None], Made]]]:
    match found:
        case Result():
            yield "outcomes", runs.outcomes
        case Comparison():
            yield "scenarios", comparisons.scenarios
            yield "contrasts", comparisons.contrasts
        case Sweep():
            yield "points", sweeps.points
            if found.study.planned:
                yield "contrasts", sweeps.contrasts
        case Sensitivity():
            yield "indices", analyses.indices
            if (found.table["index"] == "pair").any():
                yield "pairs", analyses.pairs
        case Attribution():
            if found.shares is not None:
                yield "shares", analyses.shares
            if found.ablation is not None:
                yield "ablation", analyses.ablation
        case Forecast():
            yield "events", forecasts.events
            yield "scores", forecasts.scores
            yield "firsts", forecasts.firsts
        case Responses():
            yield "responses", lambda of, digits: responses.responses([kept(of)], digits)
        case [Kept(), *_]:
            yield "responses", responses.responses
        case Scenario():
            pass
        case _:
            raise InputError(f"there are no tables of {found!r}"[:200])


def scenarios_of(found: Any) -> Sequence[Scenario]:
    """The scenarios that a result is of, as far as it has them."""
    match found:
        case Scenario():
            return (found,)
        case Plotted():
            return found.scenarios
        case Responses():
            return (found.plan.scenario,)
    return ()


def _scenario(found: Any) -> Scenario | None:
    """The one scenario that a result is of, whatever is varied in it."""
    every = scenarios_of(found)
    return every[0] if len(every) == 1 else None


def names_in(found: Any) -> Iterable[str]:
    """Other names in the tables of a result that may have a label."""
    match found:
        case Attribution():
            tables = (table for table in (found.shares, found.ablation) if table is not None)
            for table in tables:
                for column in {"group", "mechanism", "outcome"}.intersection(table):
                    yield from table[column]
        case Forecast():
            yield from EVER
            yield found.content["scenario"]["name"]
        case Responses():
            yield from (*found.table["row"], *found.table["outcome"])
        case [Kept(), *_]:
            for one in found:
                yield from (one.scenario, *one.table["row"], *one.table["outcome"])


def _write(out: Path, name: str, form: str, text: str) -> None:
    """Write a file, unless there is one that is no such table.

    Raises
    ------
    InputError
        If there is.
    """
    whole = f"{_MARKS[form].format(name)}\n{text}" if form in _MARKS else text
    refuse_other(out, whole.partition("\n")[0], f"a table {name} in the format {form}")
    write_text(out, whole)
