"""An attribution: what a difference owes to each assumption, or what each mechanism changes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ...analysis.ablation import holds
from ...analysis.attribution import attribute as attributed
from ...analysis.comparison import tabulate
from ...errors import FolderError, InputError
from ...experiment.checkpoint import FOLDERS, Resumable, check_resume, folder_for, kept
from ...experiment.compare import Plan as Design
from ...experiment.compare import Source, ablation
from ...experiment.compare import plan as design
from ...experiment.groups import Group, groups
from ...experiment.listing import ATTRIBUTION, asked_in
from ...experiment.matched import matched, requested, told
from ...experiment.run import Progress, Request
from ...experiment.run import request as experiment_request
from ...experiment.store import write_text
from ...scenario.claims import EVERY
from ...scenario.scenario import Scenario
from ..attribute import AttributeRequest
from ..sources import prepare, settings_of
from .folders import digest_of, empty_but_for, folder_of, listing, named_after, names_of
from .plotting import Plotted
from .showing import html, line
from .tables import as_csv, from_csv

if TYPE_CHECKING:
    from ...presentation.figures import Drawable

CHUNK = 1024
"""Trials in memory at once of an ablation, which has two arms a mechanism."""
SHARES, ABLATION = "attribution.csv", "ablation.csv"
FILES = (SHARES, "attribution.json", ABLATION, "ablation.json")
TEXTS = (
    *("section", "outcome", "label", "unit", "method", "mechanism", "group"),
    *("contrast", "planned", "a", "b", "a_digest", "b_digest", "a_only_trials", "b_only_trials"),
)

UNKNOWN: Mapping[str, Any] = MappingProxyType({})


class Attribution(Plotted):
    """What an attribution yielded.

    Attributes
    ----------
    shares : DataFrame or None
        One row a group of assumptions and outcome, where shares were asked for.
    ablation : DataFrame or None
        One row a mechanism and outcome, where mechanisms were switched off in turn.
    folder : Path or None
        Where they are kept, if they are.
    about : mapping
        ``trials``, ``draws`` (0 for none) and ``seed``; empty for a folder that does not say them.
    """

    def __init__(
        self,
        shares: pd.DataFrame | None,
        ablation: pd.DataFrame | None,
        folder: Path | None = None,
        about: Mapping[str, Any] = UNKNOWN,
    ) -> None:
        self.shares = shares
        self.ablation = ablation
        self.folder = folder
        self.about = about

    def figures(self, outcomes: Sequence[str] | None = None) -> "dict[str, Drawable]":
        """Bars of shares, or of what changes without each mechanism."""
        from ...presentation.figures import Drawable
        from ...presentation.figures.attribution import attribution_bars

        found = {}
        for name, table, rows, value in (
            ("attribution", self.shares, "group", "share"),
            ("ablation", self.ablation, "mechanism", "difference"),
        ):
            if table is not None:
                drawn = partial(attribution_bars, table, rows, value, self.about, outcomes)
                found[name] = Drawable(drawn)
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """Groups of assumptions, mechanisms and outcomes."""
        tables = [table for table in (self.shares, self.ablation) if table is not None]
        columns = ("group", "mechanism", "outcome")
        found = [name for one in tables for of in columns if of in one for name in one[of]]
        return tuple(dict.fromkeys(map(str, found)))

    def __repr__(self) -> str:
        told = []
        if self.shares is not None:
            told.append(f"shares of {self.shares['group'].nunique()} groups")
        if self.ablation is not None:
            told.append(f"{self.ablation['mechanism'].nunique()} mechanisms off in turn")
        return line("Attribution", told, self.folder)

    def _repr_html_(self) -> str:
        tables = [table for table in (self.shares, self.ablation) if table is not None]
        return "\n".join(html(repr(self), table) for table in tables)


class Plan(NamedTuple):
    """An attribution as it was requested, checked.

    ``groups`` are the assumptions in which two scenarios differ, ``mechanisms`` those to be switched
    off; only one of them is asked for. ``folder`` is None where nothing is kept; in ``scratch`` below
    it trials are kept until all are run.
    """

    request: AttributeRequest
    design: Design
    groups: Sequence[Group]
    mechanisms: tuple[str, ...]
    wanted: Request
    folder: Path | None
    scratch: Path


def plan(request: AttributeRequest) -> Plan:
    """Check all that can be wrong with a request before anything is run.

    Raises
    ------
    ScenarioError
        If the scenarios can't be used.
    InputError, FolderError
        If something can't be done as it is requested.
    """
    if request.resume and not request.ablate:
        raise InputError("shares are kept once all are found: --resume goes with --ablate alone")
    sources: list[Source] = [request.a, *([] if request.b is None else [request.b])]
    sets = settings_of(request.sets, request.off)
    if request.claims:
        sources, sets = list(_without_and_with_claims(request, sets)), []
    found: Sequence[Group] = ()
    if request.ablate:
        made, mechanisms = ablation(sources, sets, request.seed, request.draws)
    else:
        made, mechanisms = design(sources, sets, {}, request.seed, request.draws), ()
        found = groups(made.pairings[0].a.scenario, made.pairings[0].b.scenario)
    folder = folder_of(request.out, request.resume, lambda: _usual_folder(sources, made))
    scratch = Path()
    if folder is not None:
        empty_but_for(folder, FILES, (FOLDERS,))
        scratch = folder_for(folder, requested(made.arms, made.draws))
        check_resume(scratch, request.resume)
    base = made.arms[0].scenario
    wanted = experiment_request(base, request.trials, request.threads, draws=made.draws)
    return Plan(request, made, found, mechanisms, wanted, folder, scratch)


def _without_and_with_claims(
    request: AttributeRequest, sets: Sequence[str]
) -> tuple[Scenario, Scenario]:
    """The scenario without its claims, and as it is.

    Raises
    ------
    InputError
        If it has none, or something else is requested as well.
    """
    if request.b is not None or request.ablate:
        raise InputError("claims are attributed in one scenario, without ablate")
    base = prepare(request.a, request.seed, sets)
    if not base.claims:
        raise InputError(
            f"{base.name} has no claims to attribute: a scenario states them in claims"
        )
    # Outcomes that a claim alone lets move are kept in the scenarios without it too.
    base = base.varying(path for claim in base.claims for path in claim.paths)
    bare = base.replace({f"claims.{EVERY}.holds": False, "name": f"{base.name} without claims"})
    return bare, base


def carry_out(
    made: Plan,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    command: Sequence[str] = (),
) -> Attribution:
    """Run all coalitions or ablations, and write the folder, if there is one.

    Parameters
    ----------
    stop : callable, optional
        Asked now and then whether to stop an ablation, which raises ``Interrupted``.
    command : sequence of str
        What was typed, for the folder's manifest.
    """
    request, folder = made.request, made.folder
    if not request.ablate:
        shares = _shares(made, progress)
        if folder is not None and shares is not None:
            _keep(made, folder, shares, command)
        return Attribution(shares, None, folder, _about(made))
    if folder is None:
        return Attribution(None, _ablation(made, progress), None, _about(made))
    with kept(made.scratch, request.resume, stop) as keeping:
        table = _ablation(made, progress, keeping)
        _keep(made, folder, table, command)
    return Attribution(None, table, folder, _about(made))


def _shares(made: Plan, progress: Progress | None) -> pd.DataFrame | None:
    """Shares of each group; None where both scenarios say the same."""
    pairing, request = made.design.pairings[0], made.request
    if not made.groups:
        return None
    return attributed(
        pairing.a.scenario,
        pairing.b.scenario,
        made.groups,
        request.trials,
        request.threads,
        progress,
        draws=made.design.draws,
    )


def _ablation(
    made: Plan, progress: Progress | None, keeping: Resumable | None = None
) -> pd.DataFrame:
    """A row an outcome and mechanism: what becomes of it without that."""
    request, pairings = made.request, made.design.pairings
    chunks = matched(
        made.design.arms,
        request.trials,
        request.threads,
        chunk=CHUNK,
        draws=made.design.draws,
        keeping=keeping,
    )
    table = tabulate(pairings, told(chunks, progress))
    if request.b is not None:
        return holds(table, made.mechanisms)
    names = (pairing.name for pairing in pairings)
    without = dict(zip(names, made.mechanisms, strict=True))
    table.insert(0, "mechanism", table["contrast"].map(without))
    return table


def _keep(made: Plan, folder: Path, table: pd.DataFrame, command: Sequence[str]) -> None:
    name = Path(ABLATION if made.request.ablate else SHARES)
    with listing(folder, ATTRIBUTION, FILES, command, made.request.threads, _about(made)):
        write_text(folder / name, as_csv(table))
        text = table.to_json(orient="records", indent=1) + "\n"
        write_text(folder / name.with_suffix(".json"), text)


def _about(made: Plan) -> dict[str, Any]:
    """What a table of the attribution says of how it was made."""
    draws = made.design.draws
    return {
        "trials": made.request.trials,
        "draws": 0 if draws is None else draws.rows,
        "seed": made.design.arms[0].scenario.seed,
    }


def _usual_folder(sources: Sequence[Source], made: Design) -> Path:
    digest = digest_of([arm.scenario.digest for arm in made.arms])
    return named_after("attribute", names_of(sources), digest)


def opened(folder: Path) -> Attribution:
    """The attribution that a folder keeps.

    Raises
    ------
    FolderError
        If it holds none.
    """
    about = asked_in(folder, ATTRIBUTION)
    found = [
        from_csv(folder / name, TEXTS) if (folder / name).is_file() else None
        for name in (SHARES, ABLATION)
    ]
    if all(table is None for table in found):
        raise FolderError(f"{folder} holds no attribution: it has no {SHARES} and no {ABLATION}")
    return Attribution(found[0], found[1], folder, about)
