# Two commands are enough: `make run` for the page, `make test` for the tests. What is installed
# stays in .venv; running a command again costs seconds.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
SAMPLE := .byline/sample
Q ?= Where did the bacteria in Dunvarrow come from?
export Q  # so that quotation marks in a question reach the shell as they are

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt
PINS := pyproject.toml constraints.txt
BYLINE := $(BIN)/byline

.PHONY: help setup run ask test check audit sbom docs format bench bench-model model-server fuzz soak clean

help:
	@echo "make run           set up, build the sample archive, serve the page on http://$(HOST):$(PORT)"
	@echo "make ask Q=\"...\"   one answer over the sample archive, in the terminal"
	@echo "make test          set up and run all tests"
	@echo "make check         formatting, lint, types, docstrings, known vulnerabilities"
	@echo "make sbom          a bill of materials of the pinned packages, in build/sbom.json"
	@echo "make docs          the documentation as a site, in build/site; every link is checked"
	@echo "make bench         speed, beside the LangChain tutorial pipeline"
	@echo "make bench-model MODEL=FILE.gguf   a language model's answers, beside a plain chain's; or a name"
	@echo "make fuzz          20,000 damaged files of every kind, and as many inputs for each part that"
	@echo "                   reads what strangers write; FUZZ=\"500 --seed 2\" for others"
	@echo "make soak          100 kills of a writer and ten minutes of readers; SOAK=\"--kills 5 --minutes 1\" for less"
	@echo "make clean         remove what was installed and built here"

setup: .venv/installed

run: $(SAMPLE)/built
	$(BYLINE) serve --archive $(SAMPLE) --host $(HOST) --port $(PORT) --examples docs/sample/examples.txt

ask: $(SAMPLE)/built
	@$(BYLINE) ask "$$Q" --archive $(SAMPLE)

test: .venv/installed-dev
	$(BIN)/python -m pytest

check: .venv/installed-dev audit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_rings.py tests/test_doors.py

# Where the service with the vulnerabilities cannot be reached, it says so and goes on.
audit: build/audit/installed
	$(PYTHON) tests/bench/audit.py build/audit/bin/pip-audit constraints.txt

sbom: build/audit/installed
	build/audit/bin/cyclonedx-py requirements constraints.txt --pyproject pyproject.toml \
		--output-reproducible --output-file build/sbom.json

docs: .venv/installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/installed-bench
	$(BIN)/python tests/bench/run.py $(BENCH)

bench-model: .venv/installed-bench model-server
	$(BIN)/python tests/bench/models.py $(MODEL) $(BENCH)

# What serves a GGUF file on this machine; it wants Node.js.
model-server: tests/bench/model_server/node_modules

tests/bench/model_server/node_modules: tests/bench/model_server/package.json
	npm install --prefix $(@D) --no-package-lock --omit=optional --ignore-scripts --no-audit --no-fund
	@touch $@

fuzz: .venv/installed-dev
	$(BIN)/python tests/bench/fuzz.py $(FUZZ)
	$(BIN)/python tests/bench/fuzz_parts.py $(FUZZ)

soak: .venv/installed-dev
	$(BIN)/python tests/bench/soak.py $(SOAK)

clean:
	rm -rf .venv .byline build

# torch goes first: asked for by another package, a much larger build of it would come.
.venv/installed: $(PINS)
	@echo "Installing what Byline needs into .venv; the first time takes a few minutes ..."
	$(PYTHON) -m venv .venv
	$(INSTALL) torch==2.13.0
	$(INSTALL) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "Installing what the tests need ..."
	$(INSTALL) --editable ".[dev]"
	@touch $@

.venv/installed-bench: .venv/installed-dev
	$(INSTALL) --editable ".[dev,bench]"
	@touch $@

# Apart, as neither the program nor its tests want them.
build/audit/installed:
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --disable-pip-version-check --quiet \
		pip-audit==2.10.1 cyclonedx-bom==7.5.0
	@touch $@

$(SAMPLE)/built: .venv/installed $(wildcard docs/sample/articles/*)
	$(BYLINE) add docs/sample/articles --archive $(SAMPLE)
	@touch $@
