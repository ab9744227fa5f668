"""Translate each rule once, and make machine code only of what Python calls.

For each function, Numba by itself makes machine code, a wrapper by which Python may call it, and a copy
of all that it calls, directly or not. Here a rule is translated into LLVM's language once, alone. When
Python first calls a rule, it is linked with all rules below it into an entry, and only this entry is
optimised and made machine code. This takes a third of the time, and a rule that only rules call needs no
machine code of its own.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import llvmlite.binding as llvm
from numba.core import itanium_mangler, typed_passes, untyped_passes
from numba.core.cgutils import normalize_ir_text
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase
from numba.core.compiler_lock import global_compiler_lock
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.registry import CPUDispatcher
from numba.core.runtime import rtsys
from numba.core.sigutils import normalize_signature
from numba.core.types.misc import unliteral
from numba.core.typing import make_concrete_template

from .indexing import indices_as_they_are

RULES: dict[tuple[str, str], "Rule"] = {}
"""The rules defined so far, by module and name: a kept rule names so the rules that it calls."""

_PASSES = (
    untyped_passes.TranslateByteCode,
    untyped_passes.FixupArgs,
    untyped_passes.IRProcessing,
    untyped_passes.GenericRewrites,
    untyped_passes.InlineInlinables,
    untyped_passes.ReconstructSSA,
    typed_passes.NopythonTypeInference,
    typed_passes.PreLowerStripPhis,
    typed_passes.IRLegalization,
)
"""What rules need of Numba's front end: they have no closures, comprehensions, ``with`` or array expressions."""


class RuleLibrary(JITCodeLibrary):  # type: ignore[misc]  # numba ships no types
    """The module of one rule, not optimised, and the libraries of what it calls.

    ``rule`` is the rule's module, name and types of arguments.
    """

    rule: tuple[str, str, tuple[Any, ...]]
    _shared_module: Any

    @property
    def called(self) -> list[Any]:
        """Libraries of what the rule calls, each once."""
        found: list[Any] = self._linking_libraries
        return found

    def add_linking_library(self, library: Any) -> None:
        """Note a library of something called; rules allocate nothing, so that Numba's own is left out."""
        if library is not rtsys.library and library not in self.called:
            self.called.append(library)

    def add_ir_module(self, ir_module: Any) -> None:
        """Take in the rule's module as it is: it is optimised within each entry."""
        module = llvm.parse_assembly(normalize_ir_text(str(ir_module)))
        module.name = ir_module.name
        self._final_module.link_in(module)

    def _get_module_for_linking(self) -> Any:
        if self._shared_module is None:
            module = self._final_module.clone()
            for function in module.functions:
                if not function.is_declaration and function.linkage == llvm.Linkage.external:
                    function.linkage = "linkonce_odr"
            self._shared_module = module
        return self._shared_module

    def finalize(self) -> None:
        """Refuse: a rule has machine code only as part of an entry."""
        raise RuntimeError(f"{self.name} has no machine code of its own")


class EntryLibrary(JITCodeLibrary):  # type: ignore[misc]  # numba ships no types
    """A rule with its wrapper for Python and all that it calls, in one module.

    ``wrapper`` is the name of the wrapper, the one function that may be called from outside, and
    ``environment`` that of the variable by which Numba gives it Python objects.
    """

    wrapper: str
    environment: str

    def _optimize_final_module(self) -> None:
        # LLVM may inline, change and remove what cannot be called from outside the module.
        for function in self._final_module.functions:
            if not function.is_declaration and function.name != self.wrapper:
                function.linkage = "internal"
        for variable in self._environments():
            variable.linkage = "internal"
        missing = [
            one.name for one in self._final_module.functions if one.is_declaration and one.name.startswith("_ZN")
        ]
        if missing:
            raise RuntimeError(f"{self.name} calls what was not linked: {', '.join(missing)}")
        # LLVM's own third level, as Clang runs it, and once. Numba runs a cheaper one before it, to find counts
        # of references, of which rules have none, and leaves out the superword vectoriser, for what LLVM 14 did
        # with it (numba issue 8705).
        builder = self._codegen._pass_builder(slp_vectorize=True)
        builder.getModulePassManager().run(self._final_module, builder)
        if self._environments():
            raise RuntimeError(f"{self.name} calls a rule that needs Python objects")

    def _environments(self) -> list[Any]:
        """Variables by which Numba would give Python objects to the rules called: no rule needs any."""
        return [
            variable
            for variable in self._final_module.global_variables
            if variable.name.startswith("_ZN08NumbaEnv") and variable.name != self.environment
        ]

    def serialize_using_object_code(self) -> tuple[str, str, tuple[bytes, bytes]]:
        """Machine code to keep, and an empty module: nothing is ever linked to an entry."""
        empty = llvm.parse_assembly(f'define void @"{self.wrapper}"() {{ ret void }}')
        return self.name, "object", (self._get_compiled_object(), empty.as_bitcode())


def _named(name: str, types: Iterable[Any], *, abi_tags: Sequence[str] = (), uid: int | None = None) -> str:
    """What a rule's translation for these types of arguments is called: the same in every process."""
    digest = hashlib.blake2b(repr([str(one) for one in types]).encode(), digest_size=8).hexdigest()
    mangled: str = itanium_mangler.mangle(name, (digest,), abi_tags=abi_tags, uid=uid)
    return mangled


class Callee:
    """The key by which Numba finds a translated rule, in place of the machine code that it does not have."""


