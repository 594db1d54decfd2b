# Everything a person does here; `make help` lists it.
# Python 3.11 or newer is enough: each target first sets up what it needs, in .venv and frontend/node_modules.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: help setup setup-dev run demo

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: ## set up what `make run` needs, without starting it
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed; say where it is: make PYTHON=/path/to/python3.11))
	@$(PYTHON) -m scripts.bootstrap

run: setup ## set up and run the whole application
	@exec $(BIN)/python -m backend.run --with-parent

demo: setup ## fill it with a sample business
	@$(BIN)/python -m backend.cli migrate && $(BIN)/python -m backend.cli demo
