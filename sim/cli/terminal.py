"""What all verbs share: where they write, how they read numbers, which code they exit with."""

import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ..errors import PeninsulaError, PeninsulaWarning, VerificationError
from .output import PLAIN

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

BAD_INPUT = 2
INTERRUPTED = 3
UNVERIFIED = 4
WIDTH = 80


def console(stderr: bool = False) -> "Console":
    """A console no wider than 80 columns; without colour where the output is no terminal."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.width <= WIDTH else Console(stderr=stderr, highlight=False, width=WIDTH)


def plain_table(title: str = "") -> "Table":
    """A table without lines, its title to the left."""
    from rich.table import Table

    return Table(
        title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False
    )


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Write a line on the output stream or that of errors, with ``nl`` false without ending it."""
    # Where a stream says that it takes ASCII alone, typer would write UTF-8 past it.
    typer.echo(_encodable(text, err=err), err=err, nl=nl)


def _encodable(text: str, *, err: bool = False) -> str:
    """The text with what the stream can't show replaced by plain signs."""
    stream = sys.stderr if err else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, PLAIN).decode(encoding)


def complain(message: str) -> None:
    """Say on the error stream what is wrong."""
    for line in message.splitlines():
        say(f"peninsula: {line}", err=True)


@contextmanager
def warnings_as_lines() -> Iterator[None]:
    """Within it, warnings of this package are lines on the error stream; others are shown as ever."""
    with warnings.catch_warnings():
        usual = warnings.showwarning

        def shown(
            message: Warning | str, category: type[Warning], *place: Any, **where: Any
        ) -> None:
            if issubclass(category, PeninsulaWarning):
                complain(str(message))
            else:
                usual(message, category, *place, **where)

        warnings.showwarning = shown
        yield


def command_line() -> list[str]:
    """What was typed, as it can be typed again."""
    called = Path(sys.argv[0]).name
    first = ["python", "-m", "sim"] if called == "__main__.py" else ["peninsula"]
    return [*first, *sys.argv[1:]]


def exit_code(error: PeninsulaError) -> int:
    """Exit code of an error that a person's input has caused."""
    return UNVERIFIED if isinstance(error, VerificationError) else BAD_INPUT


def whole_number(text: str | int) -> int:
    """A whole number as people write it: 10000, 10_000, 10,000 or 1e4; a default as it is.

    A comma parts groups of three digits; anywhere else it is taken for that of a decimal number.
    Which numbers are allowed is for its reader to say: 1e30 is one.
    """
    bare = str(text).strip().replace("_", "")
    if "," in bare and not re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+", bare):
        raise typer.BadParameter(
            f"'{text}' is not a whole number: a comma stands before groups of three digits only"
        )
    bare = bare.replace(",", "")
    if not re.fullmatch(r"[+-]?[0-9]*\.?[0-9]*(e[+-]?[0-9]{1,3})?", bare, re.IGNORECASE):
        raise typer.BadParameter(f"'{text}' is not a whole number")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise typer.BadParameter(f"'{text}' is not a whole number") from None
    # Longer than any exponent above: turning it into a number would take seconds and then minutes.
    if number.adjusted() > 1000:
        raise typer.BadParameter(f"'{str(text)[:20]}...' is too large")
    if number != number.to_integral_value():
        raise typer.BadParameter(f"'{text}' is not a whole number")
    return int(number)
