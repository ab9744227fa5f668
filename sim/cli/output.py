"""The output streams of a process: any text can be written, and a reader who leaves breaks nothing."""

import codecs
import io
import sys
from typing import Any

PLAIN = "peninsula.plain"
"""Name of the way to write what an encoding lacks: dashes as hyphens, anything else as ?."""
_DASHES = "‐‑‒–—−"


def forgive() -> None:
    """Let both streams take any text, and go nowhere once their reader has left (``| head``).

    A run then ends as it would have, with its folder whole, and so does its exit code.
    """
    sys.stdout, sys.stderr = _forgiving(sys.stdout), _forgiving(sys.stderr)


def _forgiving[Stream](stream: Stream) -> "Stream | io.TextIOWrapper":
    """The stream itself, or one over the same file; one that is no file is left as it is."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.reconfigure(errors=PLAIN)
    unbuffered = isinstance(stream.buffer, io.FileIO)
    file = stream.buffer if unbuffered else getattr(stream.buffer, "raw", None)
    if not isinstance(file, io.FileIO):
        return stream
    stream.flush()
    until_left = _UntilLeft(file.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        until_left if unbuffered else io.BufferedWriter(until_left),
        encoding=stream.encoding,
        errors=PLAIN,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class _UntilLeft(io.FileIO):
    """A file that takes everything, and writes it as long as somebody reads."""

    _left = False

    def write(self, data: Any, /) -> int:
        if not self._left:
            try:
                return super().write(data)
            except BrokenPipeError:
                self._left = True
        return len(data)


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join("-" if sign in _DASHES else "?" for sign in lacking), error.end


codecs.register_error(PLAIN, _in_plain_signs)
