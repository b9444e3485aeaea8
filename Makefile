# Two commands matter: `make demo` and `make test`. Each works alone in a fresh clone, as root or not, and both at once.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# Empty: what Python compiles is kept. The tests and what they test start it a thousand times.
export PYTHONDONTWRITEBYTECODE :=
WORKERS ?= auto

.PHONY: install demo test check bench mutate format messages

install:
	@$(PYTHON) config/install.py

demo: install
	@$(BIN)/python manage.py demo --port $(PORT)

test: install
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null

mutate: install
	@$(BIN)/python -m tests.mutation.run $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

bench: install
	@$(BIN)/python -m tests.bench.nation_peers
	@$(BIN)/python -m pytest -m "bench or national" -s

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
