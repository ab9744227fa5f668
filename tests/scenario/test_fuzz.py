"""Whatever is read, the answer is a scenario or a list of problems."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.scenario import (
    Explanation,
    Problem,
    Scenario,
    ScenarioError,
    available,
    explain,
    find,
    load,
)
from sim.scenario.problems import MOST_PROBLEMS

WORDS = st.sampled_from(
    [
        "states", "north", "south", "power", "value", "range", "distribution", "kind", "normal",
        "ladder", "clash", "severity", "name", "remove", "true", "extends", "small", "set", "when",
        "timeline", "month", "2025-01", "outcomes", "reduce", "any", "all", "doctrine", "then",
        "at_least", "alliances", "north-south", "mechanisms", "moral_hazard", "on", "off", "NO",
        "evidence", "assumption", "tracks", "mirv", "0.5", "-1", "1e999", ".nan", "null", "''",
        "rivalries", "ties", "tie", "sanctions", "veto_holders", "in_kind_plus", "policies", "send",
        "levels", "stocks", "shells", "figure", "scale", "unit", "is", "variable", "of", "horizon",
    ]
)  # fmt: skip
LEAVES = st.one_of(
    WORDS,
    st.integers(-(10**20), 10**20).map(str),
    st.floats(allow_nan=True).map(str),
    st.text(max_size=8).map(lambda text: "'" + text.replace("'", "''") + "'"),
)
FLOW = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(WORDS, inner, max_size=4).map(
            lambda items: "{" + ", ".join(f"{k}: {v}" for k, v in items.items()) + "}"
        ),
    ),
    max_leaves=20,
)
SECTIONS = st.sampled_from(
    [
        "states", "ladder", "rivalries", "alliances", "pacts", "sanctions", "ties", "timeline",
        "outcomes", "mechanisms", "name", "extends", "start", "horizon", "seed", "title",
    ]
)  # fmt: skip
QUIET = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HEAD = (
    "information_date: 2024-10\nstart: 2024-11\nhorizon: 24\nstates: {north: {}, south: {}}\n"
    "mechanisms: {war: {china_stance: neutral}}\n"
)


def answered(path: Path, sets: tuple[str, ...] = ()) -> None:
    found: Scenario | tuple[Problem, ...]
    try:
        found = load(path, sets)
    except ScenarioError as error:
        found = error.problems
    assert found


@QUIET
@given(st.text(max_size=200))
@example("{? : 1}")
@example("- &a [*a]")
@example("!<tag:yaml.org,2002:python/object:os.system> {}")
def test_random_text_is_answered(tmp_path: Path, text: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    answered(path)


@QUIET
@given(st.binary(max_size=200))
def test_random_bytes_are_answered(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(data)
    answered(path)


@QUIET
@given(SECTIONS, FLOW)
def test_random_sections_are_answered(tmp_path: Path, section: str, flow: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(f"extends: base\n{section}: {flow}\n", encoding="utf-8", errors="ignore")
    (tmp_path / "base.yaml").write_text(HEAD)
    answered(path)


@QUIET
@given(SECTIONS, FLOW)
def test_random_settings_are_answered(tmp_path: Path, section: str, flow: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(HEAD)
    answered(path, (f"{section}={flow}", f"states.north.{section}={flow}"))


@QUIET
@given(st.text(max_size=60))
def test_random_paths_are_answered(path: str) -> None:
    found: Explanation | tuple[Problem, ...]
    try:
        found = explain(path)
    except ScenarioError as error:
        found = error.problems
    assert str(found)


def mutated(lines: list[str], draw: random.Random) -> str:
    """The text with a few lines deleted, doubled, moved, cut or replaced by another's value."""
    lines = list(lines)
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(lines))
        match draw.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines.insert(at, lines.pop(draw.randrange(len(lines))))
            case 3:
                lines[at] = lines[at][: draw.randint(0, len(lines[at]))]
            case 4:
                lines[at] = " " * draw.randint(0, 6) + lines[at].lstrip()
            case _:
                key, colon, _ = lines[at].partition(":")
                other = draw.choice(lines).partition(":")[2]
                lines[at] = f"{key}{colon}{other}"
        if not lines:
            return ""
    return "\n".join(lines)


@pytest.mark.parametrize("name", available())
def test_mutations_of_a_shipped_scenario_are_answered(name: str, tmp_path: Path) -> None:
    lines = find(name).read_text(encoding="utf-8").splitlines()
    draw = random.Random(name)
    path = tmp_path / f"{name}.yaml"
    for _ in range(12):
        path.write_text(mutated(lines, draw), encoding="utf-8")
        answered(path)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"k{i}: 1" for i in range(5000)),
        "states: {" + ", ".join(f"s{i}: {{}}" for i in range(400)) + "}",
        "states: {" + ", ".join(f"s{i}: {{}}" for i in range(5000)) + "}",
        "states: [a, b]\nrivalries: [" + ", ".join(f"a-b{i}" for i in range(400)) + "]",
    ],
    ids=["keys", "states", "more states", "rivalries"],
)
def test_a_file_of_thousands_of_mistakes_is_answered_with_a_hundred(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert len(caught.value.problems) <= MOST_PROBLEMS + 1
