"""The resolved scenario as a file of its own: a result folder can be run without its sources."""

from pathlib import Path
from typing import Any

import yaml

from ..scenario.loading import load
from ..scenario.nodes import Word, plain
from ..scenario.reading import TRUTH_WORDS, resolve_plain
from ..scenario.scenario import Scenario

NAME = "scenario.yaml"


def written(scenario: Scenario) -> str:
    """YAML of the scenario with all that it extends and all settings laid over it.

    It extends nothing and loads to the same digest.
    """
    tree = {key: value for key, value in plain(scenario.tree).items() if key != "extends"}
    head = "# The scenario as it was run, with all that it extended and every setting.\n"
    return head + as_yaml(_ordinary(tree))


def as_yaml(tree: dict[str, Any]) -> str:
    """YAML of texts, numbers and truth values that ``scenario.reading`` reads back as they are."""
    return str(yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100))


def read(folder: Path, name: str = NAME) -> Scenario:
    """The scenario of a result folder.

    Parameters
    ----------
    name : str
        Name of the file that holds it.

    Raises
    ------
    ScenarioError
        If the file is missing or no longer a scenario.
    """
    return load(folder / name)


class _Dumper(yaml.SafeDumper):
    """Writes YAML that ``scenario.reading`` reads back: what it takes for no text is quoted."""

    def ignore_aliases(self, data: Any) -> bool:
        """Everything is written out: a reader needs to look nowhere else."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    try:
        found = resolve_plain(text)
    except ValueError:
        found = None
    if not isinstance(found, str) or isinstance(found, Word):
        return "'"
    # Line breaks and tabs only survive all kinds of folding and indentation as escapes.
    return '"' if any(not sign.isprintable() for sign in text) or text != text.strip() else None


_Dumper.add_representer(str, _text)


def _ordinary(value: Any) -> Any:
    """The value without marks of how it was written: an unquoted yes means true."""
    if isinstance(value, dict):
        return {str(key): _ordinary(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_ordinary(item) for item in value]
    if isinstance(value, Word):
        return TRUTH_WORDS.get(value.lower(), str(value))
    return value
