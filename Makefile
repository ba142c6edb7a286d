# Empty Chair: the two commands, and what a developer needs beside them.

PYTHON ?= python3
HOME_FOLDER ?= home
CUSTOMERS ?= 2000
WORKERS ?= 2

.PHONY: help demo test everything check fast lock reference clean

help: ## Say what can be made.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

demo: ## Install what is needed, make the simulated company and open it.
	@$(PYTHON) tools/environment.py .venv requirements.lock
	@.venv/bin/emptychair demo --home $(HOME_FOLDER) --customers $(CUSTOMERS)

test: ## Install what the tests need, then run every check and every test.
	@$(PYTHON) tools/environment.py .venv requirements-dev.lock
	@.venv/bin/python tools/system.py
	@.venv/bin/python tools/gate.py --workers $(WORKERS)

everything: ## The same with the browser, Spark, the planted truths and the wheel.
	@$(PYTHON) tools/environment.py .venv requirements-dev.lock
	@.venv/bin/python tools/system.py
	@.venv/bin/python tools/gate.py --workers $(WORKERS) --all

fast: ## The checks and the tests without the slow ones.
	@$(PYTHON) tools/environment.py .venv requirements-dev.lock
	@.venv/bin/python tools/gate.py --workers $(WORKERS) --fast

check: ## Only the house's rules: lint, format, types, contracts, budgets.
	@$(PYTHON) tools/environment.py .venv requirements-dev.lock
	@.venv/bin/python tools/gate.py --house

reference: ## Write docs/reference anew from the code.
	@$(PYTHON) tools/environment.py .venv requirements-dev.lock
	@.venv/bin/python tools/reference.py

lock: ## Resolve the lock files anew from pyproject.toml.
	@$(PYTHON) tools/environment.py .venv requirements-dev.lock
	@.venv/bin/python tools/lock.py

clean: ## Take away what the commands above made, except the company's home.
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
