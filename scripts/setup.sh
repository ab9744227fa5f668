#!/bin/sh
# Make .venv: a Python 3.12-3.14 with exactly the packages of requirements.lock and this project,
# editable. Safe to call again; `make` does so when pyproject.toml or requirements.lock changed.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }

# Progress bars are for a person watching.
quiet=--quiet
if [ -t 2 ]; then
    quiet=
fi

# The resolved path matters: a shim chooses its version anew at each call.
usable='
import sys
if not (3, 12) <= sys.version_info[:2] <= (3, 14):
    sys.exit(1)
print(sys.executable)
'

find_python() {
    sh scripts/interpreters.sh | while IFS= read -r candidate; do
        if "$candidate" -c "$usable" </dev/null 2>/dev/null; then
            break
        fi
    done
}

if .venv/bin/python -c "$usable" >/dev/null 2>&1; then
    say "keeping the Python of .venv"
else
    python=$(find_python)
    if [ -n "$python" ]; then
        say "using $python"
    else
        python='>=3.12,<3.15'
        say "no Python 3.12, 3.13 or 3.14 on PATH or under pyenv; asking uv for one"
    fi
    rm -rf .venv
    sh scripts/uv.sh venv --quiet --no-project --python "$python" .venv
fi

say "installing the packages of requirements.lock into .venv"
sh scripts/uv.sh pip sync $quiet --require-hashes --python .venv/bin/python requirements.lock

# The lock holds the build backend, so nothing unpinned is fetched to build the project.
say "installing peninsula-sim, editable"
sh scripts/uv.sh pip install $quiet --no-deps --no-build-isolation \
    --python .venv/bin/python --editable .

say "ready"
