"""What can go wrong, said to the person who asked: every error of the package has one base class."""

from collections.abc import Iterable
from dataclasses import dataclass


class PeninsulaError(ValueError):
    """Base class of all errors that the package raises for what a user gave or asked for."""


class PeninsulaWarning(UserWarning):
    """Something that the package does otherwise than usual, for a reason that it gives."""


class InputError(PeninsulaError):
    """A request that can't be carried out."""


class FolderError(PeninsulaError):
    """A folder that can't be written to, read or gone on from."""


class VerificationError(PeninsulaError):
    """A result whose files are not what they are said to be."""


class KeyCollision(PeninsulaError):
    """Two pairs of names hash to one key of the random numbers; another seed or spelling resolves it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is, what was found, what is allowed, the nearest valid name.

    ``line`` and ``column`` count from 1; a line of 0 means that the whole file, or a ``--set``,
    is meant. Empty texts mean that there is nothing to say.
    """

    file: str
    line: int
    column: int
    message: str
    found: str = ""
    allowed: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [f"{where}: {self.message}"]
        if self.found:
            parts.append(f"found {self.found}")
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.nearest:
            parts.append(f"did you mean {self.nearest}?")
        return "; ".join(parts)


class ScenarioError(PeninsulaError):
    """A scenario that can't be used, with every problem found in it.

    Parameters
    ----------
    problems : iterable of Problem
        At least one; kept in order of file, line and column.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(sorted(problems, key=_position)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[tuple[Problem, ...]]]:
        return ScenarioError, (self.problems,)


def _position(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line, problem.column
