"""Manifests say which commit made a result, and take nobody else's for it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.experiment import made
from sim.experiment.made import UNKNOWN, commit


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    commit.cache_clear()
    yield
    commit.cache_clear()


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_a_checkout_has_its_commit_and_says_when_files_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "checkout" / "sim"
    package.mkdir(parents=True)
    (package / "a.py").write_text("one")
    git(package.parent, "init", "-q")
    git(package.parent, "add", "-A")
    git(package.parent, "commit", "-qm", "one")
    git(package.parent, "tag", "v1")
    monkeypatch.setattr(made, "PACKAGE", package)
    head = git(package.parent, "rev-parse", "HEAD")
    assert commit() == head
    (package / "a.py").write_text("two")
    commit.cache_clear()
    assert commit() == f"{head}-dirty"
    assert made.made([], 1)["commit"] == f"{head}-dirty"


def test_a_package_installed_below_another_repository_is_not_of_its_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "mine" / ".venv" / "lib" / "site-packages" / "sim"
    package.mkdir(parents=True)
    git(tmp_path / "mine", "init", "-q")
    git(tmp_path / "mine", "commit", "-qm", "mine", "--allow-empty")
    monkeypatch.setattr(made, "PACKAGE", package)
    assert commit() == UNKNOWN
