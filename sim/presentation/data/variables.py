"""Columns of a result as variables of Stata and R: valid names, labels, words of categories."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...engine.table import CLASS_WORDS, Column
from ..labels import label
from ..naming import shortened, words

LONGEST = 32
"""Characters of a name in Stata."""
LABEL = 80
"""Characters of a label in Stata."""
_HASH = 4
"""Digits of a hash that tell names apart which would be the same."""
_RESERVED = re.compile(
    "aggregate|array|boolean|break|byte|case|catch|class|colvector|complex|const|continue|default|"
    "delegate|delete|do|double|else|eltypedef|end|enum|explicit|export|external|false|float|for|"
    "friend|function|global|goto|if|in|inf|inline|int|local|long|na|nan|next|null|pragma|protected|"
    r"quad|repeat|rowvector|short|str\d*|strl|true|typedef|typename|using|virtual|while|with"
)
"""Words that name nothing in Stata or R, whatever their capitals."""


class Variable(NamedTuple):
    """A variable.

    Attributes
    ----------
    name : str
        A name that Stata and R accept: at most 32 letters, digits and underscores.
    column : Column
        The column of the result, whose name the variable had there.
    label : str
        What it is, in words, with its unit.
    values : tuple of (str, str)
        Categories with their words; empty for other types.
    """

    name: str
    column: Column
    label: str
    values: tuple[tuple[str, str], ...] = ()


def variables(columns: Sequence[Column]) -> tuple[Variable, ...]:
    """The variables of some columns."""
    names = valid_names([column.name for column in columns])
    return tuple(map(_variable, names, columns))


def valid_names(originals: Sequence[str]) -> list[str]:
    """Names that Stata and R accept, different ones even without regard to capitals.

    Of a name that is too long, the longest words lose their ends. A name depends on the original
    alone, unless two originals come to the same: each then ends in four digits of its own hash.

    >>> valid_names(["first_war", "alliances.us-rok.joined", "2024", "if"])
    ['first_war', 'alliances_us_rok_joined', 'v2024', 'if_']
    """
    short = [_short(_plain(original), LONGEST) for original in originals]
    taken = Counter(name.lower() for name in short)
    return [
        name if taken[name.lower()] == 1 else _hashed(original)
        for name, original in zip(short, originals, strict=True)
    ]


def stata_label(variable: Variable) -> str:
    """The label with the name in the result, where that is another, in 80 characters at most."""
    original = variable.column.name
    named = "" if original == variable.name else f"{original}: "
    return shortened(f"{named}{variable.label}", LABEL)


def codebook(every: Iterable[Variable]) -> list[dict[str, str]]:
    """A row a variable: its name, that in the result, type, label, unit, values, when missing."""
    return [
        {
            "variable": one.name,
            "name_in_result": one.column.name,
            "type": one.column.dtype,
            "label": one.label,
            "unit": one.column.unit,
            "values": " | ".join(f"{name} = {said}" for name, said in one.values),
            "missing": one.column.missing,
        }
        for one in every
    ]


def _variable(name: str, column: Column) -> Variable:
    said = label(column.name, column.meaning)
    unit = "" if column.unit in ("", "class", "name", "yes/no") else f" ({column.unit})"
    values: tuple[tuple[str, str], ...] = ()
    if column.dtype == "category":
        values = _distinct((one, _category(one)) for one in column.categories)
    elif column.dtype == "bool":
        values = (("0", "no"), ("1", "yes"))
    return Variable(name, column, f"{said}{unit}", values)


def _category(name: str) -> str:
    return label(name, CLASS_WORDS[name]) if name in CLASS_WORDS else words(name, LABEL)


def _distinct(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Categories with words that tell them apart."""
    every = tuple(values)
    often = Counter(said for _, said in every)
    return tuple((name, said if often[said] == 1 else f"{said} ({name})") for name, said in every)


def _plain(original: str) -> str:
    """Letters, digits and underscores; letters of other scripts by their code, such as ubd81."""
    ascii_only = "".join(
        sign if sign.isascii() else f"u{ord(sign):x}" if sign.isalnum() else "_"
        for sign in original
    )
    name = re.sub(r"[^A-Za-z0-9_]", "_", ascii_only)
    if not name[:1].isalpha():
        name = f"v{name}"
    return f"{name}_" if _RESERVED.fullmatch(name.lower()) else name


def _short(name: str, longest: int) -> str:
    """The name, the ends of its longest words cut until it is short enough."""
    parts = name.split("_")
    while len("_".join(parts)) > longest:
        if max(map(len, parts)) == 1:
            return "_".join(parts)[:longest]
        # Of words equally long the first.
        k = max(range(len(parts)), key=lambda k: len(parts[k]))
        parts[k] = parts[k][:-1]
    return "_".join(parts)


def _hashed(original: str) -> str:
    digits = hashlib.blake2b(original.encode(), digest_size=_HASH // 2).hexdigest()
    return f"{_short(_plain(original), LONGEST - 1 - _HASH)}_{digits}"
