"""The command ``peninsula``: one module a verb, each of which imports what it needs when it runs.

Exit codes: 0 done, 2 bad input, 3 interrupted and resumable, 4 verification failed.
"""

import atexit
import gc
import sys
import unicodedata
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import typer

from ..errors import PeninsulaError
from .output import forgive
from .terminal import BAD_INPUT, complain, exit_code, warnings_as_lines

VERBS = {
    "list": "List the shipped scenarios, each with what it assumes.",
    "run": "Run a scenario many times and write a result folder.",
    "compare": "Say what differs between scenarios on the same trials.",
    "diverge": "Tell where two scenarios part in one trial.",
    "attribute": "Say which assumptions a difference is owed to.",
    "sweep": "Run every point of a study on the same trials.",
    "merge": "Put the parts of a sweep together.",
    "verify": "Check a result's files, hash and a sample of its trials.",
    "sensitivity": "Say which parameters an outcome hangs on.",
    "responses": "Show what each assumption does to conflict.",
    "discover": "Find limits of parameters within which an outcome is dense.",
    "tipping": "Map the likeliest end of a trial over two parameters.",
    "replay": "Tell one trial in plain sentences.",
    "check": "Check scenario and study files, line by line.",
    "explain": "Explain a parameter, variable or section.",
    "diff": "Say in words what one scenario assumes otherwise.",
    "evidence": "List a scenario's values with their sources and grades.",
    "new": "Write a first scenario, ready to be changed.",
    "schema": "Print the JSON Schema of scenario files.",
    "codebook": "List every column of a scenario's results.",
    "history": "List and plot the records, or hold the model against them.",
    "forecast": "Write a dated, hashed forecast.",
    "score": "Score a forecast against a record.",
    "backtest": "Forecast from every past month, and score it.",
    "calibrate": "Find what the record says of the parameters.",
    "version": "Print the version, and those of what results depend on.",
}

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
for _verb, _says in VERBS.items():
    app.command(_verb, short_help=_says)(import_module(f".verbs.{_verb}", __name__).command)


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
