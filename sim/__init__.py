"""An agent-based simulation of deterrence, crisis and alliance politics on the Korean Peninsula.

``load`` a scenario, ``run`` it, ``compare`` it with others, ``sweep`` a study, ask for its ``sensitivity``,
``read`` a result folder: their docstrings say what they take and give. They are fetched when first used,
so that importing the package costs nothing.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Result, read, run
    from .comparing import Comparison, compare
    from .discovering import Discovered, discover
    from .mapping import TippingMap, tipping
    from .scenario.loading import load
    from .sensing import Sensitivity, sensitivity
    from .sweeping import Sweep, sweep

_HOMES = {
    "Comparison": ".comparing",
    "Discovered": ".discovering",
    "Result": ".api",
    "Sensitivity": ".sensing",
    "Sweep": ".sweeping",
    "TippingMap": ".mapping",
    "compare": ".comparing",
    "discover": ".discovering",
    "load": ".scenario.loading",
    "read": ".api",
    "run": ".api",
    "sensitivity": ".sensing",
    "sweep": ".sweeping",
    "tipping": ".mapping",
}
__all__ = [
    "Comparison",
    "Discovered",
    "Result",
    "Sensitivity",
    "Sweep",
    "TippingMap",
    "__version__",
    "compare",
    "discover",
    "load",
    "read",
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
