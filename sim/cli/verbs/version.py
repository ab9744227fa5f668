"""``peninsula version``: what is installed."""

import platform

from ..terminal import say


def command() -> None:
    """Print the version, and those of what results depend on."""
    from importlib.metadata import PackageNotFoundError, version

    from ... import __version__
    from ...experiment.made import commit

    say(f"peninsula-sim {__version__}, Python {platform.python_version()}")
    say(f"commit {commit()}")
    for package in ("mesa", "numba", "numpy", "pandas", "pyarrow"):
        try:
            say(f"{package} {version(package)}")
        except PackageNotFoundError:
            say(f"{package} is not installed")
