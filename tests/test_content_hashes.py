"""Every kind of result has the content hash that ``tests/data/content_hashes.yaml`` keeps.

Where a change of results is meant, ``python -m tests.content_hashes --write`` keeps them anew.
"""

from pathlib import Path

import pytest

from tests.content_hashes import CASES, digest, kept


def test_every_case_is_kept() -> None:
    assert list(kept()) == list(CASES)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_result_has_the_kept_hash(case: str, tmp_path: Path) -> None:
    assert digest(case, tmp_path) == kept()[case]


def test_parts_merged_have_the_hash_of_the_undivided_sweep() -> None:
    hashes = kept()
    assert hashes["sweep, Sobol' in parts, merged"] == hashes["sweep, Sobol'"]
