"""Which valid name a person meant who typed another."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import islice

MOST_COMPARED = 1000
LONGEST = 200
LIKE_ENOUGH = 0.55
SHORTEST_BEGINNING = 3

_OTHER_NAMES = {
    "dprk": ("north korea", "n korea", "nkorea", "nk", "pyongyang"),
    "rok": ("south korea", "s korea", "skorea", "sk", "korea", "seoul"),
    "us": ("united states of america", "united states", "usa", "america", "washington"),
    "russia": ("russian federation", "soviet union", "ussr", "moscow"),
    "china": ("prc", "beijing"),
    "japan": ("tokyo",),
}
"""Other names of the states that shipped scenarios hold."""

_STATE = {
    other.replace(" ", ""): state for state, others in _OTHER_NAMES.items() for other in others
}
_ALIAS = re.compile(
    r"(?<![^\W_])("
    + "|".join(re.sub(" ", "[ _-]?", other) for others in _OTHER_NAMES.values() for other in others)
    + r")(?![^\W_])"
)


def closest(name: str, names: Iterable[str]) -> str:
    """The valid name most like ``name``, or an empty text when none resembles it.

    Names are compared letter by letter and word by word, so that a beginning (``moral`` for
    ``moral_hazard``) and another name of a state (``north_korea`` for ``dprk``) count as such.
    Among names equally like it the first is taken.
    """
    if not name or len(name) > LONGEST:
        return ""
    valid = list(dict.fromkeys(islice(names, MOST_COMPARED)))
    turned = [candidate for candidate in valid if sorted(candidate) == sorted(name)]
    if turned:
        # The right letters in another order, as in => for >=, are nearer than any other.
        return turned[0]
    wanted = _plain(name)
    letters = SequenceMatcher(b=wanted)
    best, nearest = (LIKE_ENOUGH, 0.0), ""
    for candidate in valid:
        letters.set_seq1(candidate.casefold())
        by_word = _of_words(wanted, candidate.casefold())
        by_letter = letters.ratio() if max(by_word, letters.quick_ratio()) >= best[0] else 0.0
        likeness = (max(by_word, by_letter), by_letter)
        if likeness > best:
            best, nearest = likeness, candidate
    return nearest


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The end of a message about an unknown name: the closest valid one, or nothing."""
    nearest = closest(name, names)
    return f"; did you mean {nearest}?" if nearest else ""


def _plain(name: str) -> str:
    """A name in lower case, states by the names that shipped scenarios give them."""
    folded = name.casefold()
    return _ALIAS.sub(lambda found: _STATE[re.sub("[ _-]", "", found[0])], folded)


def _of_words(wanted: str, candidate: str) -> float:
    """Share of the words of two names that the other has or begins with, 0 to 1."""
    typed, valid = _words(wanted), _words(candidate)
    if not typed or not valid:
        return 0.0
    found = sum(any(_begins(one, other) for other in valid) for one in typed)
    held = sum(any(_begins(one, other) for one in typed) for other in valid)
    return (found / len(typed) + held / len(valid)) / 2.0


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", name) if word]


def _begins(typed: str, valid: str) -> bool:
    return typed == valid or (len(typed) >= SHORTEST_BEGINNING and valid.startswith(typed))
