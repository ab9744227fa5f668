"""Commands made of requests: options, defaults, bounds and help are those that a request declares."""

import inspect
import re
from collections.abc import Callable
from typing import Annotated, Any, Concatenate

import typer

from ..api.request import Argument, Declared, Keyword, Request, declared, text_of
from .terminal import whole_number


def takes[R: Request[Any], **P](
    request: type[R],
) -> Callable[[Callable[Concatenate[R, P], None]], Callable[..., None]]:
    """Make the command of a verb of a function that takes its request, carries it out and prints.

    What else the function takes, with typer's own options, is what concerns printing alone.
    """

    def command_of(show: Callable[Concatenate[R, P], None]) -> Callable[..., None]:
        fields = {one.name: one for one in declared(request) if not isinstance(one.option, Keyword)}

        def command(**typed: Any) -> None:
            values = {
                name: _value(one, typed.pop(name)) for name, one in fields.items() if name in typed
            }
            given = {name: value for name, value in values.items() if value is not None}
            show(request(**given), **typed)  # type: ignore[call-arg]  # the rest is of ``show``

        own = [*inspect.signature(show).parameters.values()][1:]
        parameters = [*map(_parameter, fields.values()), *own]
        parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
        # Typer reads both.
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in parameters}
        command.__doc__ = _help(request)
        return command

    return command_of


def _value(one: Declared, typed: Any) -> Any:
    """The value of a field; None where nothing was typed."""
    if not typed and (typed is None or one.listed or typed == []):
        return one.option.untyped
    return typed if one.option.typed is None else one.option.typed(typed)


def _parameter(one: Declared) -> inspect.Parameter:
    """A field of a request as typer takes it: without a default, which the request knows."""
    option, kind = one.option, _kind(one)
    about: dict[str, Any] = {"help": option_help(one), "show_default": False}
    if option.metavar:
        about["metavar"] = option.metavar
    elif kind in (int, float):
        about["metavar"] = "N" if kind is int else "X"
    elif option.choices:
        about["metavar"] = "|".join(option.choices)
    if kind is int:
        about["parser"] = whole_number
    positional = isinstance(option, Argument)
    made = typer.Argument(**about) if positional else typer.Option(option_name(one), **about)
    default: Any = inspect.Parameter.empty if one.required else False if kind is bool else None
    annotation = kind if one.required or kind is bool else kind | None
    return inspect.Parameter(
        one.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[annotation, made],
    )


def _kind(one: Declared) -> Any:
    """The type of what is typed for a field."""
    if one.listed or one.option.typed is not None:
        return list[str]
    return next((kind for kind in (int, float) if kind in one.parts), None) or (
        bool if one.default is False else str
    )


def option_name(one: Declared) -> str:
    """The name of a field's option."""
    return one.option.flag or f"--{one.name.replace('_', '-')}"


def option_help(one: Declared) -> str:
    """What the help says of an option: its meaning, then its default and bounds."""
    meaning = one.option.meaning
    if one.listed and not isinstance(one.option, Argument):
        meaning = f"{meaning.removesuffix('.')}; as often as needed."
    default = default_words(one)
    about = "; ".join(filter(None, [f"default: {default}" if default else "", one.bounds]))
    return f"{meaning}  [{about}]" if about else meaning


def default_words(one: Declared) -> str:
    """The value of a field that is not typed, in words; empty where there is nothing to say."""
    if one.option.default or one.required:
        return one.option.default
    if isinstance(one.default, bool) or one.default in (None, "", ()):
        return ""
    return f"{one.default:,}" if isinstance(one.default, int) else f"{one.default}"


def _help(request: type[Request[Any]]) -> str:
    """Text of the help, fields named as the command names them."""
    text = text_of(request)
    names = {
        one.name: one.option.metavar or one.name.upper()
        if isinstance(one.option, Argument)
        else option_name(one)
        for one in declared(request)
    }
    return re.sub(r"``([^`]+)``", lambda found: names.get(found[1], found[1]), text)


def first_sentence(text: str | None) -> str:
    """The first paragraph of a docstring, for the list of verbs."""
    return " ".join(inspect.cleandoc(text or "").partition("\n\n")[0].split())
