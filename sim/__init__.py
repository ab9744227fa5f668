"""An agent-based simulation of deterrence, crisis and alliance politics on the Korean Peninsula.

``load`` a scenario, ``run`` it, ``compare`` it with others, ``sweep`` a study, ask for its ``sensitivity``,
``read`` a result folder: their docstrings say what they take and give. They are fetched when first used,
so that importing the package costs nothing.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api.attribute import attribute
    from .api.backtest import backtest
    from .api.calibrate import calibrate
    from .api.compare import compare
    from .api.discover import discover
    from .api.diverge import diverge
    from .api.export import export
    from .api.forecast import forecast
    from .api.merge import merge
    from .api.plot import plot
    from .api.reading import read
    from .api.replay import replay
    from .api.report import report
    from .api.responses import responses
    from .api.results.attribution import Attribution
    from .api.results.comparisons import Comparison
    from .api.results.discovery import Discovered
    from .api.results.forecasts import Forecast
    from .api.results.responses import Responses
    from .api.results.runs import Result
    from .api.results.sensitivity import Sensitivity
    from .api.results.sweeps import Sweep
    from .api.results.tipping import TippingMap
    from .api.run import run
    from .api.sensitivity import sensitivity
    from .api.sweep import sweep
    from .api.table import table
    from .api.tipping import tipping
    from .api.verify import verify
    from .scenario.loading import load

_RESULTS = {
    "Attribution": "attribution",
    "Comparison": "comparisons",
    "Discovered": "discovery",
    "Forecast": "forecasts",
    "Responses": "responses",
    "Result": "runs",
    "Sensitivity": "sensitivity",
    "Sweep": "sweeps",
    "TippingMap": "tipping",
}
__all__ = [
    "Attribution",
    "Comparison",
    "Discovered",
    "Forecast",
    "Responses",
    "Result",
    "Sensitivity",
    "Sweep",
    "TippingMap",
    "__version__",
    "attribute",
    "backtest",
    "calibrate",
    "compare",
    "discover",
    "diverge",
    "export",
    "forecast",
    "load",
    "merge",
    "plot",
    "read",
    "replay",
    "report",
    "responses",
    "run",
    "sensitivity",
    "sweep",
    "table",
    "tipping",
    "verify",
]

try:
    __version__ = version("peninsula-sim")
except PackageNotFoundError:
    # A checkout used from its folder without being installed has no recorded version.
    __version__ = "0+uninstalled"


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # A verb has a module of its name; results and these two stand elsewhere.
    homes = {"load": ".scenario.loading", "read": ".api.reading"}
    home = f".api.results.{_RESULTS[name]}" if name in _RESULTS else f".api.{name}"
    return getattr(import_module(homes.get(name, home), __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
