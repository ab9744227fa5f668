"""A verb is declared once, as a request: a frozen dataclass whose fields say all about each option.

The Python function with its signature and docstring, and the command with its options and help, come
from it::

    @dataclass(frozen=True, kw_only=True)
    class TossRequest(Request[int]):
        '''Toss a coin many times, and count the heads.'''

        tosses: Annotated[int, Option("How many tosses.", low=1, high=1000)] = 10

        def execute(self) -> int:
            ...

    toss = verb(TossRequest)

This module and those of the requests import nothing heavy: the help of the command must come at once.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from inspect import Parameter, Signature, cleandoc
from numbers import Integral, Real
from textwrap import fill, indent
from typing import Annotated, Any, NamedTuple, cast, get_args, get_origin

from ..errors import InputError

SECTIONS = ("Returns", "Raises", "Examples")
"""Sections of a request's docstring that the command's help leaves out."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """What there is to say of a field of a request.

    Parameters
    ----------
    meaning : str
        One sentence for the help and the docstring.
    low, high : float, optional
        The least and the largest value that is allowed.
    above, below : float, optional
        Bounds that are not allowed themselves.
    choices : tuple of str
        Values that are allowed; empty for any.
    default : str
        What happens if nothing is given, where the default value does not say so itself.
    metavar : str
        How the help names the value.
    flag : str
        Name of the option; empty for that of the field.
    kind : str
        Type in the docstring; empty where the annotation says it.
    python : str
        More for the docstring alone: what Python takes and the command does not.
    typed : callable, optional
        Makes the value of the field of what was typed.
    untyped : object
        Value that the command takes if nothing is typed, which ``default`` is then said of; None for
        that of the field.
    """

    meaning: str = field(kw_only=False)
    low: float | None = None
    high: float | None = None
    above: float | None = None
    below: float | None = None
    choices: tuple[str, ...] = ()
    default: str = ""
    metavar: str = ""
    flag: str = ""
    kind: str = ""
    python: str = ""
    typed: Callable[[Any], Any] | None = None
    untyped: Any = None


class Argument(Option):
    """A field that both Python and the command take by position."""


class Keyword(Option):
    """A field that only Python takes."""


class Declared(NamedTuple):
    """A field of a request; ``type`` is its annotation without what is said of it."""

    name: str
    option: Option
    type: Any
    default: Any

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is MISSING

    @property
    def parts(self) -> tuple[Any, ...]:
        """The types that a value may have."""
        origin = get_origin(self.type)
        return (self.type,) if origin in (None, Sequence, Mapping) else get_args(self.type)

    @property
    def listed(self) -> bool:
        """Whether a value is a sequence of texts."""
        return bool(self.type == Sequence[str])

    @property
    def bounds(self) -> str:
        """The bounds in words; empty where there are none."""
        option = self.option
        if option.low is not None and option.high is not None:
            return f"{in_short(option.low)} to {in_short(option.high)}"
        ends = (
            ("at least", option.low),
            ("above", option.above),
            ("at most", option.high),
            ("below", option.below),
        )
        return " and ".join(f"{word} {in_short(end)}" for word, end in ends if end is not None)

    def within(self, value: Any) -> bool:
        """Whether a number lies within the bounds; one that is not a number does not."""
        option = self.option
        return (
            (option.low is None or value >= option.low)
            and (option.above is None or value > option.above)
            and (option.high is None or value <= option.high)
            and (option.below is None or value < option.below)
        )


class Request[R](ABC):
    """What is asked of a verb: a frozen keyword dataclass of this base, checked when it is made.

    Raises
    ------
    InputError
        If a value is none that its field allows.
    """

    def __post_init__(self) -> None:
        """Check every value; a text where texts are wanted counts as one of them."""
        for one in declared(type(self)):
            value = getattr(self, one.name)
            if value is not None or type(None) not in one.parts:
                # The only way to write to a frozen dataclass while it is made.
                object.__setattr__(self, one.name, _checked(one, value))

    @abstractmethod
    def execute(self) -> R:
        """Carry it out."""


def declared(request: type[Request[Any]]) -> tuple[Declared, ...]:
    """The fields of a request, in order.

    Raises
    ------
    TypeError
        If a field is not annotated with its ``Option``.
    """
    found = []
    for one in fields(cast(Any, request)):
        if get_origin(one.type) is not Annotated:
            raise TypeError(f"{request.__name__}.{one.name} is not annotated with an Option")
        base, option = get_args(one.type)
        found.append(Declared(one.name, option, base, one.default))
    return tuple(found)


def verb[**P, R](request: Callable[P, Request[R]]) -> Callable[P, R]:
    """The function of a verb: it makes the request of its arguments, and carries it out.

    Its name is that of the request's class, in lower case and without its ending.
    """
    of = cast(type[Request[R]], request)
    known = [one.name for one in declared(of)]
    by_place = sum(isinstance(one.option, Argument) for one in declared(of))
    name = verb_name(of)

    def function(*args: P.args, **kwargs: P.kwargs) -> R:
        for keyword in kwargs:
            if keyword not in known:
                from ..scenario.nearest import did_you_mean

                raise TypeError(
                    f"{name}() has no keyword {keyword!r}{did_you_mean(keyword, known)}"
                )
        if len(args) > by_place:
            raise TypeError(
                f"{name}() takes {', '.join(known[:by_place])} by position alone: name "
                f"the others, such as {known[by_place]}=..."
            )
        return request(*args, **kwargs).execute()

    function.__name__ = function.__qualname__ = name
    function.__module__ = of.__module__
    function.__doc__ = _docstring(of)
    cast(Any, function).__signature__ = _signature(of)
    return function


def verb_name(request: type[Request[Any]]) -> str:
    """The name of a request's verb."""
    return request.__name__.removesuffix("Request").lower()


