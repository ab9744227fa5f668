"""The JSON Schema for editors describes the language that is read."""

import json
from typing import Any

from sim.scenario import available, find, json_schema, load
from sim.scenario.catalogue import catalogue
from sim.scenario.language import shape
from sim.scenario.models import model
from sim.scenario.nodes import plain


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


def test_the_models_accept_every_shipped_scenario() -> None:
    for name in available():
        model(shape()).model_validate(plain(load(find(name)).tree))
