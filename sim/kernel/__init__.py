"""What knows Numba and the compiler: compiled rules, their tables, random numbers and caches.

Others use ``jit`` (the decorators of rules), ``tables`` (many arrays as one argument) and ``random``
(the numbers drawn).
"""

import os

# Intel's SVML, where installed, replaces exp inside vectorised loops by another last bit. Numba
# reads this when it is first imported, which only modules of this package do.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
