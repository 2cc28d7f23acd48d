# Two commands do everything on a fresh machine:  make demo   make test
# The machine needs Python 3.12 or newer and make; the rest is fetched from the package registries.

PYTHON ?= python3
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

VENV := .venv/bin
export UV_PROJECT_ENVIRONMENT := .venv
export UV_COMPILE_BYTECODE := 1
export PYTHONDONTWRITEBYTECODE :=  # the many short processes of the tests and the demo start much sooner with it
say = @printf '\033[1m==>\033[0m %s\n' $(1)

.PHONY: help demo test setup frontend messages lint types architecture audit unit explore integration integration-debian browser chromium bench names-model clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

demo: setup ## three stations on this machine, with the whole story
	$(call say,"Starting three stations: Rabat + Madrid + Bamako")
	@$(VENV)/jisr demo $(DEMO_OPTIONS)

setup: .venv/.ready frontend messages ## Python, packages, front-end parts, languages

.boot/.ready:
	$(call say,"Preparing uv with $(PYTHON)")
	@command -v $(PYTHON) >/dev/null || { echo "No '$(PYTHON)' found. Install Python 3.12 or newer, or say which: make PYTHON=/path/to/python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .boot || { echo "'$(PYTHON) -m venv' does not work here. On Debian: apt-get install python3-venv; or give another: make PYTHON=..."; exit 1; }
	@.boot/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9" || { echo "uv could not be installed from the Python package index; is it reachable?"; exit 1; }
	@touch $@

.venv/.ready: .boot/.ready pyproject.toml uv.lock
	@./install_icu.sh
	$(call say,"Installing Python packages from uv.lock")
	@if .boot/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then export UV_PYTHON="$(CURDIR)/.boot/bin/python"; \
	  else echo "$(PYTHON) is older than 3.12; uv looks for a newer one."; export UV_PYTHON=3.12; fi; \
	.boot/bin/uv sync --locked --group frontend || { echo "The packages could not be installed; uv says why above. They need Python 3.12 or newer (make PYTHON=/path/to/python3.12 ...) and the Python package index."; exit 1; }
	@touch $@

frontend: src/jisr/station/web/static/vendor/.ready

src/jisr/station/web/static/vendor/.ready: .venv/.ready $(wildcard frontend/*.json frontend/*.py frontend/verifier/*)
	$(call say,"Building front-end parts (fonts + icons + map outline + ledger verifier)")
	@$(VENV)/python frontend/build.py
	@touch $@

CATALOGUES := $(shell find src/jisr -name '*.po' 2>/dev/null)
messages: .venv/.messages

.venv/.messages: .venv/.ready $(CATALOGUES)
	$(call say,"Compiling languages")
	@$(VENV)/python -m jisr.station.web.catalogues
	@touch $@

test: setup lint types architecture audit unit chromium integration browser integration-debian ## everything CI runs
	$(call say,"All tests passed")

lint: .venv/.ready
	$(call say,"ruff")
	@$(VENV)/ruff check . && $(VENV)/ruff format --check .

types: .venv/.ready
	$(call say,"mypy --strict")
	@JISR_HOME=$$($(VENV)/python -m jisr.station.typing_home) $(VENV)/mypy src

architecture: .venv/.ready
	$(call say,"import-linter")
	@$(VENV)/lint-imports

audit: setup
	$(call say,"Dependencies against known vulnerabilities (OSV)")
	@tests/audit_dependencies.sh

unit: setup
	$(call say,"Unit + property + vector tests (network closed)")
	@$(VENV)/pytest tests/unit tests/property tests/vectors -n 2 -q

explore: setup ## property tests with other and many more examples each time
	@$(VENV)/pytest tests/property -n 2 -q --hypothesis-profile explore

# The rooms that lean on PostgreSQL itself (locks, search, bulk copies, constraints) are tested on the distribution's,
# all others on the embedded one.
ON_DEBIAN := $(addprefix tests/integration/,exchange intake knowledge ledger retention vault)
integration: setup
	$(call say,"Integration + fault + attack tests on the embedded PostgreSQL")
	@$(VENV)/pytest tests/integration tests/faults tests/attack $(addprefix --ignore=,$(ON_DEBIAN)) -n 2 -q

integration-debian: setup
	$(call say,"Integration tests on the distribution's PostgreSQL")
	@tests/on_debian_postgres.sh $(VENV)/pytest $(ON_DEBIAN) -n 2 -q

chromium:
	@tests/install_browser.sh

browser: setup chromium
	$(call say,"Browser tests (Chromium)")
	@$(VENV)/pytest tests/browser -n 2 -q

bench: setup ## exchange, ledger and names figures
	@.boot/bin/uv sync --locked --group frontend --group bench
	@$(VENV)/jisr bench exchange && $(VENV)/jisr bench ledger && $(VENV)/jisr bench names

# The folder with train/ and dev/; MODEL_CARD.md beside the model says what is in it and whose it is.
NAMES_DATA ?= $(or $(JISR_SHARED_DATA),../shared/data)/names
TRAINING := .cache/training

names-model: .cache/persons.txt ## retrain the likeness of names (about 15 minutes of one core)
	@test -d "$(NAMES_DATA)/train" || { echo "No training pairs in $(NAMES_DATA); say where they are: make names-model NAMES_DATA=/path/to/names"; exit 1; }
	$(call say,"Training the likeness of names")
	@UV_PYTHON="$(CURDIR)/.boot/bin/python" UV_PROJECT_ENVIRONMENT=$(TRAINING) .boot/bin/uv sync --quiet --locked --no-default-groups --group training
	@data="$$(realpath "$(NAMES_DATA)")"; cd training && PYTHONHASHSEED=0 ../$(TRAINING)/bin/python -m names "$$data" --persons ../.cache/persons.txt $(NAMES_OPTIONS)

.cache/persons.txt: .boot/.ready
	$(call say,"Fetching the name items of Wikidata (rigour 1.3.2)")
	@rm -rf .cache/rigour && mkdir -p .cache/rigour
	@.boot/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest .cache/rigour rigour==1.3.2
	@.boot/bin/python -m zipfile -e .cache/rigour/*.whl .cache/rigour
	@cp "$$(find .cache/rigour -name persons.txt)" $@

clean: ## remove what the build made
	rm -rf .boot .venv .demo frontend/node_modules src/jisr/station/web/static/vendor src/jisr/station/web/data/world.json
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
