"""A result as one page: what was asked, what came out, what it rests on, how to reproduce it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...experiment.made import package_version
from ...experiment.store import whole_manifest, write_text
from ...experiment.verified import reading
from ...presentation.choices import rests_on, sizes_assumed
from ...presentation.naming import counted, percent
from ...presentation.page import (
    FIRST_LINE,
    Section,
    folded,
    heading,
    listed,
    page,
    paragraphs,
    picture,
    preformatted,
)
from ...presentation.saving import encoded
from ...presentation.tables.assumptions import assumptions
from ...presentation.tables.markup import html_element
from ...scenario.difference import difference
from ...scenario.scenario import Scenario
from ...scenario.support import ASSUMED, evidence_table, external
from ..reading import read
from ..replay import ReplayRequest
from ..report import ReportRequest
from .comparisons import Comparison
from .folders import refuse_other
from .paper_tables import scenarios_of, tables_of
from .plotting import Plotted
from .replays import carry_out as replayed
from .runs import Result

LEAST = 0.02
"""Share of trials from which the typical trial of a class is told."""
AMONG = 1000
"""Trials among which a typical one is sought."""
HEADLINE = "headline"
PROGRAM = "peninsula-sim"


def carry_out(request: ReportRequest) -> Path:
    """Read a result and write its page.

    Raises
    ------
    InputError, FolderError, ScenarioError, VerificationError
        As ``ReportRequest`` says.
    """
    named = request.result
    place = Path(named) if isinstance(named, str | Path) else getattr(named, "folder", None)
    out = _file(request, place)
    refuse_other(out, FIRST_LINE, "a report")
    found: Any = read(named) if isinstance(named, str | Path) else named
    scenarios = list(dict.fromkeys(scenarios_of(found)))
    with reading(place or Path(repr(found))):
        sections = list(_sections(found, scenarios, request.chronicles, place))
    title = request.title or _title(found, scenarios)
    # The line by which a result shows itself, without its type.
    lead = repr(found).partition("\n")[0].strip("<>").partition(" ")[2]
    write_text(out, page(title, lead, sections))
    return out


def _file(request: ReportRequest, place: Path | None) -> Path:
    if request.out is not None:
        return Path(request.out)
    if place is None:
        raise InputError("a result that no folder keeps needs a file: name it with out")
    return place.with_suffix(".html") if place.is_file() else place.with_name(f"{place.name}.html")


def _title(found: Any, scenarios: Sequence[Scenario]) -> str:
    study = getattr(found, "study", None)
    if study is not None:
        return str(study.title or study.name)
    return " against ".join(one.title or one.name for one in scenarios[:2]) or type(found).__name__


def _sections(
    found: Any, scenarios: Sequence[Scenario], chronicles: int, place: Path | None
) -> Iterator[Section]:
    yield Section("What was asked", "\n".join(_question(scenarios)))
    yield Section("Where the scenarios differ", "\n".join(_differences(found, scenarios)))
    yield Section("What came out", "\n".join([*_tables(found), *_figures(found)]))
    if isinstance(found, Result) and chronicles:
        yield Section("Typical trials", "\n".join(_chronicles(found, chronicles)))
    yield Section("What this rests on", "\n".join(_rests(scenarios)))
    yield Section("How to reproduce it", _provenance(place))


def _question(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """What each scenario is; those with settings of their own are described by the one they are of."""
    for one in {(one.title, one.description): one for one in scenarios}.values():
        yield heading(one.title or one.name)
        months = f"{counted(one.horizon, 'month')} from {one.start}"
        known = f"on what was known by {one.information_date}"
        yield paragraphs([one.description, f"{one.name}: {months}, {known}."])


def _differences(found: Any, scenarios: Sequence[Scenario]) -> Iterator[str]:
    if isinstance(found, Comparison):
        pairs = [(one.name, one.a.scenario, one.b.scenario) for one in found.plan.pairings]
    else:
        first = scenarios[:1]
        pairs = [(f"{b.name} against {a.name}", a, b) for a in first for b in scenarios[1:]]
    for name, a, b in pairs:
        yield heading(name)
        yield listed(difference(a, b)) or paragraphs(["They say the same."])


def _tables(found: Any) -> Iterator[str]:
    for table in tables_of(found):
        yield html_element(table)


def _figures(found: Any) -> Iterator[str]:
    if isinstance(found, Plotted):
        for name, one in found.figures().items():
            if name == HEADLINE:
                # Its charts come by themselves.
                continue
            figure = one.draw()
            said = getattr(figure, "said", ())
            words = ". ".join(filter(None, said)) or name.replace("_", " ")
            yield picture(encoded(figure, "svg"), words)


def _chronicles(found: Result, most: int) -> Iterator[str]:
    """The typical trial of each common class of the worst outcome, the commonest first."""
    yield paragraphs(
        [
            "Of the trials that end alike, the typical one is nearest to all others in its outcomes. "
            "Brackets hold the probability with which something happened, and what spoke most for it "
            "and against it."
        ]
    )
    table = found.summary()
    classes = table[(table["section"] == "class") & (table["estimate"] >= LEAST)]
    trials = min(AMONG, len(found.column("trial")))
    for row in classes.sort_values("estimate", ascending=False).head(most).to_dict("records"):
        told = replayed(
            ReplayRequest(
                found.scenario,
                typical=str(row["name"]),
                trials=trials,
                draws="none" if found.draws is None else found.draws,
            )
        )
        share = percent(float(row["estimate"]))
        yield folded(f"{row['label']}: {share} of trials", preformatted(told.summary()))


def _rests(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """What a reader must know before believing any of it."""
    if not scenarios:
        return
    first = scenarios[0]
    rows = evidence_table(first)
    outside, stated = external(rows)
    assumed = sum(row.standing == ASSUMED for row in rows)
    yield paragraphs(
        [
            "These are results of a model under stated assumptions, and no forecast. Read differences "
            "between scenarios as: if these assumptions hold, then this follows.",
            f"Of the {stated} numbers that the files of {first.name} state, {outside} hold a figure "
            f"from outside this project; {assumed} values are assumptions.",
            rests_on(first, paths=False),
            sizes_assumed(list(scenarios)),
        ]
    )
    yield folded(f"All assumptions of {first.name}", html_element(assumptions(first)))


def _provenance(place: Path | None) -> str:
    if place is None:
        return paragraphs(
            [f"Made in memory by {PROGRAM} {package_version(PROGRAM)}: no folder keeps it."]
        )
    lines = []
    if place.is_dir():
        manifest = whole_manifest(place)
        made = manifest.get("made", {})
        lines += [
            f"{PROGRAM} {made.get('packages', {}).get(PROGRAM, 'unknown')}",
            f"command       {' '.join(made.get('command', [])) or 'from Python'}",
            f"commit        {made.get('commit', 'unknown')}",
            f"python        {made.get('python', 'unknown')}",
            *(
                f"{key.replace('_', ' '):<13} {manifest[key]}"
                for key in ("seed", "content_hash")
                if manifest.get(key) is not None
            ),
        ]
    lines.append(f"verify with   peninsula verify {place.name}" if place.is_dir() else place.name)
    same = (
        "The same command with the same version gives the same numbers to the last digit, on any "
        "number of processors."
    )
    return preformatted("\n".join(lines)) + paragraphs([same])
