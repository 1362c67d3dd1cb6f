# SPDX-License-Identifier: GPL-3.0-or-later
# What the client scripts share; to be sourced, with the program to test (default build/stillhouse-cli) as $1. What is missing outside this
# project (data, node, the npm registry) skips with a message and exit code 0; all else is a failure.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cli=$(realpath "${1:-$root/build/stillhouse-cli}")
shared_model=${SHARED:-$root/../shared}/data/model-tinystories-656k
clients=$root/build/clients

skip() {
    echo "clients skipped: $1"
    exit 0
}

# need_node MAJOR: the version that a package runs on; older stable distributions have an older one.
need_node() {
    command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are not installed"
    [ "$(node -p 'parseInt(process.versions.node)')" -ge "$1" ] || skip "node $(node -v) is older than $1"
}

# need_package NAME@VERSION: installs it into build/clients. Its install script stays out: the CPU library is inside the package.
need_package() {
    local installed=$clients/node_modules/.installed-$1
    [ -f "$installed" ] && return 0
    mkdir -p "$clients"
    [ -f "$clients/package.json" ] || echo '{"private": true}' >"$clients/package.json"
    (cd "$clients" && timeout 600 npm install --no-audit --no-fund --ignore-scripts "$1") >"$clients/npm.log" 2>&1 ||
        skip "npm registry out of reach"
    touch "$installed"
}
