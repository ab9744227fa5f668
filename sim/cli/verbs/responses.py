"""``peninsula responses``: what each assumption that people compare does to conflict."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ...errors import InputError
from ..options import Draws, Off, Seed, Settings, Threads, settings_of
from ..terminal import whole_number

FORMATS = ("text", "md", "csv")
SCENARIOS = ["baseline", "crisis_start"]


def command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO...]",
            help="Scenario files or names.  [default: baseline crisis_start]",
            show_default=False,
        ),
    ] = None,
    trials: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Matched trials of each end.")
    ] = 2000,
    rows: Annotated[
        list[str] | None,
        typer.Option("--row", metavar="KEY", help="A row; as often as needed.  [default: all]"),
    ] = None,
    off: Off = None,
    settings: Settings = None,
    draws: Draws = None,
    seed: Seed = None,
    threads: Threads = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="text|md|csv", help="[default: by the file's name, or text]"
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here instead of the terminal.")
    ] = None,
) -> None:
    """Show what each assumption does: every outcome at its high end minus at its low end.

    Each row runs the same trials at both ends, which are the range that the scenario states. Cells
    have 95% intervals, clustered by draw. Where every trial begins with an act that kills, as in
    crisis_start, P(armed attack) after it follows. The same command gives the same content hash.
    """
    from ...api.results.responses import ask, execute
    from ...api.sources import prepare
    from ...experiment.run import warm
    from ...experiment.store import write_text
    from ...report.naming import counted
    from ...report.responses import page, text
    from ..progress import progress_bar
    from ..terminal import say

    ending = out.suffix[1:] if out is not None else ""
    chosen = form or (ending if ending in FORMATS else "text")
    if chosen not in FORMATS:
        raise InputError(f"there is no format {chosen!r}; allowed: {', '.join(FORMATS)}")
    sets = settings_of(settings, off)
    names = scenarios or SCENARIOS
    asked = [ask(prepare(one, seed, sets), trials, threads, draws, rows or ()) for one in names]
    found = []
    for made in asked:
        say(
            f"{made.scenario.name}: {counted(len(made.rows), 'row')}, {counted(made.trials, 'trial')}",
            err=True,
        )
        say(warm(made.wanted), err=True)
        with progress_bar(made.trials) as advance:
            found.append(execute(made, advance))
    if chosen == "csv":
        import pandas as pd

        parts = [
            part.assign(scenario=one.request.scenario.name, hash=one.content_hash)
            for one in found
            for part in (one.table, one.escalation)
        ]
        written = pd.concat(parts).to_csv(index=False, lineterminator="\n")
    elif chosen == "md":
        written = page(found, _typed(names, trials, rows or (), sets, draws, seed))
    else:
        written = "\n".join(map(text, found))
    if out is None:
        say(written, nl=False)
        return
    write_text(out, written)
    for one in found:
        say(f"{one.request.scenario.name}  content hash  {one.content_hash}")
    say(f"written to    {out}")


def _typed(
    names: Sequence[str],
    trials: int,
    rows: Sequence[str],
    sets: Sequence[str],
    draws: str | None,
    seed: int | None,
) -> str:
    """The command that yields the same table, all settings spelt out."""
    import shlex

    words = ["peninsula", "responses", *names, "--trials", str(trials)]
    words += [word for row in rows for word in ("--row", row)]
    words += [word for setting in sets for word in ("--set", setting)]
    words += [] if draws is None else ["--draws", draws]
    words += [] if seed is None else ["--seed", str(seed)]
    return shlex.join(words)
