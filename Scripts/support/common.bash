# What the scripts share. To be sourced; it leaves the shell in the repository's root.
# shellcheck shell=bash
set -euo pipefail
# What a relative path on the command line is relative to.
# shellcheck disable=SC2034  # for those who source this
started_in=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Warnings of this package, not of its dependencies, are errors: see the end of Package.swift.
export HEADWAY_STRICT=1

# What could not be checked, and why; one a line.
not_run=""
# A python that has jsonschema, once need_jsonschema has found or made one.
python=python3

step() {
    printf '\n==> %s\n' "$*"
}

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Notes that something wasn't checked. Nobody is to overlook that: it is said again at the end, and fails in CI.
skip() {
    not_run+="  - $*"$'\n'
    printf 'NOT RUN: %s\n' "$*" >&2
}

# Runs a command as root, if that can be had without asking anybody.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Installs packages with apt-get where that is possible, and says what it would install where it isn't.
install() {
    echo "missing: $*"
    if command -v apt-get >/dev/null && as_root true; then
        as_root apt-get update -q >/dev/null || true
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y "$@" >/dev/null && return 0
    fi
    echo "would install, but may not or can't here: $*" >&2
    return 1
}

# Makes sure that a tool is there: `need TOOL [PACKAGE]`.
need() {
    command -v "$1" >/dev/null || install "${2:-$1}" || return 1
    command -v "$1" >/dev/null
}

# Makes sure that there is a python with jsonschema, and leaves its path in $python.
need_jsonschema() {
    need python3 || return 1
    python3 -c 'import jsonschema' 2>/dev/null && return 0
    local folder=.build/python
    python=$folder/bin/python
    if ! "$python" -c 'import jsonschema' 2>/dev/null; then
        echo "missing: jsonschema, a Python package; installing it in $folder"
        python3 -m venv "$folder" 2>/dev/null \
            || { install python3-venv && python3 -m venv "$folder"; } \
            || return 1
        "$folder/bin/pip" install --quiet --disable-pip-version-check jsonschema || return 1
    fi
    "$python" -c 'import jsonschema'
}

# The C compiler: the toolchain's, which links, or the system's.
c_compiler() {
    command -v clang || command -v cc
}

# The path of a libYAML to link statically, beside its header; fails if there is none.
static_libyaml() {
    local found
    if [ "$(uname)" = Darwin ]; then
        found=$(brew --prefix libyaml 2>/dev/null)/lib/libyaml.a
    else
        echo '#include <yaml.h>' | "$(c_compiler)" -E -x c - >/dev/null 2>&1 || return 1
        # It prints the name alone where it finds nothing.
        found=$("$(c_compiler)" -print-file-name=libyaml.a)
    fi
    [ -f "$found" ] && echo "$found"
}

need_swift() {
    command -v swift >/dev/null || fail "there is no swift; install Swift 6.2 or newer from https://www.swift.org/install"
}

swift_version() {
    swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | sed 's/ version//' | head -1
}

# Says what couldn't be checked, if anything, and in CI fails for it.
report_not_run() {
    [ -n "$not_run" ] || return 0
    printf '\n*** NOT EVERYTHING WAS CHECKED ***\n%s\n' "$not_run" >&2
    [ -z "${CI:-}" ] || fail "in CI everything must be checked"
}