def text_of(request: type[Request[Any]]) -> str:
    """The docstring of a request as far as its sections."""
    text = cleandoc(request.__doc__ or "")
    starts = [at for name in SECTIONS if (at := text.find(f"\n{name}\n---")) >= 0]
    return text[: min(starts, default=len(text))].strip()


def _checked(one: Declared, value: Any) -> Any:
    """A value that its field allows; one text where texts are wanted counts as one of them."""
    option, name = one.option, one.name
    if one.listed:
        return (value,) if isinstance(value, str) else tuple(value)
    if option.choices and value not in option.choices:
        from ..scenario.nearest import did_you_mean

        near = did_you_mean(str(value), option.choices)
        allowed = ", ".join(option.choices)
        raise InputError(f"there is no {name} {value!r}; allowed: {allowed}{near}")
    if bool in one.parts or not {int, float} & {*one.parts}:
        return value
    whole = int in one.parts
    if not isinstance(value, Integral if whole else Real) or isinstance(value, bool):
        raise InputError(f"{name} must be a {'whole number' if whole else 'number'}, not {value!r}")
    number: float = int(cast(Any, value)) if whole else float(cast(Any, value))
    if not one.within(number):
        raise InputError(f"{name} must be {_allowed(one)}, not {_in_full(number)}")
    return number


def _allowed(one: Declared) -> str:
    low, high = one.option.low, one.option.high
    return one.bounds if low is None or high is None else f"from {low:,} to {high:,}"


def _in_full(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"


def in_short(number: float) -> str:
    """A number in words of a help text, large powers of two as such."""
    if isinstance(number, int) and number > 2**20 and number.bit_count() == 1:
        return f"2**{number.bit_length() - 1}"
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"


def _signature(request: type[Request[Any]]) -> Signature:
    made = []
    for one in declared(request):
        by_place = isinstance(one.option, Argument)
        kind = Parameter.POSITIONAL_OR_KEYWORD if by_place else Parameter.KEYWORD_ONLY
        default = Parameter.empty if one.required else one.default
        made.append(Parameter(one.name, kind, default=default, annotation=one.type))
    return Signature(made, return_annotation=_result(request))


def _result(request: type[Request[Any]]) -> Any:
    """What a request yields, as its base says."""
    for base in getattr(request, "__orig_bases__", ()):
        if get_origin(base) is Request:
            (found,) = get_args(base)
            return getattr(found, "__forward_arg__", found)
    return Parameter.empty


def _docstring(request: type[Request[Any]]) -> str:
    """The docstring of a request with its fields as parameters, before its other sections."""
    whole, text = cleandoc(request.__doc__ or ""), text_of(request)
    lines = ["Parameters", "----------"]
    for one in declared(request):
        lines += [f"{one.name} : {_kind(one)}", indent(fill(_described(one), 92), "    ")]
    return "\n".join([text, "", *lines, "", whole[len(text) :].strip()]).strip() + "\n"


def _kind(one: Declared) -> str:
    optional = "" if one.required else ", optional"
    if one.option.kind:
        return one.option.kind + optional
    if one.option.choices:
        return "{" + ", ".join(f'"{choice}"' for choice in one.option.choices) + "}" + optional
    if one.listed:
        return "sequence of str" + optional
    names = [getattr(part, "__name__", str(part)) for part in one.parts if part is not type(None)]
    kind = ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]
    shown = one.default not in (None, "", (), MISSING)
    return f"{kind}, default {one.default!r}" if shown else kind + optional


def _described(one: Declared) -> str:
    """What a field means, what its bounds are and what it is if nothing is given."""
    option = one.option
    each = f"Each as {option.metavar}." if one.listed and "=" in option.metavar else ""
    bounds = f"{one.bounds[0].upper()}{one.bounds[1:]}." if one.bounds else ""
    said = option.default and option.untyped is None
    default = f"By default {option.default}." if said else ""
    return " ".join(filter(None, (option.meaning, each, bounds, option.python, default)))
