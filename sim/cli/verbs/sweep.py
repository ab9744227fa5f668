"""``peninsula sweep``: every point of a study, into a result folder."""

from typing import TYPE_CHECKING, Annotated

import typer

from ...api.sweep import SweepRequest
from ...errors import InputError
from ..generated import takes
from ..options import Figures
from ..terminal import command_line, say

if TYPE_CHECKING:
    from ...api.results.sweeps import Plan


@takes(SweepRequest)
def command(
    request: SweepRequest,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be run, and run nothing.")
    ] = False,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print the table of points as CSV and nothing else.")
    ] = False,
    figures: Figures = True,
) -> None:
    """Run the points and print their tables; exit with code 2 if a point failed."""
    from ...api.results.sweeps import carry_out, kept_in, plan
    from ...engine.build import build
    from ...engine.jit_warmup import ensure_compiled
    from ..interrupting import at_work
    from ..tables.sweeps import print_sweep, say_what_failed

    made = plan(request)
    if made.watch is not None and dry_run:
        raise InputError(
            "how many trials a precision takes is not known before they are run: ask for one or "
            "the other"
        )
    _announce(made, err=csv)
    if dry_run:
        _say_what_is_left(made)
        return
    if request.workers is None and request.cluster is None:
        say(str(ensure_compiled(build(made.study.bases[0]))), err=csv)
    with at_work(made.folder, kept_in, made.trials) as (advance, stop):
        found = carry_out(made, advance, stop, command_line())
    if made.part is not None:
        say(f"part {made.part} is in {made.folder}; peninsula merge puts parts together")
    else:
        print_sweep(found, csv=csv, figures=figures)
    say_what_failed(found)


def _announce(made: "Plan", *, err: bool) -> None:
    from ...presentation.drawing import draws_text
    from ...presentation.naming import counted
    from ...presentation.precision import aim_text
    from ...presentation.sweeps import design_words

    study, watch, request = made.study, made.watch, made.request
    how = counted(made.threads, "thread")
    if request.workers is not None:
        how = counted(request.workers, "worker")
    elif request.cluster is not None:
        how = f"workers of {request.cluster}"
    say(f"{study.name}{f': {study.title}' if study.title else ''}", err=err)
    of = "" if made.part is None else f", part {made.part}"
    say(f"{design_words(study, None if watch is None else watch.most)}{of}, {how}", err=err)
    if watch is not None:
        say(aim_text(watch), err=err)
    say(draws_text(study.draws, study.laid(0), study.bases[0]), err=err)


def _say_what_is_left(made: "Plan") -> None:
    from ...experiment.plan import blocks_of, missing
    from ...experiment.store import read_manifest
    from ...experiment.swept import Swept
    from ...presentation.naming import counted
    from ..tables.sweeps import SHOWN

    study, folder = made.study, made.folder
    resumed = folder if made.request.resume else None
    holds = resumed is not None and read_manifest(resumed, "sweep")
    held = Swept(resumed).places if holds and resumed is not None else {}
    ranges = {key: [(r.first, r.first + r.trials) for r in rows] for key, rows in held.items()}
    blocks = blocks_of(study.points, study.trials, made.part)
    left = list(missing(blocks, ranges))
    for point in list(dict.fromkeys(block.point for block in blocks))[:SHOWN]:
        say(f"  {point.number:>6}  {point.key}  {point.name}")
    if len(study.points) > SHOWN:
        say(f"  and {len(study.points) - SHOWN:,} more")
    trials = sum(block.trials for block in left)
    say(f"{counted(trials, 'trial')} in {counted(len(left), 'block')} would be run into {folder}")
