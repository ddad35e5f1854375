# Everything a developer or a first user needs, from Python 3.11 and make alone.
#
#   make demo    the whole product on made-up data at http://127.0.0.1:8000
#   make test    every check and every test
#   make check   formatting, lint, types, import contracts
#   make bench   side-by-side measurements
#   make fix     mend formatting and what lint can mend
#   make pictures  the readme's pictures, from a running demonstration
#   make lock    write the lock files again after a change in requirements/*.in

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
WORKERS ?= 2

.PHONY: demo test check bench fix lock browser clean pictures

demo: .venv/app regard/static/built
	$(BIN)/regard demo

test: check browser
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

check: .venv/dev regard/static/built
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	REGARD_SECRET_KEY=check $(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/dev regard/static/built
	$(BIN)/python -m benchmarks

fix: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/app
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/uv.in -o requirements/uv.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/app.in -o requirements/app.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/dev.in -c requirements/app.txt -o requirements/dev.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q requirements/spark.in -o requirements/spark.txt
	$(BIN)/python -m tools.assets lock

pictures: .venv/dev
	$(BIN)/python -m tools.pictures

browser: .venv/dev
	$(BIN)/python -m tools.browser

.venv/uv: requirements/uv.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Regard needs Python 3.11 or newer; set PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	touch $@

.venv/app: .venv/uv requirements/app.txt pyproject.toml
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/app.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/app requirements/dev.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

regard/static/built: .venv/app package.json package-lock.json tools/assets.py
	$(BIN)/python -m tools.assets
	touch $@

clean:
	rm -rf .venv node_modules regard/static .mypy_cache .ruff_cache .pytest_cache
