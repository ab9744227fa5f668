"""How and where a result was made: command, time, machine, versions."""

import platform
import socket
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

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
        "packages": {name: package_version(name) for name in _PACKAGES},
    }


def package_version(package: str) -> str:
    """Version of an installed package, or "not installed"."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
