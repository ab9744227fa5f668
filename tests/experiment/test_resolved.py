"""A resolved scenario is written so that the strict reader reads back what it says."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment import resolved
from sim.scenario import Scenario, load
from sim.scenario.nodes import Scalar, plain
from sim.scenario.problems import Findings
from sim.scenario.reading import read_text
from sim.scenario.shipped import shipped_scenarios
from tests.worlds import scenario, two_states

ODD = [
    *(
        "08",
        "0o7",
        "1e3",
        "1e",
        "1_000",
        "0x1F",
        "1:30",
        "2024-10-31",
        "+1",
        ".5",
        "12e03",
        "9" * 30,
    ),
    *(
        "no",
        "Yes",
        "on",
        "y",
        "true",
        "null",
        "~",
        "",
        " ",
        ".inf",
        ".NaN",
        "=",
        "<<",
        "-",
        "?",
        "*a",
    ),
    *(
        "a: b",
        "a #b",
        "'",
        '"',
        "\\",
        "%",
        "@",
        "`",
        "{",
        "[",
        "|",
        ">",
        "&a",
        "!tag",
        "---",
        "...",
    ),
    *(
        "two\nlines",
        "\nafter",
        "before\n",
        "\ttab",
        "a\u0085b",
        "a\u2028b",
        "\ufeff",
        "a\u00a0",
        "한국",
    ),
    "word " * 60,
    "  two\n   lines  \n\n",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("key", ["title", "description"])
def test_every_text_of_a_scenario_is_read_back(tmp_path: Path, key: str, text: str) -> None:
    world = scenario(two_states())
    tree = world.tree.changed({**world.tree.items, key: Scalar(text, world.tree.mark, text)})
    (tmp_path / "s.yaml").write_text(
        resolved.written(replace(world, tree=tree)), encoding="utf-8", newline="\n"
    )
    again = load(tmp_path / "s.yaml")
    assert again.digest == world.digest
    assert plain(again.tree)[key] == text


@pytest.mark.parametrize("stem", ["08", "1e3", "no", "null", "2024-10", "0x1F", "~", "한국"])
def test_a_file_of_any_name_gives_a_scenario_that_is_read_back(tmp_path: Path, stem: str) -> None:
    body = (shipped_scenarios() / "two_state.yaml").read_text(encoding="utf-8")
    path = tmp_path / f"{unicodedata.normalize('NFD', stem)}.yaml"
    path.write_text("".join(line for line in body.splitlines(True) if line[:5] != "name:"))
    found = load(path)
    assert found.name == stem
    again = written_and_read(found, tmp_path / "again.yaml")
    assert (again.name, again.digest) == (stem, found.digest)


@pytest.mark.parametrize("name", ["08", "no", "1e3", "null"])
def test_states_of_any_name_are_read_back(tmp_path: Path, name: str) -> None:
    body = (shipped_scenarios() / "two_state.yaml").read_text(encoding="utf-8")
    (tmp_path / "s.yaml").write_text(
        body.replace("south-north:", f"south-{name}:")
        .replace("north-south:", f"{name}-south:")
        .replace("north: {}", f'"{name}": {{}}'),
        encoding="utf-8",
    )
    found = load(tmp_path / "s.yaml")
    assert name in found.names["states"]
    assert written_and_read(found, tmp_path / "again.yaml").digest == found.digest


def test_every_shipped_scenario_is_read_back(tmp_path: Path) -> None:
    for path in sorted(shipped_scenarios().glob("*.yaml")):
        found = load(path)
        again = written_and_read(found, tmp_path / "again.yaml")
        assert again.digest == found.digest
        assert (again.title, again.description) == (found.title, found.description)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        # Keys with characters that can't be seen are refused.
        st.text(
            st.characters(exclude_categories=["C", "Z"], include_characters=" "),
            min_size=1,
            max_size=30,
        ),
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"])),
            st.integers(-(2**53), 2**53),
            st.floats(allow_nan=False, allow_infinity=False),
            st.booleans(),
            st.none(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_tree_of_texts_and_numbers_is_read_back(tree: dict[str, object]) -> None:
    normal = {nfc(key): nfc(value) for key, value in tree.items()}
    findings = Findings()
    node = read_text(resolved.as_yaml(normal), "s.yaml", findings)
    assert not findings
    assert node is not None
    assert plain(node) == normal


def nfc(value: object) -> object:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def written_and_read(found: Scenario, path: Path) -> Scenario:
    path.write_text(resolved.written(found), encoding="utf-8", newline="\n")
    return load(path)
