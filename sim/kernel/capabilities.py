"""Names of Numba that the linked path uses and Numba does not document, and what follows if one is missing.

Such names may change in any version. All are looked up once, before rules are compiled. Where one is
missing, rules are compiled by Numba alone (``plain``). Put a name here as soon as a module of the linked
path uses it; ``tests/kernel/test_plain.py`` compares.
"""

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import numba

from ..errors import InputError

PRIVATE = {
    "numba.core.base": ("BaseContext.get_env_name",),
    "numba.core.caching": (
        "_CacheLocator",
        "CompileResultCacheImpl.filename_base",
        "CompileResultCacheImpl.locator",
        "FunctionCache._load_overload",
        "FunctionCache.disable",
        "FunctionCache.enable",
        "FunctionCache.flush",
        "FunctionCache.save_overload",
        "IndexDataCacheFile",
    ),
    "numba.core.cgutils": ("normalize_ir_text",),
    "numba.core.codegen": (
        "JITCPUCodegen._pass_builder",
        "JITCodeLibrary._codegen",
        "JITCodeLibrary._final_module",
        "JITCodeLibrary._get_compiled_object",
        "JITCodeLibrary._get_module_for_linking",
        "JITCodeLibrary._linking_libraries",
        "JITCodeLibrary._optimize_final_module",
        "JITCodeLibrary._shared_module",
        "JITCodeLibrary.add_ir_module",
        "JITCodeLibrary.add_linking_library",
        "JITCodeLibrary.enable_object_caching",
        "JITCodeLibrary.finalize",
        "JITCodeLibrary.serialize_using_object_code",
    ),
    "numba.core.compiler": ("CompilerBase.define_pipelines", "CompileResult._replace", "compile_result"),
    "numba.core.compiler_lock": ("global_compiler_lock",),
    "numba.core.compiler_machinery": ("PassManager.add_pass", "PassManager.finalize", "register_pass"),
    "numba.core.cpu": (
        "CPUContext.codegen",
        "CPUContext.create_cpython_wrapper",
        "CPUContext.get_executable",
        "CPUContext.insert_user_function",
        "CPUContext.mangler",
        "CPUContext.refresh",
    ),
    "numba.core.datamodel.models": ("OpaqueModel",),
    "numba.core.itanium_mangler": ("mangle",),
    "numba.core.registry": (
        "CPUDispatcher._cache_hits",
        "CPUDispatcher._cache_misses",
        "CPUDispatcher._compilation_chain_init_hook",
        "CPUDispatcher._compiler",
        "CPUDispatcher._insert",
        "CPUDispatcher.compile",
        "CPUDispatcher.get_call_template",
        "CPUDispatcher.nopython_signatures",
        "CPUDispatcher.overloads",
        "CPUDispatcher.targetctx",
        "CPUDispatcher.typeof_pyval",
        "CPUDispatcher.typingctx",
    ),
    "numba.core.runtime": ("rtsys",),
    "numba.core.sigutils": ("normalize_signature",),
    "numba.core.typed_passes": (
        "IRLegalization",
        "NativeLowering.run_pass",
        "NoPythonBackend",
        "NopythonTypeInference",
        "PreLowerStripPhis",
    ),
    "numba.core.types": ("intp._code",),
    "numba.core.types.misc": ("unliteral",),
    "numba.core.typing": ("make_concrete_template",),
    "numba.core.typing.templates": ("AttributeTemplate",),
    "numba.core.untyped_passes": (
        "FixupArgs",
        "GenericRewrites",
        "IRProcessing",
        "InlineInlinables",
        "ReconstructSSA",
        "TranslateByteCode",
    ),
    "numba.extending": ("infer_getattr",),
    "numba.np.arrayobj": (
        "fix_integer_index",
        "make_array",
        "populate_array",
    ),
}
"""Names by module; of a class, also what the linked path takes from it or puts in its place."""


@cache
def why_plain() -> str:
    """Why rules are compiled by Numba alone; empty where they are linked.

    Raises InputError where PENINSULA_JIT names no path.
    """
    requested = os.environ.get("PENINSULA_JIT") or "linked"
    if requested not in ("linked", "plain"):
        raise InputError(f"PENINSULA_JIT is {requested!r}; allowed: linked, plain")
    if requested == "plain":
        return "PENINSULA_JIT is plain"
    # The linked path runs LLVM's third level once, whatever Numba is told to run.
    if numba.config.OPT != 3:
        return f"NUMBA_OPT is {int(numba.config.OPT)}, not 3"
    lacking = list(missing())
    if lacking:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        return f"Numba {numba.__version__} has no {lacking[0]}{more}, which versions 0.68 have"
    return ""


def missing() -> Iterator[str]:
    """Private names that the installed Numba does not have."""
    for module, names in PRIVATE.items():
        try:
            found = import_module(module)
        except ImportError:
            yield module
            continue
        for name in names:
            owner, _, member = name.rpartition(".")
            place = getattr(found, owner, None) if owner else found
            if place is None or not _has(place, member):
                yield f"{module}.{name}"


def _has(owner: Any, name: str) -> bool:
    """Whether an object has a member, or a class one that it gives to each instance when it is made."""
    if hasattr(owner, name):
        return True
    made_by = (vars(one).get("__init__") for one in getattr(owner, "__mro__", ()))
    return any(name in code.co_names for made in made_by if (code := getattr(made, "__code__", None)))
