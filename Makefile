# Sightline. `make run` starts it, `make test` proves it, `make check` is all that CI does.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell for candidate in python3.13 python3.12 python3.11 python3; do \
	$$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& { command -v $$candidate; break; }; done)
BIN := .venv/bin
export PORT ?= 8000
HOST ?= 127.0.0.1
THREADS ?= 4

.PHONY: help run test test-postgres check lint types browser install messages

help:  ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/core  ## start the product (EMPTY=1 for an office's own empty log; PORT, DATA_DIR, PUBLIC_URL)
	@$(BIN)/python manage.py make_ready --for-port $(PORT)
	@exec $(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --workers 1 --blocking-threads $(THREADS) \
		--no-ws --log-level warning --respawn-failed-workers config.wsgi:application

test: .venv/test  ## the suite without the browser; says what it left out
	@$(BIN)/python -m pytest -q -m "not browser"

test-postgres: .venv/scale  ## the tests that open a database, on PostgreSQL at DATABASE_URL (.ci/postgres starts one)
	@case "$(DATABASE_URL)" in postgres*) ;; *) echo 'Name a server: DATABASE_URL="$$(.ci/postgres start)" make test-postgres'; exit 1;; esac
	@$(BIN)/python -m pytest -q -m "not browser" -p tests.opening_a_database

check: test check-rest  ## all that CI does

check-rest: .venv/dev lint types  ## check without the suite
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@PUBLIC_URL=https://sightline.example.org DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python manage.py check_catalogues
	@$(MAKE) --no-print-directory browser

lint: .venv/dev  ## formatter and linter
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: .venv/dev  ## mypy
	@$(BIN)/mypy config incidents sites

browser: .venv/dev  ## the browser tests in Debian's Chromium
	@REQUIRE_BROWSER=1 $(BIN)/python -m pytest -q -m browser

install: .venv/dev  ## everything a developer needs

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and was not found. Install one, or name it: make run PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$$($(PYTHON) -V) has no ensurepip. On Debian and Ubuntu install the package python3-venv, then run this again."; exit 1; }
	@echo "Creating the virtual environment with $$($(PYTHON) -V) ..."
	@$(PYTHON) -m venv .venv

.venv/core: requirements.txt | .venv/bin/python
	@echo "Installing the core requirements (once, a few minutes) ..."
	@$(BIN)/python -m pip install -q --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test: requirements-test.txt .venv/core
	@echo "Installing what the suite needs (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-test.txt
	@touch $@

.venv/scale: requirements-scale.txt .venv/test
	@echo "Installing the driver of PostgreSQL (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-scale.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/test
	@echo "Installing the developers' tools (once, a few minutes) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

messages: .venv/dev  ## gather and compile the language catalogues
	@$(BIN)/python manage.py check_catalogues --write
