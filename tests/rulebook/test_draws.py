"""Draws: published vectors, addresses, and no draw that its mechanism does not declare."""

import ast
import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from sim.kernel.random import philox, standard_normal, uniform
from sim.rulebook import layout, streams
from sim.rulebook.declare import Mechanism
from sim.rulebook.registry import MECHANISMS
from tests.rulebook.reading import modules

PUBLISHED = {
    1: "timeline",
    2: "dialogue",
    3: "campaign",
    4: "policy",
    5: "attrition",
    6: "progress",
    7: "hedging",
    8: "programme",
    9: "confrontation",
    10: "event_count",
    11: "event_rung",
    12: "accident",
    13: "misperception",
    14: "tie_break",
    15: "crisis",
    16: "doctrine",
    17: "joining",
    18: "honour",
    19: "support",
    20: "nuclear_use",
    21: "nuclear_answer",
    22: "war_end",
    23: "pressure",
    24: "initiator",
    25: "moratorium",
    26: "drift",
}
"""Numbers that results already rest on; a new purpose takes a new one."""


@given(st.floats(2.0**-53, 1.0 - 2.0**-53))
def test_the_normal_of_a_draw_is_its_quantile(draw: float) -> None:
    assert abs(standard_normal(draw) - norm.ppf(draw)) < 2e-6


