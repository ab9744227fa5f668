"""The Python code that documents show runs as it stands."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.documented import blocks


@pytest.fixture
def start_method() -> Iterator[None]:
    """Undo what ``mesa.batch_run`` does to the whole process: it forces the spawn start method."""
    before = multiprocessing.get_start_method(allow_none=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.usefixtures("start_method")
@pytest.mark.parametrize("document", ["README.md", "docs/mesa.md", "docs/tables-and-data.md"])
def test_code_in_a_document_runs_from_its_first_block_to_its_last(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__main__"}
    found = blocks(document)
    assert found
    for block in found:
        exec(compile(block, document, "exec"), names)
