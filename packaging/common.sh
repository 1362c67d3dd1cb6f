#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What packaging/start and packaging/check share: install what is missing, configure, build.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '\033[1m== %s\033[0m\n' "$*"; }

# libtorch-dev alone brings the reference BLAS; libdnnl and OpenBLAS are what makes products fast.
packages_build=(build-essential cmake ninja-build ccache pkg-config libtorch-dev libdnnl-dev libopenblas0-openmp
    libsqlitecpp-dev libsqlite3-dev nlohmann-json3-dev libcli11-dev libpcre2-dev libutf8proc-dev
    libcpp-httplib-dev libssl-dev)
packages_window=(qt6-base-dev libqt6svg6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqcustomplot-dev qtkeychain-qt6-dev fonts-noto-cjk)
packages_tests=(libgtest-dev libbenchmark-dev sqlite3 xvfb xauth clang libclang-rt-dev)
packages_clients=(nodejs npm) # only where there is no node with npm yet

install_packages() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return 0
    say "Installing ${missing[*]}"
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
}

# build <gui ON|OFF> <tests ON|OFF>
build() {
    say "Configuring"
    cmake --preset release -DSTILLHOUSE_GUI="$1" -DSTILLHOUSE_TESTS="$2" >/dev/null
    say "Building (the first time takes some minutes)"
    cmake --build build
}
