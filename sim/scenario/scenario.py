"""A resolved scenario: everything a run needs to know, and nothing that could still change."""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from ..errors import Problem, ScenarioError
from .claims import Claim
from .nearest import closest
from .nodes import Mapping as Tree
from .outcomes import Outcome
from .rules import Rule
from .timeline import Entry
from .values import Value


@dataclass(frozen=True, eq=False, repr=False)
class Scenario:
    """A scenario with every parameter of every row resolved, defaults included.

    Parameters
    ----------
    name, title, description : str
        What it is called and what it assumes.
    information_date : str
        Day or month after which nothing is known.
    start : str
        First simulated month, as YYYY-MM.
    horizon : int
        Simulated months, 1 to 1200.
    seed : int
        Seed of all draws; 0 is a seed like any other.
    names : dict of axis to tuple of str
        Names of rows: ``states``, ``rivalries``, ``alliances``, ``pacts``, ``sanctions``, ``ties``,
        ``pairs`` sorted by code point, ``ladder`` from the lowest rung up, and ``policies``,
        ``doctrine``, ``tracks``, ``stocks`` as ``state.row``.
    parties : dict of axis to dict of name to (str, str)
        The two states of each rivalry, alliance, pact, tie and pair.
    values : dict of path to Value
        Every parameter of every row, and the probabilities and settings of the timeline.
    doctrine : tuple of Rule
        By state, each state's rules in the order in which they are tried.
    timeline : tuple of Entry
        Changes known at the information date, by month and name.
    unseen : tuple of str
        Names of timeline entries that were not known at the information date.
    outcomes : tuple of Outcome
        Own outcomes, by name.
    claims : tuple of Claim
        Claims that can be left out, in the order of the file; ``values`` are without those that are.
    vetoes : dict of sanctions regime to tuple of states
        Who can obstruct each regime.
    hindsight : tuple of str
        Evidence keys in use that became public only afterwards; forecasts refuse them.
    tree : Mapping
        What the files said, to be laid over by ``replace``.
    folder : str
        Folder of the scenario's file, empty for none.
    checked : callable
        The loader's function that makes the scenario with other values, checked like those of a file.
    varied : frozenset of str
        Paths whose values differ between the points of a study. They decide which outcomes can move, so
        that all points keep the same, and nothing else.
    """

    name: str
    title: str
    description: str
    information_date: str
    start: str
    horizon: int
    seed: int
    names: Mapping[str, tuple[str, ...]]
    parties: Mapping[str, Mapping[str, tuple[str, str]]]
    values: Mapping[str, Value]
    doctrine: tuple[Rule, ...]
    timeline: tuple[Entry, ...]
    unseen: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    claims: tuple[Claim, ...]
    vetoes: Mapping[str, tuple[str, ...]]
    hindsight: tuple[str, ...]
    tree: Tree
    folder: str
    checked: Callable[["Scenario", Mapping[str, Any]], "Scenario"]
    varied: frozenset[str] = frozenset()

    def value(self, path: str) -> float | int | bool | str:
        """The plain value at a path.

        Raises
        ------
        ScenarioError
            If the scenario has nothing at this path; the message names the nearest.
        """
        return self.stated(path).value

    def stated(self, path: str) -> Value:
        """The value at a path with its unit, range, evidence and origin.

        Raises
        ------
        ScenarioError
            If the scenario has nothing at this path; the message names the nearest.
        """
        found = self.values.get(path) or self.values.get(unicodedata.normalize("NFC", path))
        if found is None:
            message = "the scenario has no parameter at this path"
            nearest = closest(path, self.values)
            raise ScenarioError([Problem(path, 0, 0, message, nearest=nearest)])
        return found

    def rung(self, name: str) -> int:
        """Position of a rung on the ladder, the lowest being 0."""
        return self.names["ladder"].index(name)

    def replace(self, settings: Mapping[str, Any]) -> "Scenario":
        """A scenario with other values at some paths, checked like those of a file.

        Parameters
        ----------
        settings : dict of path to value
            A number, name or truth value, a mapping such as ``{"value": 1, "range": [0, 2]}``, or
            a node of a file, whose place problems then name.

        Raises
        ------
        ScenarioError
            If a path does not exist or a value is not allowed there.
        """
        changed = self.checked(self, settings)
        return replace(changed, varied=self.varied) if self.varied else changed

    def varying(self, paths: Iterable[str]) -> "Scenario":
        """The scenario as the base of points whose values differ at some paths."""
        return replace(self, varied=self.varied.union(paths))

    def can_differ(self, path: str) -> bool:
        """Whether the value at a path is uncertain, or differs between points."""
        value = self.values.get(path)
        return path in self.varied or (value is not None and value.uncertain)

    def canonical(self) -> dict[str, Any]:
        """What the scenario says, as JSON values that no relisting of a file changes.

        Prose, evidence and origins are left out: they change no result.
        """
        return {
            "name": self.name,
            "information_date": self.information_date,
            "start": self.start,
            "horizon": self.horizon,
            "seed": self.seed,
            "names": {axis: list(names) for axis, names in sorted(self.names.items())},
            "parties": {
                axis: {name: list(pair) for name, pair in sorted(pairs.items())}
                for axis, pairs in sorted(self.parties.items())
            },
            "values": {path: value.bare() for path, value in sorted(self.values.items())},
            "doctrine": [_without_prose(rule) for rule in self.doctrine],
            "timeline": [_without_prose(entry) for entry in self.timeline],
            "outcomes": [_without_prose(outcome) for outcome in self.outcomes],
            "vetoes": {name: list(states) for name, states in sorted(self.vetoes.items())},
        }

    @cached_property
    def digest(self) -> str:
        """Hash of ``canonical()``: equal for scenarios that say the same."""
        text = json.dumps(
            self.canonical(),
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
            allow_nan=False,
        )
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def __repr__(self) -> str:
        title = f": {self.title}" if self.title else ""
        return (
            f"<Scenario {self.name}{title}; {len(self.names['states'])} states, "
            f"{self.horizon} months from {self.start}, seed {self.seed}>"
        )

    def __eq__(self, other: object) -> bool:
        # What is varied decides which outcomes a row keeps, so arrays made for one are none for another.
        return (
            isinstance(other, Scenario)
            and self.digest == other.digest
            and self.varied == other.varied
        )

    def __hash__(self) -> int:
        return hash(self.digest)


def _without_prose(item: Rule | Entry | Outcome) -> dict[str, Any]:
    prose = ("evidence", "note", "meaning", "known_from")
    plain: dict[str, Any] = json.loads(json.dumps(asdict(item)))
    return {key: value for key, value in plain.items() if key not in prose}
