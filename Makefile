# Palvelupaketti. `make up` runs it, `make test` tests it; each does its own set-up.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
PYTEST_ARGS ?=
export PORT

.DEFAULT_GOAL := help
.PHONY: help environment dev-environment up test test-postgresql bench-analysis bench-ingest bench-links bench-relevance bench-search bench-web lighthouse lint format messages lock clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 20

environment:
	@$(PYTHON) tools/environment.py base --venv $(VENV)

dev-environment:
	@$(PYTHON) tools/environment.py dev --venv $(VENV)
	@$(BIN)/python -m cms.stack.catalogues

up: environment ## run everything on this machine: http://127.0.0.1:$PORT
	@$(BIN)/python -m cms.stack --stop-with-parent

test: dev-environment ## run the whole suite on SQLite
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

test-postgresql: dev-environment ## run the part of the suite that meets the database on a real PostgreSQL
	@$(BIN)/python -m tests.postgresql -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

bench-analysis: dev-environment ## measure the analysis: speed, memory, and what it recognises
	@$(BIN)/python -m tests.benchmarks.analysis

bench-links: dev-environment ## measure the link check beside a bare libcurl loop (minutes)
	@$(BIN)/python -m tests.benchmarks.links

bench-ingest: dev-environment ## measure the ingestion against Wagtail alone (long)
	@$(BIN)/python -m tests.benchmarks.ingest
	@$(BIN)/python -m tests.benchmarks.table_memory

bench-relevance: dev-environment ## measure how well the search answers our own topics
	@$(BIN)/python -m tests.benchmarks.relevance

bench-search: dev-environment ## measure the engines side by side, then whole HTTP answers (long)
	@$(BIN)/python -m tests.benchmarks.search
	@$(BIN)/python -m tests.benchmarks.http_search

bench-web: dev-environment ## measure pages and API beside an empty view, then in a browser (long)
	@$(BIN)/python -m tests.benchmarks.web
	@$(BIN)/python -m tests.benchmarks.painting

lighthouse: dev-environment ## ask lighthouse about front page, search and service (needs npm and Chromium)
	@$(BIN)/python -m tests.benchmarks.lighthouse

lint: dev-environment ## check style, types, layers, templates, migrations and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --quiet
	$(BIN)/djlint templates --lint --quiet
	DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/palvelupaketti makemigrations --check --dry-run
	$(BIN)/python tools/check_catalogues.py

format: dev-environment ## put code and templates into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

messages: dev-environment ## gather the texts to translate (needs gettext)
	$(BIN)/palvelupaketti makemessages --locale fi --locale sv --no-obsolete --add-location file --no-wrap --ignore '.venv/*' --ignore 'build/*' --ignore 'tests/*' --ignore 'var/*' --ignore 'search/testing/*'

lock: ## renew the locks in requirements/ from pyproject.toml
	@$(PYTHON) tools/lock.py

clean: ## remove the environment and caches; the content in var/ stays
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
