#!/usr/bin/env bash
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# venv.sh PYTHON DIR LOCK...: make DIR a virtual environment with what the first LOCK pins, and nothing that has another
# hash. Does nothing, at once, when DIR already has what one of the LOCKs pins.
set -euo pipefail

python=$1 dir=$2 lock=$3
shift 2
minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')

case $minor in
    3.10 | 3.11 | 3.12 | 3.13) ;;
    *)
        echo "The pinned packages are for Python 3.10 to 3.13, and this is Python $minor." >&2
        echo "Name another interpreter, as in: make PYTHON=python3.12 test" >&2
        exit 1
        ;;
esac

# A stamp is a copy of the lock that was installed.
if [[ -x $dir/bin/python$minor && -x $dir/bin/pip ]]; then  # Debian makes one without pip where python3-venv is missing
    for one in "$@"; do
        cmp -s "$one" "$dir/lock-${one##*/}" && exit
    done
else
    rm -rf "$dir"
    "$python" -m venv "$dir"
fi

# A lock names all packages: nothing to resolve. No package is built, for what it would be built with is not pinned.
echo "Installing the pinned packages of $lock into $dir (Python $minor) ..."
"$dir/bin/python" -m pip install --quiet --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: --no-deps --no-compile -r "$lock"
cp "$lock" "$dir/lock-${lock##*/}"
