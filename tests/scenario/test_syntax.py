"""Text that is no YAML: the person is told where to look, not what the parser expected."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from sim.scenario import Problem, load, reading

Refused = Callable[..., tuple[Problem, ...]]


@pytest.fixture(params=["compiled", "python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers, whose words differ: the compiled one is not there on every computer."""
    if request.param == "python":
        monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("this computer has no compiled parser")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a:\n  b: {x: 1}\n   c: 2\n", 3, 4, "begins in column 4.* in column 1 or 3"),
        ("a:\n  b: 1\n   c: 2\n", 3, 4, "begins in column 4.* in column 1 or 3"),
        ("a:\n    b: 1\n\n  # c\n  c: 2\n", 5, 3, "begins in column 3.* in column 1 or 5"),
        ("title: What: if\n", 1, 12, "a colon and a space within text: put the text in quotes"),
        ("a:\n  b:1\n  c: 2\n", 3, 4, "a space must follow its colon"),
        ("a: [1, 2\nb: 3\n", 2, 2, r"the \[ of line 1 is not closed"),
        ("a: 1\nb: {x: 1\nc: 3\n", 3, 2, "the { of line 2 is not closed"),
        ('a: 1\nb: "x\nc: 3\n', 2, 4, "the quote that opens here is not closed"),
        ("a: 'it's'\nb: 3\n", 1, 8, "a quote or bracket may close too early"),
        ("a: @x\n", 1, 4, "text can't begin with '@'"),
        ("a: %x\n", 1, 4, "text can't begin with '%'"),
        ("a: - b\n", 1, 4, "lines of their own"),
        ("a: 1\nhello\nb: 2\n", 2, 1, "this line holds no key"),
        ('a: "C:\\Users"\n', 1, 9, "use single quotes"),
        ("a:\n\tb: 1\n", 2, 1, "indented with spaces; this line holds a tab"),
    ],
)
def test_the_place_and_the_likely_cause_are_named(
    refused: Refused, text: str, line: int, column: int, words: str
) -> None:
    (problem,) = refused(text, whole=True)
    assert (problem.line, problem.column) == (line, column)
    assert re.search(words, problem.message), problem.message


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\n# x\x85b: 2\n", 2, 4),
        ("a: 'x\u2028y'\n", 1, 6),
        ("a: 1\n\ufeffb: 2\n", 2, 1),
        ("a:\n  \u00a0b: 1\n", 2, 3),
        ("a\u200b: 1\n", 1, 1),
    ],
)
def test_what_can_not_be_seen_is_named_with_its_place(
    refused: Refused, text: str, line: int, column: int
) -> None:
    (problem,) = (p for p in refused(text, whole=True) if "delete it" in p.message)
    assert (problem.line, problem.column) == (line, column)
    assert problem.found.startswith("'character 0x")


def test_a_byte_order_mark_at_the_beginning_of_a_file_is_no_part_of_it(
    write: Callable[..., Path],
) -> None:
    path = write("name: marked\n")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(path).name == "marked"
