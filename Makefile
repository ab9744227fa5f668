# `make run` and `make test` set up all that they need, inside this folder.

.DEFAULT_GOAL := help
.PHONY: help run test test-slow check bench lock clean

PYTHON := .venv/bin/python
READY := .venv/.ready

# Where the environment forbids compiled byte code to be kept, every start would compile thousands of
# sources anew, which takes longer than all else that a start does.
export PYTHONDONTWRITEBYTECODE :=

# Written last, so that an interrupted set-up is begun again.
$(READY): pyproject.toml requirements.lock scripts/setup.sh
	@sh scripts/setup.sh
	@touch $@

help:
	@echo 'make run        10,000 trials of the October 2024 baseline, into results/'
	@echo 'make test       all checks and the fast tests'
	@echo 'make test-slow  the long statistical tests'
	@echo 'make check      format, lint, types and the import contract'
	@echo 'make bench      speed, as ratios within one run'
	@echo 'make lock       write requirements.lock anew (UPGRADE=1 for newest versions)'
	@echo 'make clean      remove .venv, .tools, builds and caches; results/ stays'

run: $(READY)
	@echo 'run: 10,000 trials of the baseline'
	@.venv/bin/peninsula run baseline --trials 10000

# The checks leave a processor free, which compiles for the tests meanwhile.
test: $(READY)
	@$(PYTHON) -m tests.precompile & compiling=$$!; \
	    $(MAKE) --no-print-directory check || { kill $$compiling 2>/dev/null; exit 1; }; \
	    echo 'test: the fast tests, in two processes'; \
	    $(PYTHON) -m pytest -q -n 2 -m 'not slow'; \
	    failed=$$?; wait $$compiling; exit $$failed

test-slow: $(READY)
	@echo 'test-slow: the long statistical tests'
	@$(PYTHON) -m pytest -q -m slow

check: $(READY)
	@echo 'check: format'
	@.venv/bin/ruff format --check .
	@echo 'check: lint'
	@.venv/bin/ruff check .
	@echo 'check: types'
	@$(PYTHON) -m mypy --strict sim
	@echo 'check: imports only point left'
	@.venv/bin/lint-imports --no-logo

bench: $(READY)
	@echo 'bench: ratios within one run'
	@$(PYTHON) -m benchmarks

# All extras are locked, for their tests. No index address may enter the file.
lock:
	@echo 'lock: resolving for Python 3.12 and newer'
	@sh scripts/uv.sh pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    --all-extras --group dev $(if $(UPGRADE),--upgrade) \
	    --output-file requirements.lock pyproject.toml

clean:
	@rm -rf .venv .tools build dist .coverage .hypothesis .import_linter_cache .mypy_cache \
	    .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'clean: removed .venv, .tools, builds and caches'
