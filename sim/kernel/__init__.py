"""What knows Numba and the compiler: compiled rules, their arguments, random numbers, kept code.

Others use ``jit`` (the decorators of rules), ``tables`` (many arrays as one argument), ``random`` (the
numbers drawn) and ``ordered_map`` (calls in several threads, results in order).

How a rule becomes machine code on the usual path, ``linked``::

    @rule                        jit           choose the path, once per process
      |
    Rule                         linker        nothing happens until Python calls a rule
      |  first call from Python
      |
      |-- each rule below it, once, alone:
      |     Numba's types and LLVM code, not optimised    linker.RuleLibrary, indexing, linked_tables
      |     kept as a *translation*                       cache
      |
      |-- all of them linked into one module,
      |     with a wrapper for Python, optimised once     linker.EntryLibrary
      |     machine code, kept as an *entry*              cache
      v
    call

Numba by itself would optimise every rule together with all rules below it: three times the work, as a
rule has many callers.

The linked path uses names that Numba does not document. ``capabilities`` lists them and looks for each.
Where one is missing, rules take the path ``plain``: ``numba.njit`` and nothing else, with equal results.
"""

import os

# Intel's SVML, where installed, replaces exp inside vectorised loops by another last bit. Numba
# reads this when it is first imported, which only modules of this package do.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