@register_pass(mutates_CFG=True, analysis_only=False)
class _Translate(typed_passes.NativeLowering):  # type: ignore[misc]  # numba ships no types
    """Numba's translation of a rule into LLVM's language, without wrapper and machine code."""

    _name = "translate_rule"

    def run_pass(self, state: Any) -> bool:
        function = state.func_id.func
        # Numba numbers functions and types of records in the order in which a process meets them. Kept
        # translations, made by different processes, must call each other by the same names.
        if "<locals>" not in function.__qualname__:
            state.func_id.unique_id = 0
            state.func_id.unique_name = f"{function.__qualname__}$0"
        state.library = RuleLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.rule = (function.__module__, function.__qualname__, tuple(state.args))
        state.flags.no_cpython_wrapper = True
        state.flags.no_compile = True
        state.targetctx.mangler = _named
        try:
            with indices_as_they_are():
                super().run_pass(state)
        finally:
            del state.targetctx.mangler
        state["cr"] = state["cr"]._replace(cfunc=Callee())
        return True


class _Compiler(CompilerBase):  # type: ignore[misc]  # numba ships no types
    def define_pipelines(self) -> list[Any]:
        passes = PassManager("rule")
        for one in (*_PASSES, _Translate, typed_passes.NoPythonBackend):
            passes.add_pass(one, one.__name__)
        passes.finalize()
        return [passes]


class Rule(CPUDispatcher):  # type: ignore[misc]  # numba ships no types
    """A rule, to be called by other rules and from Python.

    Where they are set, ``translations`` and ``entries`` keep its translations and machine code on disk.
    """

    translations: Any = None
    entries: Any = None

    def __init__(self, function: Callable[..., Any], options: dict[str, Any]) -> None:
        super().__init__(function, targetoptions=options, pipeline_class=_Compiler)
        self._entered: dict[tuple[Any, ...], Any] = {}
        RULES[function.__module__, function.__qualname__] = self

    def _compilation_chain_init_hook(self) -> None:
        """Do nothing: code from the cache needs none of Numba's preparations, which take a second."""

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """How another rule calls this one.

        Numba would compile one copy of a rule for every number written out as an argument.
        """
        signature, folded = self._compiler.fold_argument_types(
            tuple(unliteral(one) for one in args),
            {name: unliteral(one) for name, one in kws.items()},
        )
        self.translated(tuple(folded))
        name = self.py_func.__name__
        template = make_concrete_template(name, key=name, signatures=self.nopython_signatures)
        return template, signature, folded, {}

    def translated(self, args: tuple[Any, ...]) -> Any:
        """The rule's translation for these types of arguments; the compiler's lock must be held."""
        found = self.overloads.get(args)
        if found is None:
            if self.translations is not None:
                found = self.translations.load_overload(args, self.targetctx)
            if found is None:
                found = self._compiler.compile(args, None)
                if self.translations is not None:
                    self.translations.save_overload(args, found)
            self.targetctx.insert_user_function(found.entry_point, found.fndesc, [found.library])
            self.overloads[args] = found
        return found

    def translate(self, *arguments: Any) -> None:
        """Translate the rule for arguments of these types, and so keep it and all rules below it."""
        with global_compiler_lock:
            self._be_ready()
            self.translated(tuple(self.typeof_pyval(one) for one in arguments))

    def compile(self, sig: Any) -> Any:
        """Machine code for a call from Python with these types of arguments."""
        args, _ = normalize_signature(sig)
        with global_compiler_lock:
            entry = self._entered.get(args)
            if entry is None:
                if self.entries is not None:
                    entry = self.entries.load_overload(args, self.targetctx)
                (self._cache_misses if entry is None else self._cache_hits)[args] += 1
                if entry is None:
                    entry = self._entry(args)
                self._entered[args] = entry
                self._insert([one._code for one in args], entry.entry_point, False)
            return entry.entry_point

    def _be_ready(self) -> None:
        super()._compilation_chain_init_hook()
        self.typingctx.refresh()
        self.targetctx.refresh()

    def _entry(self, args: tuple[Any, ...]) -> Any:
        self._be_ready()
        made = entered(self.targetctx, self.translated(args))
        if self.entries is not None:
            self.entries.save_overload(args, made)
        return made


def entered(context: Any, translation: Any) -> Any:
    """The entry made of a translated rule and all that lies below it."""
    library = EntryLibrary(context.codegen(), translation.library.name)
    library.enable_object_caching()
    library.wrapper = translation.fndesc.llvm_cpython_wrapper_name
    library.environment = context.get_env_name(translation.fndesc)
    context.create_cpython_wrapper(
        library, translation.fndesc, translation.environment, translation.call_helper, release_gil=True
    )
    library._linking_libraries.extend(_callers_first(translation.library))
    library.add_linking_library(rtsys.library)
    machine_code = context.get_executable(library, translation.fndesc, translation.environment)
    return translation._replace(library=library, entry_point=machine_code)


def _callers_first(library: Any) -> list[Any]:
    """A library and all below it, each after everything that calls it.

    LLVM leaves out, of a module that it links in, what nothing calls as yet.
    """
    finished: dict[Any, None] = {}

    def visit(part: Any) -> None:
        if part not in finished:
            for called in part.called if isinstance(part, RuleLibrary) else ():
                visit(called)
            finished[part] = None

    visit(library)
    return list(reversed(finished))
