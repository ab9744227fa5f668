"""``peninsula responses``: what each assumption that people compare does to conflict."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...api.responses import ResponsesRequest
from ...errors import InputError
from ..generated import takes
from ..terminal import say

if TYPE_CHECKING:
    from ...api.results.responses import Responses

FORMATS = ("text", "md", "csv")
SCENARIOS = ("baseline", "crisis_start")


@takes(ResponsesRequest)
def command(
    request: ResponsesRequest,
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="SCENARIO", help="Others, each with its own table."),
    ] = None,
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
    """Run the rows of every scenario, and print the tables or write them to a file."""
    from ...api.results.responses import carry_out, plan
    from ...experiment.run import warm
    from ...experiment.store import write_text
    from ...presentation.naming import counted
    from ..progress import progress_bar

    ending = out.suffix[1:] if out is not None else ""
    chosen = form or (ending if ending in FORMATS else "text")
    if chosen not in FORMATS:
        raise InputError(f"there is no format {chosen!r}; allowed: {', '.join(FORMATS)}")
    first = request.scenario
    names = SCENARIOS if first is None else (str(first), *(more or ()))
    plans = [plan(replace(request, scenario=name)) for name in names]
    found = []
    for made in plans:
        rows, trials = counted(len(made.rows), "row"), counted(made.trials, "trial")
        say(f"{made.scenario.name}: {rows}, {trials}", err=True)
        say(warm(made.wanted), err=True)
        with progress_bar(made.trials) as advance:
            found.append(carry_out(made, advance))
    written = _written(found, chosen, _typed(names, request))
    if out is None:
        say(written, nl=False)
        return
    write_text(out, written)
    for one in found:
        say(f"{one.plan.scenario.name}  content hash  {one.content_hash}")
    say(f"written to    {out}")


def _written(found: "Sequence[Responses]", form: str, command: str) -> str:
    from ...presentation.responses import page, text

    if form == "text":
        return "\n".join(map(text, found))
    if form == "md":
        return page(found, command)
    from ...api.results.responses import written_as_csv

    return written_as_csv(found)


def _typed(names: Sequence[str], request: ResponsesRequest) -> str:
    """The command that yields the same table, all settings spelt out."""
    import shlex

    words = ["peninsula", "responses", *names, "--trials", str(request.trials)]
    for option, values in (
        ("--row", request.rows),
        ("--set", request.sets),
        ("--off", request.off),
    ):
        words += [word for value in values for word in (option, value)]
    words += [] if request.draws is None else ["--draws", str(request.draws)]
    words += [] if request.seed is None else ["--seed", str(request.seed)]
    return shlex.join(words)
