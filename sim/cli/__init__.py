"""The command ``peninsula``: one module a verb, each of which imports what it needs when it runs.

Exit codes: 0 done, 2 bad input, 3 interrupted and resumable, 4 verification failed.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from .output import forgive
from .terminal import BAD_INPUT, complain, exit_code

VERBS = (
    "list",
    "run",
    "compare",
    "diverge",
    "attribute",
    "sweep",
    "merge",
    "verify",
    "sensitivity",
    "discover",
    "tipping",
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
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _verb in VERBS:
    app.command(_verb)(import_module(f".{_verb}", __name__).command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with ``arguments``, those of the process by default, and exit."""
    forgive()
    try:
        app(args=None if arguments is None else [*arguments], prog_name="peninsula")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}")
        sys.exit(BAD_INPUT)
    except ValueError as error:
        code = exit_code(error)
        if code is None:
            raise
        complain(str(error))
        sys.exit(code)
