"""A verb is declared once: its function, its command and their documents say what its request says."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any

import pytest
import typer.main

import sim
import sim.api
from sim.api.request import Argument, Declared, Keyword, Option, Request, declared, verb, verb_name
from sim.cli import VERBS, app
from sim.cli.generated import default_words, option_name
from sim.errors import InputError
from tests.cli.typed import Call


def requests() -> Iterator[type[Request[Any]]]:
    """The request of every module of the package ``sim.api``."""
    for module in iter_modules(sim.api.__path__):
        for found in vars(import_module(f"sim.api.{module.name}")).values():
            base = isinstance(found, type) and issubclass(found, Request) and found is not Request
            if base and found.__module__ == f"sim.api.{module.name}":
                yield found


EVERY = {verb_name(request): request for request in requests()}
FIELDS = [(name, one) for name, request in EVERY.items() for one in declared(request)]
COMMANDS: Any = typer.main.get_command(app)


def named(value: object) -> str:
    return value.name if isinstance(value, Declared) else str(value)


def parameter(name: str, one: Declared) -> Any:
    """A field as the command has it."""
    of = {made.name: made for made in COMMANDS.commands[name].params}
    return of[one.name]


def test_every_request_has_a_verb_of_the_command_and_a_function() -> None:
    assert {*EVERY} <= {*VERBS}
    for name in EVERY:
        assert getattr(sim, name).__doc__
        assert name in sim.__all__


@pytest.mark.parametrize(("name", "one"), FIELDS, ids=named)
def test_every_field_is_a_keyword_of_the_function_with_its_default(
    name: str, one: Declared
) -> None:
    found = inspect.signature(getattr(sim, name)).parameters[one.name]
    assert found.default is (inspect.Parameter.empty if one.required else one.default)
    by_place = found.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert by_place == isinstance(one.option, Argument)
    assert f"\n{one.name} : " in inspect.cleandoc(getattr(sim, name).__doc__)


@pytest.mark.parametrize(("name", "one"), FIELDS, ids=named)
def test_every_field_is_an_option_of_the_command(name: str, one: Declared) -> None:
    if isinstance(one.option, Keyword):
        assert one.name not in {made.name for made in COMMANDS.commands[name].params}
        return
    made = parameter(name, one)
    assert made.required == one.required
    if isinstance(one.option, Argument):
        assert made.param_type_name == "argument"
    else:
        assert made.opts == [option_name(one)]
    shown = " ".join(made.help.split())
    assert one.option.meaning.rstrip(".") in shown
    assert one.bounds in shown
    assert default_words(one) in shown
    # The command knows no default of its own: the request fills what is not typed.
    assert made.default in (None, False, [], ())


@pytest.mark.parametrize(
    ("name", "one"), [(name, one) for name, one in FIELDS if one.bounds], ids=named
)
def test_bounds_are_those_of_the_request(peninsula: Call, name: str, one: Declared) -> None:
    option = one.option
    ends = {option.low: -1, option.high: 1, option.above: 0, option.below: 0}
    for end, beyond in ends.items():
        if end is None or isinstance(option, Keyword):
            continue
        step = 1 if int in one.parts else 1e-6
        value = end + beyond * step
        typed = peninsula(name, *required(name, one), f"{option_name(one)}={value}")
        assert typed.code == 2
        assert f"{one.name} must be " in typed.err
        with pytest.raises(InputError, match=f"^{one.name} must be "):
            EVERY[name](**(given(name) | {one.name: value}))


def given(name: str) -> dict[str, Any]:
    """Values of the fields that must be given."""
    return {one.name: "baseline" for one in declared(EVERY[name]) if one.required}


def required(name: str, but: Declared) -> list[str]:
    """What must be typed, but for one field."""
    typed = []
    for one in declared(EVERY[name]):
        if one.required and one is not but:
            by_place = isinstance(one.option, Argument)
            typed += ["baseline"] if by_place else [option_name(one), "baseline"]
    return typed


@pytest.mark.parametrize("name", EVERY)
def test_an_unknown_keyword_is_answered_with_the_nearest(name: str) -> None:
    *_, last = (one.name for one in declared(EVERY[name]))
    wrong = last[1:] + last[:1]
    with pytest.raises(
        TypeError, match=rf"{name}\(\) has no keyword '{wrong}'; did you mean {last}"
    ):
        getattr(sim, name)(**{wrong: 1})


def test_nothing_but_an_argument_is_filled_by_position() -> None:
    with pytest.raises(TypeError, match=r"run\(\) takes scenario by position alone: .* trials="):
        sim.run("baseline", 10)


@dataclass(frozen=True, kw_only=True)
class TossRequest(Request[tuple[int, float, tuple[str, ...]]]):
    """Toss coins.

    ``times`` of them.

    Returns
    -------
    tuple
        What was asked for.
    """

    times: Annotated[int, Argument("How many.", low=1, high=2**32)] = field(kw_only=False)
    weight: Annotated[float, Option("Chance of heads.", low=0, below=1)] = 0.5
    coin: Annotated[str, Option("Which coin.", choices=("penny", "nickel"))] = "penny"
    marks: Annotated[Any, Option("Marks.")] = None

    def execute(self) -> tuple[int, float, tuple[str, ...]]:
        return self.times, self.weight, (self.coin,)


toss = verb(TossRequest)


def test_a_request_is_carried_out_by_its_function() -> None:
    assert toss(3, weight=0.25) == (3, 0.25, ("penny",))
    assert toss(times=3) == toss(3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"times": 0}, "times must be from 1 to 4,294,967,296, not 0"),
        ({"times": 2.0}, "times must be a whole number, not 2.0"),
        ({"times": True}, "times must be a whole number, not True"),
        ({"times": "9"}, "times must be a whole number, not '9'"),
        ({"times": None}, "times must be a whole number, not None"),
        ({"times": 1, "weight": 1.0}, "weight must be at least 0 and below 1, not 1"),
        ({"times": 1, "weight": float("nan")}, "weight must be at least 0 and below 1, not nan"),
        (
            {"times": 1, "coin": "pennny"},
            "there is no coin 'pennny'; allowed: penny, nickel; did you mean penny?",
        ),
    ],
)
def test_a_value_that_is_not_allowed_is_answered_in_words(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=f"^{re.escape(said)}$"):
        toss(**given)


def test_the_docstring_lists_parameters_before_what_is_returned() -> None:
    text = inspect.cleandoc(toss.__doc__ or "")
    assert text.startswith("Toss coins.\n\n``times`` of them.\n\nParameters\n----------\n")
    assert "times : int\n    How many. 1 to 2**32.\n" in text
    assert "weight : float, default 0.5\n    Chance of heads. At least 0 and below 1.\n" in text
    assert 'coin : {"penny", "nickel"}, optional\n    Which coin.\n' in text
    assert text.endswith("\n\nReturns\n-------\ntuple\n    What was asked for.")


def test_a_field_without_its_option_is_refused_where_it_is_declared() -> None:
    @dataclass(frozen=True, kw_only=True)
    class BareRequest(Request[None]):
        """Nothing."""

        number: int = 1

    with pytest.raises(TypeError, match=r"BareRequest\.number is not annotated with an Option"):
        verb(BareRequest)
