# `make help` lists the targets. Nothing has to be installed first but Python 3.11 or later.

DEMO  ?=
TESTS ?=

PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# Material for MkDocs prints advertising for its successor; docs/decisions/0001-dependencies.md weighs it.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo demo-check test test-library test-web test-postgresql test-peers check static format lint imports types docs bench \
	bench-web proof lock clean packages
.DELETE_ON_ERROR:

help: ## list the targets
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

demo: .venv/installed ## fill a provider with half a year of tickets and serve it here until Ctrl-C (DEMO='--port 8001')
	.venv/bin/asagreed demo $(DEMO)

demo-check: .venv/installed ## the same, but ask its pages once and return
	.venv/bin/asagreed demo --check $(DEMO)

test: test-library test-web test-postgresql ## run all tests, installing what they need (TESTS='-k pause --no-cov')

test-library: .venv/installed-dev packages ## the tests of the library; every line and branch must be covered
	@echo "== tests: the library"
	.venv/bin/pytest $(ON_TWO_CORES) --ignore=tests/web --cov --cov-report=term-missing:skip-covered $(TESTS)

test-web: .venv/installed-dev packages ## the tests of the web on SQLite, with a real browser and a real mail server
	@echo "== tests: the web on SQLite"
	.venv/bin/pytest $(ON_TWO_CORES) tests/web $(TESTS)

test-postgresql: .venv/installed-dev packages ## the tests of the web on PostgreSQL
	@echo "== tests: the web on PostgreSQL"
	ASAGREED_TEST_DATABASE=postgresql .venv/bin/pytest $(ON_TWO_CORES) $(ON_POSTGRESQL) $(TESTS)

test-peers: .venv/installed-dev packages ## real monitoring systems post to a running instance, with what the guide says to paste
	@tests/web/peers/packages.sh
	.venv/bin/pytest -p no:xdist -m peers tests/web/peers $(TESTS)

# Tests that lie together stay together: what a module sets up is set up once, and who is done takes of the other.
ON_TWO_CORES = -n 2 --dist worksteal

# Backups and kills are run beside SQLite, and on PostgreSQL by `make proof`.
ON_POSTGRESQL = $(addprefix tests/web/,access billing chronicle clocks config/test_worker.py demo discovery doors intake invoicing kit \
	monitoring people protection reports signing status tickets upkeep uptime journeys/test_ten_jobs.py journeys/test_first_agreement.py)

# What the tests start for real comes from Debian's packages.
packages:
	@tests/packages.sh

# What looks at the code takes one core each, the tests take all of them: journeys time out where they share.
check: ## everything that must pass before a change lands
	@status=0; $(MAKE) --keep-going --jobs=2 --output-sync static || status=1; \
		$(MAKE) --keep-going test || status=1; exit $$status

static: types lint imports docs

format: .venv/installed-dev ## put the code in shape
	.venv/bin/ruff format
	.venv/bin/ruff check --fix

lint: .venv/installed-dev ## format and style
	@echo "== format: ruff format --check"
	.venv/bin/ruff format --check
	@echo "== lint: ruff check"
	.venv/bin/ruff check

imports: .venv/installed-dev ## the direction of the imports
	@echo "== imports: lint-imports"
	.venv/bin/lint-imports --no-cache --no-logo

types: .venv/installed-dev ## types, strictly
	@echo "== types: mypy"
	.venv/bin/mypy

docs: .venv/installed-dev ## build the documentation into site/; a broken link fails
	@echo "== docs: mkdocs build"
	.venv/bin/mkdocs build --strict

bench: .venv-bench/installed ## measure the library, beside others
	.venv-bench/bin/python -m benchmarks

bench-web: .venv/installed-dev packages ## measure the web, beside a bare page of Django
	.venv/bin/python -m benchmarks.web
	.venv/bin/python -m benchmarks.looking

proof: .venv/installed-dev packages ## the slow tests behind published claims
	.venv/bin/pytest -m proof $(TESTS)
	ASAGREED_TEST_DATABASE=postgresql .venv/bin/pytest -m '' tests/web/faults tests/web/config $(TESTS)

# The lock files name no index, so they work with whichever one a machine is set up for. They must install on
# the oldest Python that we support, 3.11.2 of Debian 12: make them there (PYTHON=/usr/bin/python3.11).
LOCK = CUSTOM_COMPILE_COMMAND='make lock' .venv-lock/bin/pip-compile --quiet --no-config --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --strip-extras \
	--annotation-style line --build-deps-for editable $(UPGRADE)

lock: .venv-lock/bin/pip-compile ## renew the lock files (UPGRADE=--upgrade for newer versions); needs Python 3.11
	$(LOCK) --output-file requirements.lock pyproject.toml
	$(LOCK) --constraint requirements.lock --extra web --output-file requirements-web.lock pyproject.toml
	$(LOCK) --constraint requirements-web.lock --extra dev --output-file requirements-dev.lock pyproject.toml
	$(LOCK) --constraint requirements.lock --extra bench --output-file requirements-bench.lock pyproject.toml

clean: ## remove everything that was made here
	rm -rf .venv .venv-bench .venv-lock .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache \
		build dist htmlcov site demo-data demo-data.unfinished
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Environments. A stamp is written last, so that an installation that broke off is tried again.

.venv/bin/pip .venv-bench/bin/pip .venv-lock/bin/pip:
	@test -n "$(PYTHON)" || { echo "asagreed needs Python 3.11 or later, and found none."; exit 1; }
	@$(PYTHON) -m venv --clear $(@:/bin/pip=) || { echo "On Debian: apt-get install python3.11-venv"; exit 1; }

.venv/installed: requirements-web.lock pyproject.toml | .venv/bin/pip
	.venv/bin/pip install --quiet --require-hashes -r requirements-web.lock
	.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	.venv/bin/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.venv-bench/installed: requirements-bench.lock pyproject.toml | .venv-bench/bin/pip
	.venv-bench/bin/pip install --quiet --require-hashes -r requirements-bench.lock
	.venv-bench/bin/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv-lock/bin/pip-compile: | .venv-lock/bin/pip
	.venv-lock/bin/pip install --quiet pip-tools==7.6.2
