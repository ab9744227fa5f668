"""Pydantic models of the scenario language, created from the shapes.

They check every file on its own, before inheritance, so nothing is required here: what a resolved
scenario must state is checked when it is resolved. The JSON Schema for editors is theirs.
"""

import re
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le, Len
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    Tag,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    create_model,
)

from .language import shape
from .nodes import Word
from .reading import TRUTH_WORDS
from .shapes import Leaf, Listed, Named, Section, Shape

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$"
_SWITCH: dict[str, Any] = {"anyOf": [{"type": "boolean"}, {"enum": ["on", "off", "yes", "no"]}]}
"""JSON Schema of a switch: its words are text to editors, which read YAML 1.2."""
SHORT, LONG = "‹short›", "‹long›"
"""Tags of the two forms of a value; pydantic puts them into the place of an error."""


class _Known(BaseModel):
    # Of some three hundred models the first alone is asked: the others are parts of it, and need no validator.
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, defer_build=True)


def _truth(value: Any) -> Any:
    return TRUTH_WORDS.get(value.lower(), value) if isinstance(value, Word) else value


def _whole(value: Any) -> Any:
    """1e3 is the whole number 1000, as it is where it is typed for an option."""
    whole = isinstance(value, float) and value.is_integer()
    return int(value) if whole else value


def _name(value: Any) -> Any:
    if isinstance(value, Word):
        raise ValueError("a name that YAML 1.1 reads as a truth value must be quoted")
    return value


def _form(value: Any) -> str:
    return LONG if isinstance(value, dict) else SHORT


@cache
def value_type(leaf: Leaf) -> Any:
    """The pydantic type of a plain value of this leaf."""
    limits: list[Ge | Le] = []
    if leaf.low > -float("inf"):
        limits.append(Ge(leaf.low))
    if leaf.high < float("inf"):
        limits.append(Le(leaf.high))
    match leaf.kind:
        case "number":
            return Annotated[float, Strict(), *limits]
        case "integer":
            return Annotated[int, BeforeValidator(_whole), Strict(), *limits]
        case "switch":
            return Annotated[bool, BeforeValidator(_truth), Strict(), WithJsonSchema(_SWITCH)]
        case "choice":
            return Literal[leaf.choices] if leaf.choices else str
        case "state" | "rung":
            shortest = 0 if leaf.default == "" else 1
            return Annotated[str, BeforeValidator(_name), Strict(), Field(min_length=shortest)]
        case "month":
            return Annotated[str, Strict(), Field(pattern=MONTH)]
        case "date":
            return Annotated[str, Strict(), Field(pattern=DATE)]
        case "text":
            return Annotated[str, Strict()]
        case "any":
            return Annotated[bool, Strict()] | Annotated[float, Strict()] | Annotated[str, Strict()]


@cache
def _adapter(leaf: Leaf) -> TypeAdapter[Any]:
    return TypeAdapter(value_type(leaf), config=ConfigDict(allow_inf_nan=False))


def admit(leaf: Leaf, value: Any) -> tuple[bool, Any]:
    """Whether a plain value may stand at ``leaf``, and the value in its own type."""
    try:
        return True, _adapter(leaf).validate_python(value)
    except ValidationError:
        return False, None


class _ListedOrMapped:
    """JSON Schema of named things: a mapping by name, or a list whose items carry a name."""

    def __init__(self, each: bool) -> None:
        self._each = each

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return handler(source)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        mapped = handler(core)
        if not self._each:
            return mapped
        item = {"allOf": [mapped["additionalProperties"]], "required": ["name"]}
        return {
            "anyOf": [mapped, {"type": "array", "items": {"anyOf": [item, {"type": "string"}]}}]
        }


class _OrShort:
    """JSON Schema of a section that may be written short: as the value of its one leading key."""

    def __init__(self, leading: Leaf) -> None:
        self._leading = leading

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return handler(source)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {"anyOf": [_adapter(self._leading).json_schema(), handler(core)]}


def _described(of: Shape) -> str:
    if not isinstance(of, Leaf):
        return of.meaning
    default = "" if of.default is None else f"; default {of.default}"
    return f"{of.meaning}: {of.allowed()}{default}"


def _type(of: Shape, title: str) -> Any:
    if isinstance(of, Section):
        leading = of.fields[of.shorthand] if of.shorthand else None
        whole = _model(of, title)
        return Annotated[whole, _OrShort(leading)] if isinstance(leading, Leaf) else whole
    if isinstance(of, Named):
        key = Literal[of.keys] if of.keys else str
        listed = isinstance(of.each, Section) and not of.paths
        row = _model(of.each, title, row=listed) if isinstance(of.each, Section) else None
        mapped = GenericAlias(dict, (key, row or _type(of.each, title)))
        return Annotated[mapped, _ListedOrMapped(listed)]
    if isinstance(of, Listed):
        each = GenericAlias(list, (_type(of.each, title),))
        return Annotated[each, Len(of.length, of.length)] if of.length else each
    short = value_type(of)
    if not of.stated:
        return short
    long = _long(of)
    return Annotated[
        Annotated[short, Tag(SHORT)] | Annotated[long, Tag(LONG)], Discriminator(_form)
    ]


@cache
def _long(leaf: Leaf) -> Any:
    """The model of a value's long form; equal leaves share one."""
    words = "".join(word.title() for word in re.findall(r"[a-zA-Z]+", leaf.meaning)[:6])
    return _model(leaf.full(), f"{words}Value")


_MADE: dict[tuple[int, bool], tuple[Section, type[BaseModel]]] = {}


def _model(section: Section, title: str, *, row: bool = False) -> type[BaseModel]:
    """The model of a section; one section that stands in several places has one model.

    ``row`` marks what stands under a name, which a list says and a variant may remove.
    """
    made = (id(section), row)
    if made not in _MADE:
        _MADE[made] = (section, _create(section, title, row))
    return _MADE[made][1]


def _create(section: Section, title: str, row: bool) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    shapes = dict(section.fields)
    for number, (key, of) in enumerate(shapes.items()):
        inner = f"{title}{key.title().replace('_', '')}"
        # Keys such as "is" or "copy" are no attribute names: the key is the field's alias.
        fields[f"f{number}"] = (
            _type(of, inner),
            Field(default=None, alias=key, description=_described(of)),
        )
    for key, kind, text in _ROW_KEYS if row else ():
        fields[f"row_{key}"] = (kind, Field(default=None, alias=key, description=text))
    made: type[BaseModel] = create_model(title, __base__=_Known, **fields)
    return made


_ROW_KEYS: tuple[tuple[str, Any, str], ...] = (
    ("name", Annotated[str, Strict()], "name of the item, in a list"),
    ("remove", Annotated[bool, Strict()], "true removes the item that the base scenario states"),
)


def model(of: Section) -> type[BaseModel]:
    """The model of a file of this shape."""
    return _model(of, of.noun.title())


def json_schema() -> dict[str, Any]:
    """JSON Schema of a scenario file, for editors: descriptions, ranges, units, choices."""
    schema = model(shape()).model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
