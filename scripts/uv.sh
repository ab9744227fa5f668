#!/bin/sh
# Run uv with the arguments given: the one on PATH, else one of our own in .tools/uv, which is
# installed there on first use (a system's pip may refuse to install anything).
set -eu
cd "$(dirname "$0")/.."

own_uv=.tools/uv/bin/uv

say() { printf 'setup: %s\n' "$*" >&2; }

install_own_uv() {
    sh scripts/interpreters.sh | {
        while IFS= read -r python; do
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' </dev/null 2>/dev/null || continue
            say "uv is not on PATH; installing it into .tools/uv with $python"
            rm -rf .tools/uv
            if "$python" -m venv .tools/uv </dev/null >&2 &&
                .tools/uv/bin/python -m pip install --quiet 'uv>=0.5' </dev/null >&2; then
                exit 0
            fi
            say "that did not work; trying the next Python"
        done
        exit 1
    }
}

# uv does not read pip's settings. A package index or certificate that pip was told about is
# passed on, unless uv has been told about one itself.
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] && [ -n "${PIP_INDEX_URL:-}" ]; then
    UV_DEFAULT_INDEX=$PIP_INDEX_URL
    export UV_DEFAULT_INDEX
fi
if [ -z "${SSL_CERT_FILE:-}" ] && [ -r "${PIP_CERT:-}" ]; then
    SSL_CERT_FILE=$PIP_CERT
    export SSL_CERT_FILE
fi

if uv --version >/dev/null 2>&1; then
    exec uv "$@"
fi
if ! "$own_uv" --version >/dev/null 2>&1 && ! install_own_uv; then
    say "no uv, and no Python 3.8 or newer that can install it."
    say "Install uv (see its documentation) or a Python with venv and pip, then try again."
    exit 1
fi
exec "$own_uv" "$@"
