# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Everything runs in .venv, which is made from the pinned packages of tests/requirements/.
PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python
CHECK := $(RUN) tests/tools/check.py

# Else each of many processes would compile all that it imports.
unexport PYTHONDONTWRITEBYTECODE

CHECKS := sanity importer docs lint mypy changelog style units pages

# of `make bench`: what it compares with has an environment of its own
BENCH := .build/bench/venv

# of `make mutants`, which has an environment of its own too
MUTANTS := .build/mutants/venv

# of `make shell` and `make emulator`
BIN := $(abspath $(VENV))/bin
LINK := $(CURDIR)/.build/link
NO_INVENTORY := ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false
TRY := ansible-playbook webex.calling.quickstart --check --diff
PORT ?= 8080
PEOPLE ?= 1000
define HINT
In another shell, paste the two lines that begin with export, and try:

  $(TRY)

export PATH=$(BIN):$$PATH ANSIBLE_COLLECTIONS_PATH=$(LINK) $(NO_INVENTORY)
endef
export HINT

.PHONY: help demo bench shell emulator test coverage unit mutants integration screenshots variants resilience checks $(CHECKS) changelog-lint matrix generate generated format lock build release clean venv venv-demo venv-bench venv-mutants

## To try the collection:
help: ## this list
	@sed -n -e 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' -e 's/^## //p' $(MAKEFILE_LIST) | expand -t 24
	@echo
	@echo 'With another Python: make PYTHON=python3.12 test. A single check: make $(firstword $(CHECKS)); they are'
	@echo '$(CHECKS).'

demo: venv-demo ## the collection at work, on the emulator
	@$(RUN) tests/tools/demo.py

shell: venv-demo ## a shell with a local Webex, Ansible and this collection; PEOPLE=1000
	@$(CHECK)
	@echo 'Here are a local Webex with $(PEOPLE) people, Ansible, and this collection, until you type exit. Try:'
	@echo
	@echo '  $(TRY)'
	@echo
	@PATH='$(BIN)':"$$PATH" ANSIBLE_COLLECTIONS_PATH='$(LINK)' $(NO_INVENTORY) PS1='(webex.calling) \W\$$ ' \
		$(RUN) -m tests.emulator --port 0 --people $(PEOPLE) bash --norc || test -t 0

emulator: venv-demo ## a local Webex for other shells, until Ctrl-C; PORT=8080 PEOPLE=1000
	@$(CHECK)
	@$(RUN) -m tests.emulator --port $(PORT) --people $(PEOPLE) --hint "$$HINT"

clean: ## remove all that was made here
	rm -rf .venv .build .demo .ansible .hypothesis .mypy_cache .pytest_cache .ruff_cache tests/output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

## To develop it:
test: venv ## everything: the tests, beside them the checks, of which `units` is the unit tests of plugins
	@$(CHECK) 'pytest=$(wildcard tests/unit/test_*.py) tests/integration tests/resilience' checks

coverage: venv ## the tests, and how many lines of plugins/ they run: at least 90 in 100; each in .build/coverage/html/index.html
	@$(CHECK) 'coverage=tests/unit tests/integration tests/resilience'

unit: venv ## the unit tests
	@$(CHECK) pytest=tests/unit

integration: venv ## the integration tests, on the emulator
	@$(CHECK) pytest=tests/integration

bench: venv-demo venv-bench ## time, requests and memory beside other ways, and in adverse conditions; half an hour, a look with QUICK=1
	@$(RUN) tests/bench/bench.py $(if $(QUICK),--quick)

screenshots: venv ## the pictures of pages in docs/images, taken by that Chromium
	@$(CHECK) && PYTHONPATH=.build/link $(RUN) tests/tools/screenshots.py

mutants: venv-mutants ## change the pure parts one expression at a time, and see whether the unit tests notice; ONLY=people PROCESSES=2
	@$(MUTANTS)/bin/python tests/tools/mutants.py --processes $(or $(PROCESSES),1) $(ONLY)

variants: venv ## the integration tests in all variants of the emulator, several at a time; VARIANTS='nulls stale' for some, VARIANTS=each for each alone, which takes hours
	@EMULATOR_VARIANTS='$(or $(VARIANTS),sets)' $(CHECK) pytest=tests/integration

resilience: variants ## the attacks in full, and every variant; a share of both is in `make test`
	@mkdir -p .build/resilience && rm -f .build/resilience/counts.jsonl
	@RESILIENCE=full $(CHECK) pytest=tests/resilience
	@cat .build/resilience/counts.jsonl

checks: venv ## what others check a collection by: sanity, importer, linters, types
	@$(CHECK) checks

$(CHECKS): venv
	@$(CHECK) $@

changelog-lint: changelog

matrix: ## the tests on the oldest ansible-core that this Python runs; CORES='2.16 2.18' for others
	@tests/tools/matrix.sh $(PYTHON) $(CORES)

generate: venv ## write what follows from the declarations: RETURN blocks, meta/runtime.yml, options of owners, tables
	@$(CHECK) && PYTHONPATH=.build/link $(RUN) tests/tools/generate.py

generated: venv ## whether that is current
	@$(CHECK) generate

format: venv ## put the Python files into the style that `make style` asks for
	$(RUN) -m ruff check --fix-only .
	$(RUN) -m ruff format .

lock: venv ## pin, with hashes, what the .in files ask for beside what is pinned; all anew with UPGRADE=1
	@$(RUN) tests/tools/lock.py $(if $(UPGRADE),--upgrade)

build: importer ## the artifact, from what Git tracks, into .build/dist
	@ls .build/dist/*.tar.gz

release: venv ## prepare a release: version, changelog, all checks, tag, artifact; VERSION=1.0.0; see RELEASING.md
	@$(RUN) tests/tools/release.py $(VERSION)

venv:
	@tests/tools/venv.sh $(PYTHON) $(VENV) tests/requirements/test.txt

venv-demo:
	@tests/tools/venv.sh $(PYTHON) $(VENV) tests/requirements/demo.txt tests/requirements/test.txt

venv-bench:
	@tests/tools/venv.sh $(PYTHON) $(BENCH) tests/bench/requirements.txt

venv-mutants:
	@tests/tools/venv.sh $(PYTHON) $(MUTANTS) tests/requirements/mutants.txt
