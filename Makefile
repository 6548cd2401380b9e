# `make demo` runs the main job on the real situation, `make test` passes the tests. Both set everything up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITUATION := examples/north-korea-2024.yaml

.PHONY: demo test quick nightly bench lock format clean

demo: $(VENV)/.demo
	@$(BIN)/lagebild check $(SITUATION)
	@$(BIN)/lagebild answer $(SITUATION)
	@mkdir -p demo-out
	@$(BIN)/lagebild report $(SITUATION) -o demo-out/report.html
	@$(BIN)/lagebild report $(SITUATION) --language de -o demo-out/lagebericht.html
	@echo "The same as a page to hand in: demo-out/report.html (English), demo-out/lagebericht.html (German)"
	@echo "To go on: type '. $(BIN)/activate'; then 'lagebild --help' works in this terminal."

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto

# Without the slower searches: for the minute between two edits.
quick: $(VENV)/.test
	$(BIN)/pytest -q -x -n auto tests/unit tests/contracts

# A million random models against the definitions (several hours on two cores; MODELS=n for another number).
nightly: $(VENV)/.test
	$(BIN)/python -m tests.nightly $(MODELS)

bench: $(VENV)/.test
	$(BIN)/python -m bench.run

# Hashed locks without addresses, for Python 3.11 and later on every system.
lock: $(VENV)/bin/uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra report pyproject.toml -o requirements/demo.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev pyproject.toml -o requirements/dev.lock

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check uv

$(VENV)/.demo: $(VENV)/bin/uv requirements/demo.lock pyproject.toml
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/demo.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	@touch $@

$(VENV)/.test: $(VENV)/bin/uv requirements/dev.lock pyproject.toml
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	@touch $@ $(VENV)/.demo
