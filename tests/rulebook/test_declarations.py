"""What every mechanism declares, whichever mechanisms there are."""

import importlib
import math

import numpy as np
import pytest

from sim.rulebook import layout
from sim.rulebook.declare import AXES, Mechanism, Parameter, Variable
from sim.rulebook.layout import WORLD_AXES, parameter_dtype, variable_dtype
from sim.rulebook.registry import MECHANISMS
from sim.scenario.catalogue import PARTIES, catalogue
from sim.scenario.language import shape
from sim.scenario.models import json_schema
from sim.scenario.shapes import Leaf, Named, Section
from tests.rulebook.reading import BESIDE_THE_RECORDS, Field, modules, readers
from tests.worlds import lively, scenario

PARAMETERS = [(m, q) for m in MECHANISMS for q in m.parameters]
VARIABLES = [(m, v) for m in MECHANISMS for v in m.variables]


def _mechanism(mechanism: Mechanism) -> str:
    return mechanism.name


def _declared(item: object) -> str:
    if isinstance(item, Parameter | Variable):
        return f"{item.axis}.{item.name}"
    return str(getattr(item, "name", item))


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=_mechanism)
def test_a_mechanism_says_what_it_is_and_where_it_comes_from(mechanism: Mechanism) -> None:
    assert mechanism.name.isidentifier()
    assert mechanism.meaning
    assert mechanism.sources
    assert all(source.strip() for source in mechanism.sources)
    assert 0 <= mechanism.claim <= 10


def test_mechanisms_have_names_of_their_own() -> None:
    names = [mechanism.name for mechanism in MECHANISMS]
    assert sorted(set(names)) == sorted(names)


def test_every_claim_has_a_mechanism_of_its_own() -> None:
    assert {mechanism.claim for mechanism in MECHANISMS} >= set(range(1, 11))


@pytest.mark.parametrize(("mechanism", "parameter"), PARAMETERS, ids=_declared)
def test_a_parameter_is_described_and_its_default_lies_in_its_range(
    mechanism: Mechanism, parameter: Parameter
) -> None:
    assert parameter.axis in AXES
    assert parameter.meaning
    assert parameter.unit
    assert parameter.source
    assert parameter.low <= parameter.high
    if parameter.kind in ("number", "integer", "switch") and parameter.default is not None:
        assert parameter.low <= float(parameter.default) <= parameter.high
    if parameter.kind == "choice":
        assert parameter.choices
        assert parameter.default is None or parameter.default in parameter.choices


@pytest.mark.parametrize(("mechanism", "parameter"), PARAMETERS, ids=_declared)
def test_the_sign_of_a_weight_is_declared_by_its_range(
    mechanism: Mechanism, parameter: Parameter
) -> None:
    if parameter.name in ("weight", "crisis_weight"):
        # Of sizes in log odds the literature disputes the sign itself.
        disputed = parameter.unit == "log odds"
        assert disputed or parameter.low >= 0.0 or parameter.high <= 0.0
        assert math.isfinite(parameter.low)
        assert math.isfinite(parameter.high)


@pytest.mark.parametrize(("mechanism", "variable"), VARIABLES, ids=_declared)
def test_a_variable_is_described_and_starts_in_its_range(
    mechanism: Mechanism, variable: Variable
) -> None:
    assert variable.axis in WORLD_AXES
    assert variable.meaning
    assert variable.unit
    assert variable.low <= variable.initial <= variable.high


@pytest.mark.parametrize(("mechanism", "variable"), VARIABLES, ids=_declared)
def test_a_parameter_at_which_a_variable_starts_stays_in_the_variables_range(
    mechanism: Mechanism, variable: Variable
) -> None:
    axis = f"mechanisms.{mechanism.name}" if variable.axis == "world" else variable.axis
    start = catalogue().starting_parameter(axis, variable)
    if start is not None and start.kind in ("number", "integer"):
        assert variable.low <= start.low
        assert start.high <= variable.high


@pytest.mark.parametrize("axis", sorted({*AXES} - {"pairs", "ties"}))
def test_no_field_is_an_attribute_that_records_have_already(axis: str) -> None:
    # ``record.round`` would be NumPy's method in plain Python and the field when compiled.
    fields = set(parameter_dtype(axis).names or ())
    if axis in WORLD_AXES:
        fields |= set(variable_dtype(axis).names or ())
    assert {name for name in fields if hasattr(np.record, name)} == set()


@pytest.mark.parametrize("axis", WORLD_AXES)
def test_every_word_of_the_world_is_eight_bytes(axis: str) -> None:
    dtype = variable_dtype(axis)
    assert dtype.itemsize == 8 * len(dtype.names or ())


@pytest.mark.parametrize(("mechanism", "parameter"), PARAMETERS, ids=_declared)
def test_every_parameter_is_read_by_a_rule_or_starts_a_variable(
    mechanism: Mechanism, parameter: Parameter
) -> None:
    assert _is_read(mechanism, parameter)


@pytest.mark.parametrize("mechanism", [m for m in MECHANISMS if m.switch], ids=_mechanism)
def test_every_switch_is_read(mechanism: Mechanism) -> None:
    assert Field("p", "world", f"{mechanism.name}_on") in readers()


@pytest.mark.parametrize(("mechanism", "variable"), VARIABLES, ids=_declared)
def test_every_state_variable_is_read_by_a_mechanism_or_is_an_outcome(
    mechanism: Mechanism, variable: Variable
) -> None:
    assert variable.outcome or Field("w", variable.axis, variable.name) in readers()


