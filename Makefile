# Everything a person does here; `make help` lists it.
# Python 3.11 or newer is enough: each target first sets up what it needs, in .venv and frontend/node_modules.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE := # compiled once, everything starts three times as fast
NPM := cd frontend && PATH="$(CURDIR)/.venv/node:$$PATH" npm run --silent
SETUP = @$(if $(PYTHON),,$(error Python 3.11 or newer is needed; say where it is: make PYTHON=/path/to/python3.11))\
	$(PYTHON) -m scripts.bootstrap

.PHONY: help setup setup-dev run demo logs test bench chaos lighthouse screenshots lint format types build

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

run: setup ## set up and run the whole application, until Ctrl-C
	@exec $(BIN)/python -m backend.run --with-parent

demo: setup ## fill it with a sample business
	@$(BIN)/python -m backend.cli migrate && $(BIN)/python -m backend.cli demo

logs: ## follow what all parts of the application write
	@tail -n 20 -F $${DATA_DIR:-var}/log/*.log

test: setup-dev ## run all tests: Python, the screens, and a real browser
	@$(BIN)/python -m scripts.suites

bench: setup-dev ## measure us beside the limit: make bench ROWS=exports ENGINES=sqlite SCALE=0.1
	@$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) $(if $(ENGINES),--engines $(ENGINES)) \
		$(if $(SCALE),--scale $(SCALE)) $(if $(ROUNDS),--rounds $(ROUNDS))

chaos: setup-dev ## prove that no reminder is lost while all is killed: make chaos ENGINE=sqlite SEED=2
	@$(BIN)/python -m chaos $(if $(ENGINE),--engine $(ENGINE)) $(if $(SEED),--seed $(SEED))

screenshots: setup-dev ## take every screen into test-results/screens, and README's pictures: make screenshots ONLY=admin
	@$(BIN)/python -m scripts.screenshots $(ONLY)

lighthouse: setup-dev ## measure what a phone waits for, five times a page, beside the budgets: make lighthouse RUNS=3
	@PATH="$(CURDIR)/.venv/node:$$PATH" $(BIN)/python -m e2e.lighthouse $(RUNS)

lint: setup-dev ## check form, types, floors and known mistakes, on both sides
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml backend scripts
	$(NPM) format:check
	$(NPM) lint
	$(NPM) typecheck
	@$(BIN)/python -m scripts.api_types --check

format: setup-dev ## put everything into form
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format --quiet .
	$(NPM) format

types: setup-dev ## generate the screens' types from the API's own description
	@$(BIN)/python -m scripts.api_types

build: setup ## build the screens into frontend/dist

setup: ## set up what running needs, without running it
	$(SETUP)

setup-dev: ## the same, with the tools for tests and lint
	$(SETUP) --dev
