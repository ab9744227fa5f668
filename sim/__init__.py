"""An agent-based simulation of deterrence, crisis and alliance politics on the Korean Peninsula."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("peninsula-sim")
except PackageNotFoundError:
    # A checkout used from its folder without being installed has no recorded version.
    __version__ = "0+uninstalled"