@pytest.mark.parametrize(("mechanism", "parameter"), PARAMETERS, ids=_declared)
def test_every_parameter_can_be_stated_in_a_scenario(
    mechanism: Mechanism, parameter: Parameter
) -> None:
    section = _sections()[_section(mechanism, parameter)]
    leaf = section.fields.get(parameter.name)
    roles = [role for role, _ in PARTIES.get(parameter.axis, ())]
    assert isinstance(leaf, Leaf) or parameter.name in roles
    if isinstance(leaf, Leaf):
        assert (leaf.low, leaf.high) == (parameter.low, parameter.high)
        assert (leaf.unit, leaf.meaning) == (parameter.unit, parameter.meaning)


def test_every_parameter_of_the_schema_is_declared_by_a_mechanism_or_is_structure() -> None:
    declared = {(_section(m, q), q.name) for m, q in PARAMETERS}
    declared |= {(f"mechanisms.{m.name}", "on") for m in MECHANISMS if m.switch}
    declared |= {("doctrine", name) for name in ("probability", "delay", "limit")}
    declared |= {(axis, role) for axis, roles in PARTIES.items() for role, _ in roles}
    stated = {
        (where, name)
        for where, section in _sections().items()
        for name, leaf in section.fields.items()
        if isinstance(leaf, Leaf) and leaf.stated
    }
    assert {key for key in stated if key not in declared} == set()


def test_a_resolved_scenario_holds_every_parameter_of_every_row() -> None:
    resolved = scenario(lively())
    for mechanism, parameter in PARAMETERS:
        for row in _rows(resolved.names, mechanism, parameter.axis):
            assert f"{row}.{parameter.name}" in resolved.values


def test_the_schema_for_editors_describes_every_parameter() -> None:
    described = _descriptions(json_schema())
    for _, parameter in PARAMETERS:
        if parameter.kind != "state":
            assert any(text.startswith(parameter.meaning) for text in described), parameter.name


def test_every_module_with_rules_belongs_to_the_registry() -> None:
    registered = {id(mechanism) for mechanism in MECHANISMS}
    for name in modules():
        module = importlib.import_module(f"sim.rulebook.{name}")
        for value in vars(module).values():
            assert not isinstance(value, Mechanism) or id(value) in registered


def _is_read(mechanism: Mechanism, parameter: Parameter) -> bool:
    read = readers()
    if Field("p", parameter.axis, mechanism.field(parameter)) in read:
        return True
    beside = BESIDE_THE_RECORDS.get((parameter.axis, parameter.name))
    if beside is not None:
        return beside in read
    if parameter.axis == "ladder" and parameter.name in (layout.MARKS.names or ()):
        return Field("p", "marks", parameter.name) in read
    axis = f"mechanisms.{mechanism.name}" if parameter.axis == "world" else parameter.axis
    return any(
        catalogue().starting_parameter(axis, variable) is parameter
        and (variable.outcome or Field("w", variable.axis, variable.name) in read)
        for _, variable in VARIABLES
        if variable.axis == parameter.axis
    )


def _section(mechanism: Mechanism, parameter: Parameter) -> str:
    return f"mechanisms.{mechanism.name}" if parameter.axis == "world" else parameter.axis


def _sections() -> dict[str, Section]:
    """Sections of a scenario file that hold parameters, by axis."""
    root = shape().fields
    found: dict[str, Section] = {}
    mechanisms = root["mechanisms"]
    assert isinstance(mechanisms, Section)
    for name, section in mechanisms.fields.items():
        assert isinstance(section, Section)
        found[f"mechanisms.{name}"] = section
    for axis in ("states", "rivalries", "alliances", "pacts", "sanctions", "ties", "ladder"):
        found[axis] = _each(root[axis])
    state = found["states"]
    for axis in ("levels", "policies", "doctrine"):
        found[axis] = _each(state.fields[axis])
    for axis in ("tracks", "stocks"):
        rows = state.fields[axis]
        assert isinstance(rows, Section)
        row = next(iter(rows.fields.values()))
        assert isinstance(row, Section)
        found[axis] = row
    return found


def _each(named: object) -> Section:
    assert isinstance(named, Named)
    assert isinstance(named.each, Section)
    return named.each


def _rows(names: object, mechanism: Mechanism, axis: str) -> list[str]:
    assert isinstance(names, dict)
    if axis == "world":
        return [f"mechanisms.{mechanism.name}"]
    if axis == "levels":
        return [f"states.{s}.levels.{r}" for s in names["states"] for r in names["ladder"]]
    if axis in ("tracks", "stocks", "policies"):
        return [f"states.{n.split('.')[0]}.{axis}.{n.split('.')[1]}" for n in names[axis]]
    return [f"{axis}.{name}" for name in names[axis]]


def _descriptions(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["description"]} if isinstance(node.get("description"), str) else set()
        return own.union(*(_descriptions(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(_descriptions(value) for value in node))
    return set()


def test_a_state_variable_that_does_not_say_whether_a_forecast_carries_it_is_refused() -> None:
    with pytest.raises(ValueError, match=r"mood.*carried=True or carried=False"):
        Variable("states", "mood", "mood of the government", "0-1", 0, 1)
    assert Variable("states", "mood", "", "0-1", outcome=True).carried is None
    assert Variable("states", "mood", "", "0-1", derived="power").carried is None
