# Installs the progress trackers that Headway is compared with, as far as that can be done here. To be sourced after
# common.bash. What is needed is put into .build.
# shellcheck shell=bash disable=SC2034  # those who source it use what is found

# A python that has what Benchmarks/peers/requirements.txt says; empty if that can't be had.
peer_python=
need_python_peers() {
    local folder=.build/bench-python
    if [ ! -x "$folder/bin/python" ]; then
        python3 -m venv "$folder" || { install python3-venv && python3 -m venv "$folder"; } || rm -rf "$folder"
    fi
    if [ -x "$folder/bin/python" ] \
        && "$folder/bin/pip" install --quiet --disable-pip-version-check -r Benchmarks/peers/requirements.txt >&2; then
        peer_python=$folder/bin/python
    else
        skip "the Python peers: they can't be installed"
    fi
}

# The program that measures indicatif, its version, and Rust's; empty if Debian's librust-indicatif-dev can't be had.
peer_indicatif=
indicatif_version=
rust_version=
need_indicatif() {
    local crates=/usr/share/cargo/registry target=$PWD/.build/bench-indicatif crate
    find_indicatif() { compgen -G "$crates/indicatif-0.17*" | head -1; }
    if need cargo && { [ -n "$(find_indicatif)" ] || install librust-indicatif-dev; } && [ -n "$(find_indicatif)" ] \
        && (cd Benchmarks/peers/indicatif && cargo build --quiet --release --target-dir "$target" >&2); then
        peer_indicatif=$target/release/indicatif-display
        crate=$(find_indicatif)
        indicatif_version=${crate##*-}
        rust_version=$(rustc --version | sed 's/rustc \([0-9.]*\).*/Rust \1/')
    else
        skip "indicatif: there is no cargo, or no librust-indicatif-dev"
    fi
}

# The program that measures mpb, its version, and Go's; empty if Debian's packages can't be had.
peer_mpb=
mpb_version=
go_version=
need_mpb() {
    local sources=/usr/share/gocode program=$PWD/.build/bench-mpb package=golang-github-vbauerster-mpb-dev
    if need go golang-go && { [ -d "$sources/src/github.com/vbauerster/mpb" ] || install "$package"; } \
        && GO111MODULE=off GOPATH=$sources go build -o "$program" ./Benchmarks/peers/mpb >&2; then
        peer_mpb=$program
        # shellcheck disable=SC2016  # dpkg-query expands it
        mpb_version=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null | sed 's/[+-].*//' || true)
        go_version=$(go version | sed 's/go version go\([0-9.]*\).*/Go \1/')
    else
        skip "mpb: there is no go, or no $package"
    fi
}
