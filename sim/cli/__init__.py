"""The command ``peninsula``: one module a verb, each of which imports what it needs when it runs.

Exit codes: 0 done, 2 bad input, 3 interrupted and resumable, 4 verification failed.
"""

import atexit
import gc
import sys
import unicodedata
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import typer

from ..errors import PeninsulaError
from .generated import first_sentence
from .output import forgive
from .terminal import BAD_INPUT, complain, exit_code, warnings_as_lines

VERBS = (
    "list",
    "run",
    "compare",
    "diverge",
    "attribute",
    "sweep",
    "merge",
    "verify",
    "plot",
    "sensitivity",
    "responses",
    "discover",
    "tipping",
    "report",
    "table",
    "export",
    "replay",
    "check",
    "explain",
    "diff",
    "evidence",
    "new",
    "schema",
    "codebook",
    "history",
    "forecast",
    "score",
    "backtest",
    "calibrate",
    "version",
)

app = typer.Typer(
    name="peninsula",
    help="An agent-based simulation of deterrence, crisis and alliance politics in Korea.",
    epilog="Exit codes: 0 done, 2 bad input, 3 interrupted and resumable, 4 verification failed.",
    no_args_is_help=True,
    add_completion=False,
    # Boxes around the help would take twice the time of all the rest.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def register(to: typer.Typer, name: str, command: Callable[..., None]) -> None:
    """Add the command of a verb, whose first paragraph says in the list of verbs what it does."""
    to.command(name, short_help=first_sentence(command.__doc__))(command)


for _verb in VERBS:
    register(app, _verb, import_module(f".verbs.{_verb}", __name__).command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with ``arguments``, those of the process by default, and exit."""
    forgive()
    _look_for_garbage_seldom()
    try:
        typed = sys.argv[1:] if arguments is None else arguments
        with warnings_as_lines():
            app(args=[_composed(argument) for argument in typed], prog_name="peninsula")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}")
        sys.exit(BAD_INPUT)
    except PeninsulaError as error:
        complain(str(error))
        sys.exit(exit_code(error))


def _composed(argument: str) -> str:
    """An argument in NFC, as names of scenarios are kept, unless it names a file as it is."""
    try:
        is_file = Path(argument.rpartition("=")[2]).exists()
    except (OSError, ValueError):
        is_file = False
    return argument if is_file else unicodedata.normalize("NFC", argument)


def _look_for_garbage_seldom() -> None:
    """Let the interpreter start and end without going through all that imports have made, again and again.

    None of that is garbage, and next to nothing that a command makes is before it ends: half a second is saved.
    """
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