@pytest.mark.parametrize(
    ("counter", "key", "block"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        (
            (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
            (0xFFFFFFFF, 0xFFFFFFFF),
            (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
        ),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
    ids=["zeros", "ones", "digits of pi"],
)
def test_philox_gives_the_vectors_published_with_random123(
    counter: tuple[int, ...], key: tuple[int, ...], block: tuple[int, ...]
) -> None:
    words = philox(*(np.uint64(c) for c in counter), *(np.uint64(k) for k in key))
    assert tuple(int(word) for word in words) == block


def _clock(trial: int = 0, month: int = 0, turn: int = 0) -> np.recarray:
    clock = np.zeros(1, layout.CLOCK).view(np.recarray)
    clock[0].trial, clock[0].month, clock[0].turn = trial, month, turn
    return clock


KEYS = np.arange(1, 10, dtype=np.uint64).reshape(3, 3) * np.uint64(0x9E3779B97F4A7C15 >> 4)


@settings(max_examples=60, deadline=None)
@given(
    trial=st.integers(0, 2**32 - 1),
    month=st.integers(0, 1199),
    turn=st.integers(0, 130),
    actor=st.integers(0, 2),
    target=st.integers(0, 2),
    purpose=st.sampled_from(sorted(PUBLISHED)),
    index=st.integers(0, 2**31 - 1),
)
def test_a_draw_is_the_first_two_words_of_its_addresss_block(
    trial: int, month: int, turn: int, actor: int, target: int, purpose: int, index: int
) -> None:
    clock = _clock(trial, month, turn)[0]
    draw = uniform(KEYS, clock, actor, target, np.uint64(purpose), index)
    key = int(KEYS[actor, target])
    counter = (trial, month << 12 | turn, purpose, index)
    words = philox(
        *(np.uint64(c) for c in counter), np.uint64(key & 0xFFFFFFFF), np.uint64(key >> 32)
    )
    assert draw == (int(words[0]) * 2**20 + (int(words[1]) >> 12) + 0.5) / 2**52
    assert 0.0 < draw < 1.0


def test_every_part_of_an_address_changes_the_draw() -> None:
    def draw(
        trial: int = 3, month: int = 3, turn: int = 3, actor: int = 0, target: int = 1,
        purpose: int = 3, index: int = 3,
    ) -> float:  # fmt: skip
        clock = _clock(trial, month, turn)[0]
        return float(uniform(KEYS, clock, actor, target, np.uint64(purpose), index))

    others = [
        draw(trial=4),
        draw(month=4),
        draw(turn=4),
        draw(actor=2),
        draw(target=2),
        draw(actor=1, target=0),
        draw(purpose=4),
        draw(index=4),
    ]
    assert len({draw(), *others}) == 1 + len(others)


def test_draws_are_uniform_and_uncorrelated_along_trials_months_and_indices() -> None:
    size = 2000
    along = {
        "trial": [uniform(KEYS, _clock(trial=k)[0], 0, 1, np.uint64(9), 0) for k in range(size)],
        "month": [
            uniform(KEYS, _clock(month=k % 1200, turn=k // 1200)[0], 0, 1, np.uint64(9), 0)
            for k in range(size)
        ],
        "index": [uniform(KEYS, _clock()[0], 0, 1, np.uint64(9), k) for k in range(size)],
    }
    for draws in along.values():
        sample = np.array(draws)
        counts = np.histogram(sample, bins=20, range=(0.0, 1.0))[0]
        chi_square = float((((counts - size / 20) ** 2) / (size / 20)).sum())
        assert chi_square < 43.8  # the 99.9th percentile at 19 degrees of freedom
        assert abs(float(np.corrcoef(sample[1:], sample[:-1])[0, 1])) < 3.3 / np.sqrt(size)


def test_the_numbers_of_purposes_never_change_and_are_never_shared() -> None:
    assert PUBLISHED.items() <= streams.NAMES.items()
    constants = [v for v in vars(streams).values() if isinstance(v, np.uint64)]
    assert len({int(value) for value in constants}) == len(constants)


def test_a_module_draws_only_what_its_own_mechanism_or_that_of_a_neighbour_declares() -> None:
    # A neighbour imports the module or is imported by it: parts of one mechanism, or its users.
    declared = _declared_by_module()
    imports = {name: set(_imports(name, tree)) for name, tree in modules().items()}
    undeclared = {}
    for name, tree in modules().items():
        # ``living`` makes the draws of others, such that they come out as the record says.
        if name in ("tracing", "month", "registry", "living"):
            continue
        near = imports[name] | {other for other, used in imports.items() if name in used}
        allowed = declared.get(name, set()).union(
            *(declared.get(other, set()) for other in near if other != "registry")
        )
        drawn = {purpose for purpose, _ in _draws(tree)}
        if drawn - allowed:
            undeclared[name] = drawn - allowed
    assert undeclared == {}


def test_every_declared_purpose_is_drawn_and_every_drawn_one_is_declared() -> None:
    drawn = {
        purpose
        for name, tree in modules().items()
        if name != "tracing"
        for purpose, _ in _draws(tree)
    }
    declared = [purpose for mechanism in MECHANISMS for purpose in mechanism.purposes]
    assert drawn == set(declared)
    assert len(declared) == len(set(declared))
    assert {purpose.lower() for purpose in drawn} == set(streams.NAMES.values())


def test_nothing_but_a_draw_with_an_address_touches_the_generator() -> None:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "philox" or name == "draws"
            if isinstance(node, ast.Attribute) and node.attr == "keys" and _is_p(node.value):
                assert id(node) in _first_arguments_of_uniform(tree), name
        imported = _imported_modules(tree)
        assert not imported & {"random", "secrets", "time", "uuid", "numpy.random"}, name


def _is_p(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "p"


def _draws(tree: ast.Module) -> list[tuple[str, int]]:
    """Purpose and line of every call of ``uniform`` and ``chance``."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in ("uniform", "chance"):
            purpose = node.args[4]
            # A purpose worked out at run time could not be traced to a declaration.
            assert isinstance(purpose, ast.Name), ast.unparse(node)
            found.append((purpose.id, node.lineno))
    return found


def _first_arguments_of_uniform(tree: ast.Module) -> set[int]:
    return {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "uniform"
    }


def _declared_by_module() -> dict[str, set[str]]:
    found = {}
    for name in modules():
        module = importlib.import_module(f"sim.rulebook.{name}")
        own = [m for m in vars(module).values() if isinstance(m, Mechanism)]
        found[name] = {purpose for mechanism in own for purpose in mechanism.purposes}
    return found


def _imports(name: str, tree: ast.Module) -> set[str]:
    """Rulebook modules that a module imports from."""
    package = name.split(".")[:-1]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level > 0 and node.module:
            base = package[: len(package) - (node.level - 1)]
            found.add(".".join([*base, node.module]))
    return found


def _imported_modules(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
