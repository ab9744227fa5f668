"""An agent-based simulation of deterrence, crisis and alliance politics on the Korean Peninsula.

``load`` a scenario, ``run`` it, ``compare`` it with others, ``sweep`` a study, ask for its ``sensitivity``,
``read`` a result folder: their docstrings say what they take and give. They are fetched when first used,
so that importing the package costs nothing.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api.compare import compare
    from .api.reading import read
    from .api.results.comparisons import Comparison
    from .api.results.discovery import Discovered, discover
    from .api.results.responses import Responses, responses
    from .api.results.runs import Result
    from .api.results.sensitivity import Sensitivity, sensitivity
    from .api.results.sweeps import Sweep, sweep
    from .api.results.tipping import TippingMap, tipping
    from .api.run import run
    from .scenario.loading import load

_HOMES = {
    "Comparison": ".api.results.comparisons",
    "Discovered": ".api.results.discovery",
    "Responses": ".api.results.responses",
    "Result": ".api.results.runs",
    "Sensitivity": ".api.results.sensitivity",
    "Sweep": ".api.results.sweeps",
    "TippingMap": ".api.results.tipping",
    "compare": ".api.compare",
    "discover": ".api.results.discovery",
    "load": ".scenario.loading",
    "read": ".api.reading",
    "responses": ".api.results.responses",
    "run": ".api.run",
    "sensitivity": ".api.results.sensitivity",
    "sweep": ".api.results.sweeps",
    "tipping": ".api.results.tipping",
}
__all__ = [
    "Comparison",
    "Discovered",
    "Responses",
    "Result",
    "Sensitivity",
    "Sweep",
    "TippingMap",
    "__version__",
    "compare",
    "discover",
    "load",
    "read",
    "responses",
    "run",
    "sensitivity",
    "sweep",
    "tipping",
]

try:
    __version__ = version("peninsula-sim")
except PackageNotFoundError:
    # A checkout used from its folder without being installed has no recorded version.
    __version__ = "0+uninstalled"


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
