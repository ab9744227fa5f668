#!/bin/sh
# Print the Python interpreters of this machine, one path or command a line, best first:
# those on PATH, then those that pyenv keeps. A command that is printed may still refuse to
# run (pyenv's shims do when their version is not the chosen one): the caller tries each.
set -eu

for name in python3.13 python3.12 python3.14 python3 python; do
    command -v "$name" || true
done

pyenv_root=${PYENV_ROOT:-}
if [ -z "$pyenv_root" ] && command -v pyenv >/dev/null 2>&1; then
    pyenv_root=$(pyenv root 2>/dev/null || true)
fi
pyenv_root=${pyenv_root:-${HOME:-}/.pyenv}
for minor in 13 12 14 11 10 9 8; do
    for python in "$pyenv_root"/versions/3."$minor".*/bin/python; do
        if [ -x "$python" ]; then
            printf '%s\n' "$python"
        fi
    done
done
