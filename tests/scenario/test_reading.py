"""What the reader takes, and what it refuses with a place."""

from pathlib import Path

import pytest

from sim.scenario import reading
from sim.scenario.nodes import Mapping, Word, plain
from sim.scenario.problems import Findings
from sim.scenario.reading import read_file, read_text


def values(text: str) -> object:
    findings = Findings()
    node = read_text(text, "t", findings)
    assert not findings
    assert node is not None
    return plain(node)


def complaint(text: str) -> Findings:
    findings = Findings()
    read_text(text, "t", findings)
    assert findings
    return findings


def test_scalars_follow_the_core_schema_of_yaml_1_2() -> None:
    text = "[1, -2.5, 1e-3, .5, true, False, null, ~, 1_000, 0o7, 12:30, 2024-10, 'true', '1']"
    assert values(text) == [
        1,
        -2.5,
        1e-3,
        0.5,
        True,
        False,
        None,
        None,
        "1_000",
        "0o7",
        "12:30",
        "2024-10",
        "true",
        "1",
    ]


@pytest.mark.parametrize("word", ["NO", "no", "On", "off", "yes", "y", "N"])
def test_truth_words_of_yaml_1_1_stay_text(word: str) -> None:
    (value,) = values(f"[{word}]")  # type: ignore[misc]  # a list of one
    assert value == word
    assert isinstance(value, Word)


@pytest.mark.parametrize("text", [".nan", ".inf", "-.Inf", "1e999", "9" * 30])
def test_numbers_that_are_not_finite_or_not_exact_are_refused(text: str) -> None:
    (problem,) = complaint(f"a:\n  b: {text}")
    assert (problem.line, problem.column) == (2, 6)


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    (problem,) = complaint("a: 1\nb: 2\na: 3\n")
    assert (problem.line, problem.column) == (3, 1)
    assert "line 1" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['true']",
        "a: !!str 5",
        "a: !Custom {b: 1}",
        "- !!python/name:os.system",
        "a: ! plain",
    ],
)
def test_every_tag_is_refused(text: str) -> None:
    assert any("tags are refused" in problem.message for problem in complaint(text))


def test_an_alias_repeats_what_it_names() -> None:
    assert values("a: &x {b: 1}\nc: *x") == {"a": {"b": 1}, "c": {"b": 1}}


def test_an_alias_bomb_is_refused_before_it_is_expanded() -> None:
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    (problem,) = complaint("\n".join(bomb))
    assert "expand" in problem.message


@pytest.mark.parametrize(("text", "reason"), [("&a [*a]", "inside"), ("a: *b", "nothing named")])
def test_an_alias_to_itself_or_to_nothing_is_refused(text: str, reason: str) -> None:
    assert reason in complaint(text)[0].message


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 5000, "- " * 5000, "? " * 3000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert complaint(text)


@pytest.mark.parametrize(
    "text",
    ["a: 1\n---\nb: 2\n", "a: [1", "\t- x: {", "%YAML 9.9\n---\na", "a: b: c", "\x00", "a: \ud800"],
)
def test_text_that_is_not_one_yaml_document_is_refused(text: str) -> None:
    assert complaint(text)


def test_merge_keys_are_refused_in_favour_of_extends() -> None:
    assert "extends" in complaint("a: &a {x: 1}\nb:\n  <<: *a\n")[0].message


def test_a_key_that_is_a_list_is_refused() -> None:
    assert "key" in complaint("[a, b]: c")[0].message


def test_names_are_read_in_nfc() -> None:
    assert values("{e\u0301tat: 1}") == {"\u00e9tat": 1}


def test_places_count_lines_and_columns_from_one() -> None:
    node = read_text("a:\n  bb: 7\n", "t", Findings())
    assert isinstance(node, Mapping)
    inner = node.items["a"]
    assert isinstance(inner, Mapping)
    assert (inner.where("bb").line, inner.where("bb").column) == (2, 3)
    assert (inner.items["bb"].mark.line, inner.items["bb"].mark.column) == (2, 7)


def test_a_file_over_one_mebibyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"# " + b"x" * reading.LARGEST_FILE)
    findings = Findings()
    assert read_file(path, "large.yaml", findings) is None
    assert "1 MiB" in findings[0].message


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"a: 1\nb: \xe9\n")
    findings = Findings()
    assert read_file(path, "latin.yaml", findings) is None
    assert (findings[0].line, "UTF-8" in findings[0].message) == (2, True)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    findings = Findings()
    assert read_file(tmp_path, "folder", findings) is None
    assert findings


def test_without_the_c_parser_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "a: [1, 'x', {b: &n off}]\nc: *n\n\"NO\": 1.5\n"
    fast = values(text)
    monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    assert values(text) == fast


def test_a_tab_in_the_indentation_is_called_a_tab() -> None:
    (problem,) = complaint("states:\n\tjapan: {}\n")
    assert "tab" in problem.message
    assert problem.line == 2


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: 1\nb: x\0", (2, 5), "0x0000"),
        ("a: \x7f", (1, 4), "0x007f"),
        ("\x1b", (1, 1), "0x001b"),
    ],
)
def test_a_control_character_is_named_with_its_place(
    text: str, place: tuple[int, int], code: str
) -> None:
    (problem,) = complaint(text)
    assert (problem.line, problem.column) == place
    assert code in problem.found
