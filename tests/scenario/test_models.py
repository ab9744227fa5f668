"""The JSON Schema for editors describes the language that is read."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.scenario import available, find, json_schema, load
from sim.scenario.catalogue import catalogue
from sim.scenario.language import shape
from sim.scenario.models import model
from sim.scenario.nodes import plain
from sim.scenario.problems import Findings
from sim.scenario.reading import read_file


def test_the_schema_is_json_and_says_where_it_comes_from() -> None:
    schema = json_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_every_declared_parameter_is_in_the_schema_with_meaning_range_and_unit() -> None:
    text = json.dumps(json_schema(), ensure_ascii=False)
    known = catalogue()
    for axis in known.axes():
        for name, parameter in known.parameters(axis).items():
            assert f'"{name}"' in text
            assert json.dumps(parameter.meaning, ensure_ascii=False)[1:-1] in text


def _resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def test_named_things_may_be_a_mapping_or_a_list() -> None:
    root = json_schema()
    states = root["properties"]["states"]
    mapped, listed = states["anyOf"]
    assert (mapped["type"], listed["type"]) == ("object", "array")
    each = _resolve(mapped["additionalProperties"], root)
    power = each["properties"]["power"]
    short = power["oneOf"][0]
    assert (short["type"], short["minimum"], short["maximum"]) == ("number", 0, 100)
    assert "(index)" in power["description"]


@pytest.fixture(scope="module")
def editor() -> Draft202012Validator:
    """What an editor checks a file with."""
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", available())
def test_an_editor_finds_no_fault_with_a_shipped_scenario_as_it_is_written(
    name: str, editor: Draft202012Validator
) -> None:
    findings = Findings()
    node = read_file(find(name), name, findings)
    assert node is not None
    assert [e.message for e in editor.iter_errors(plain(node))] == []


@pytest.mark.parametrize(
    ("written", "right"),
    [("off", True), (False, True), ({"weight": 2}, True), ("of", False), (3, False)],
)
def test_an_editor_takes_a_mechanism_as_on_or_off_or_a_mapping(
    written: Any, right: bool, editor: Draft202012Validator
) -> None:
    tree = {"mechanisms": {"tension": written}}
    assert editor.is_valid(tree) == right


def test_the_models_accept_every_shipped_scenario() -> None:
    for name in available():
        model(shape()).model_validate(plain(load(find(name)).tree))
