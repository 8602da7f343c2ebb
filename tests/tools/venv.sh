#!/usr/bin/env bash
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# venv.sh PYTHON DIR demo|test: make DIR a virtual environment with the pinned packages of one set.
# Does nothing, at once, when DIR already has them.
set -euo pipefail

python=$1 dir=$2 set=$3
minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
lock=tests/requirements/$minor.txt

if [[ ! -f $lock ]]; then
    echo "There is no lock file for Python $minor, only for:" tests/requirements/3.*.txt >&2
    echo "Name another interpreter, as in: make PYTHON=python3.12 test" >&2
    exit 1
fi

# A stamp is a copy of the lock file that was installed. The set 'test' contains 'demo'.
if [[ -x $dir/bin/python$minor ]]; then
    cmp -s "$lock" "$dir/lock-test" && exit
    [[ $set == demo ]] && cmp -s "$lock" "$dir/lock-demo" && exit
else
    rm -rf "$dir"
    "$python" -m venv "$dir"
fi

echo "Installing the pinned packages of tests/requirements/$set.in into $dir (Python $minor) ..."
if [[ $set == test ]]; then
    packages=(--no-deps -r "$lock")  # the lock file names them all: nothing to resolve
else
    packages=(-r "tests/requirements/$set.in" -c "$lock")
fi
"$dir/bin/python" -m pip install --quiet --quiet --disable-pip-version-check "${packages[@]}"
cp "$lock" "$dir/lock-$set"
