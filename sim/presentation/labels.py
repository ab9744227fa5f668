"""What names are called in figures and tables: a user's labels, or words of another language.

Labels are in force within ``labelled``, as matplotlib's settings are within ``rc_context``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError
from ..scenario import nodes
from ..scenario.files import shown_path
from ..scenario.problems import Findings
from ..scenario.reading import read_file
from ..scenario.scenario import Scenario

LANGUAGES = ("en", "ko")
LONGEST = 120
"""Characters of a label at most."""
_SHIPPED = {"ko": "korean.yaml"}


class Labels(NamedTuple):
    """What names are called: ``own`` labels of the user by name, then words of ``language``."""

    own: Mapping[str, str] = {}
    language: str = "en"


_IN_FORCE: ContextVar[Labels] = ContextVar("labels", default=Labels())  # noqa: B039  # never changed


@contextmanager
def labelled(labels: Labels) -> Iterator[None]:
    """Put labels in force."""
    before = _IN_FORCE.set(labels)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def language() -> str:
    """The language in force."""
    return _IN_FORCE.get().language


def label(name: str, usual: str) -> str:
    """The user's label of a name; else its ``usual`` words, translated where they can be.

    >>> with labelled(Labels({"dprk": "North Korea"})):
    ...     label("dprk", "DPRK")
    'North Korea'
    """
    own = _IN_FORCE.get().own
    if name in own:
        return own[name]
    translated = translation(usual)
    return translated if translated != usual else _known(name) or usual


def translation(text: str) -> str:
    """Words of a figure or table in the language in force; as they are where it has none."""
    return _known(text) or text


def _known(text: str) -> str:
    return words_of(_IN_FORCE.get().language).get(text.casefold(), "")


@cache
def words_of(of: str) -> Mapping[str, str]:
    """The shipped words of a language, by the English ones or by a name, in small letters."""
    if of not in _SHIPPED:
        return {}
    findings = Findings()
    tree = read_file(Path(__file__).with_name(_SHIPPED[of]), _SHIPPED[of], findings)
    findings.stop()
    told = {} if tree is None else nodes.plain(tree)
    return {str(english).casefold(): str(word) for english, word in told.items()}


def read_labels(path: str | Path, names: Iterable[str]) -> dict[str, str]:
    """The labels of a YAML file, a line each: ``name: label``.

    Parameters
    ----------
    path : str or Path
        The file, read as strictly as a scenario.
    names : iterable of str
        Names that may have a label, those that people use most first.

    Raises
    ------
    ScenarioError
        With every mistake and its line: a name that there is not, a label that is no short text.
    """
    file, findings, known = Path(path), Findings(), list(names)
    tree = read_file(file, shown_path(file), findings)
    findings.stop()
    found: dict[str, str] = {}
    if not isinstance(tree, nodes.Mapping):
        mark = nodes.Mark(shown_path(file), 1, 1) if tree is None else tree.mark
        findings.report(mark, "a file of labels has lines such as dprk: North Korea")
        findings.stop()
        return found
    allowed = set(known)
    for name, node in tree.items.items():
        if name not in allowed:
            findings.report(tree.where(name), "nothing here has this name", found=name, near=known)
        elif not isinstance(node, nodes.Scalar) or not isinstance(node.value, str):
            findings.report(node.mark, f"the label of {name} must be text; put it in quotes")
        elif not 0 < len(node.value.strip()) <= LONGEST:
            findings.report(node.mark, f"the label of {name} must have 1 to {LONGEST} characters")
        else:
            found[name] = node.value.strip()
    findings.stop()
    return found


def labels_for(
    scenarios: Sequence[Scenario],
    file: str | Path | None = None,
    of: str = "en",
    more: Iterable[str] = (),
) -> Labels:
    """Labels for results of some scenarios: those of a file, over the words of a language.

    Parameters
    ----------
    more : iterable of str
        Other names that may have a label, such as those of contrasts.

    Raises
    ------
    ScenarioError
        If a name or a label of the file can't be used.
    InputError
        If there are no words of the language.
    """
    if of not in LANGUAGES:
        raise InputError(f"there is no language {of!r}; there are {', '.join(LANGUAGES)}")
    return Labels({} if file is None else read_labels(file, [*more, *names_in(scenarios)]), of)


def names_in(scenarios: Sequence[Scenario]) -> list[str]:
    """What can have a label: scenarios, states, outcomes and all else that they name, parameters."""
    from ..analysis.measures import measures
    from ..engine.table import trial_columns

    found = [scenario.name for scenario in scenarios]
    for scenario in scenarios:
        found += [name for names in scenario.names.values() for name in names]
        found += [name.rpartition(".")[2] for name in scenario.names["tracks"]]
        found += [one.name for one in measures(scenario, trial_columns(scenario))]
        found += [path.split(".")[1] for path in scenario.values if path.startswith("mechanisms.")]
    for scenario in scenarios:
        found += scenario.values
    return list(dict.fromkeys(found))
