"""How and where a result was made: command, time, machine, versions."""

import platform
import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
UNKNOWN = "unknown"
_PACKAGES = ("peninsula-sim", "mesa", "numba", "numpy", "pandas", "pyarrow")


def made(command: Sequence[str], threads: int) -> dict[str, Any]:
    """What a manifest says of how its result was made."""
    return {
        "command": list(command),
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "threads": threads,
        "host": socket.gethostname(),
        "platform": platform.platform(),
        "python": sys.version.split()[0],
        "commit": commit(),
        "packages": {name: package_version(name) for name in _PACKAGES},
    }


@cache
def commit() -> str:
    """The commit of the checkout that the program runs from; "unknown" where it is installed.

    It ends in "-dirty" where files of the checkout are not those of the commit.
    """
    checkout = PACKAGE.parent
    # A package that is installed below somebody's own repository is not of its commits.
    if not (checkout / ".git").exists():
        return UNKNOWN
    describe = ["git", "-C", str(checkout), "describe", "--always", "--dirty", "--abbrev=40"]
    try:
        told = subprocess.run(  # noqa: S603  # of our own checkout
            [*describe, "--exclude=*"], check=True, capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN
    return told.stdout.strip()


def package_version(package: str) -> str:
    """Version of an installed package, or "not installed"."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
