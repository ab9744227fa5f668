"""``peninsula version``: what is installed."""

import platform

import typer


def command() -> None:
    """Print the version of the program and of what its results depend on."""
    from importlib.metadata import PackageNotFoundError, version

    from .. import __version__

    typer.echo(f"peninsula-sim {__version__}, Python {platform.python_version()}")
    for package in ("mesa", "numba", "numpy", "pandas", "pyarrow"):
        try:
            typer.echo(f"{package} {version(package)}")
        except PackageNotFoundError:
            typer.echo(f"{package} is not installed")
