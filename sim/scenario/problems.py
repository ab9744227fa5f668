"""What is wrong with a scenario, said to the person who wrote it."""

from collections.abc import Iterable

from ..errors import Problem, ScenarioError
from .nearest import closest
from .nodes import Mark

MOST_PROBLEMS = 100


class Findings(list[Problem]):
    """Problems collected along the way, so that one reading reports them all.

    After ``MOST_PROBLEMS`` the reading stops with ``ScenarioError``: nobody reads on.
    """

    def report(
        self,
        mark: Mark,
        message: str,
        *,
        found: object = "",
        allowed: Iterable[str] | str = "",
        near: Iterable[str] = (),
        nearest: str = "",
    ) -> None:
        """Add a problem at ``mark``.

        ``near`` are the names among which the nearest is sought; ``nearest`` is it, where known.
        """
        shown = shorten(found)
        if not nearest and found != "":
            nearest = closest(str(found), near)
        listed = allowed if isinstance(allowed, str) else listing(allowed)
        self.append(Problem(mark.file, mark.line, mark.column, message, shown, listed, nearest))
        if len(self) >= MOST_PROBLEMS:
            last = Problem(mark.file, 0, 0, f"stopped after {MOST_PROBLEMS} problems")
            raise ScenarioError([*self, last])

    def has(self, mark: Mark) -> bool:
        """Whether a problem is known at just this line and column."""
        place = (mark.file, mark.line, mark.column)
        return mark.line > 0 and any((p.file, p.line, p.column) == place for p in self)

    def stop(self) -> None:
        """Raise ``ScenarioError`` if there is any problem."""
        if self:
            raise ScenarioError(self)


def shorten(found: object, limit: int = 60) -> str:
    """What was found as one short, quoted line; numbers and truth values unquoted."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, int | float):
        return f"{found!r}"
    text = "".join(c if c.isprintable() else " " for c in str(found))
    if not text:
        return ""
    return f"'{text}'" if len(text) <= limit else f"'{text[: limit - 1]}…'"


def listing(names: Iterable[str], limit: int = 16) -> str:
    """Names as one line, cut after ``limit``."""
    shown = list(names)
    tail = f" and {len(shown) - limit} more" if len(shown) > limit else ""
    return ", ".join(shown[:limit]) + tail
