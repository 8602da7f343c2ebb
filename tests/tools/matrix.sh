#!/usr/bin/env bash
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# matrix.sh PYTHON [CORE...]: run the tests on each ansible-core named, as 2.18; without a name, on the oldest that this
# Python can run. `make test` has the newest.
set -euo pipefail

python=$1
shift
minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if [[ $# -eq 0 ]]; then
    case $minor in
        3.10 | 3.11 | 3.12) set -- 2.16 ;;
        3.13) set -- 2.18 ;;
        *) echo "Python $minor is not in this table" >&2; exit 1 ;;
    esac
fi

failed=()
for core in "$@"; do
    venv=.build/matrix/$core-py$minor
    echo "=== ansible-core $core on Python $minor"
    # All as pinned for the tests, then this ansible-core, with what it wants in a version of its own.
    tests/tools/venv.sh "$python" "$venv" tests/requirements/test.txt
    "$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check \
        --require-hashes --only-binary :all: --no-deps -r "tests/requirements/core-$core.txt"
    "$venv/bin/python" tests/tools/check.py "pytest=tests/unit tests/integration tests/resilience" || failed+=("$core")
done
if [[ ${#failed[@]} -gt 0 ]]; then
    echo "Failed on ansible-core ${failed[*]}, Python $minor"
    exit 1
fi
echo "Passed on ansible-core $*, Python $minor"
