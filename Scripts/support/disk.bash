# What the tests of a run on a troubled disk share. To be sourced with the path of the command as $1; they need root.
# shellcheck shell=bash
set -euo pipefail
headway=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/headway-disk.XXXXXX")
runner=""
journal=$folder/disk/.progress.events.jsonl
snapshot=$folder/disk/.progress.json

cleanup() {
    if [ -n "$runner" ]; then kill "$runner" 2>/dev/null || true; wait "$runner" 2>/dev/null || true; fi
    # There may be two, one over the other.
    umount "$folder/disk" 2>/dev/null || umount -l "$folder/disk" 2>/dev/null || true
    umount "$folder/disk" 2>/dev/null || umount -l "$folder/disk" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT

fail() {
    printf 'error: %s\n' "$*" >&2
    sed 's/^/    /' "$folder/said" >&2 || true
    exit 1
}

# Waits for a condition, at most 20 seconds.
await() {
    for _ in $(seq 200); do
        if eval "$1"; then return 0; fi
        sleep 0.1
    done
    fail "it never came to this: $1"
}

# A phase that waits for a file, so that nothing depends on how fast the machine is: `gated NAME GATE`.
gated() {
    printf '  - name: %s\n    command: while [ ! -e %s/gates/%s ]; do sleep 0.05; done\n' "$1" "$folder" "$2"
}

open_gate() {
    touch "$folder/gates/$1"
}

# Runs the plan with its progress on the disk.
start_run() {
    "$headway" run --console plain --root "$folder/root" --progress-file "$snapshot" "$folder/plan.yaml" \
        > "$folder/said" 2>&1 &
    runner=$!
    await '[ -s "$journal" ] && [ -s "$snapshot" ]'
}

end_run() {
    wait "$runner" || fail "the run failed with $?"
    runner=""
}

expect_one_warning() {
    local count
    count=$(grep -c "$1" "$folder/said" || true)
    [ "$count" = 1 ] || fail "$count warnings of \"$1\", not one"
}

mkdir "$folder/disk" "$folder/gates"
: > "$folder/said"
