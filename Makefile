# Everything here runs in .venv, made from the locked and hashed requirements.
PYTHON ?= python3
BIN := .venv/bin
ROOM ?=

.PHONY: run test check bench messages lock clean

run: .venv/.run
	@$(BIN)/nhipcau run

test: .venv/.test
	@$(BIN)/python scripts/test.py $(ARGS)

check: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/architecture

bench: .venv/.test
	@$(BIN)/python -m benchmarks $(ROOM)

messages: .venv/.test
	$(BIN)/python scripts/messages.py

lock: .venv/.test
	$(BIN)/python scripts/lock.py

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.lock pyproject.toml | .venv/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.lock pyproject.toml | .venv/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/.run

clean:
	rm -rf .venv var
