"""What happens in the simulated world: one mechanism a module, pure functions on arrays.

Others use ``registry.MECHANISMS`` (what can be stated and what changes), ``layout`` (the arrays of
one trial) and ``month`` (the phases of a month).
"""

import os

# Intel's SVML, where installed, replaces exp inside vectorised loops by another last bit. Numba
# reads this when it is first imported, which any module here may do.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
