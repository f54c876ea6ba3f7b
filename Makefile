# Boligliv: everything runs from its own environment in .venv; only Python, pip and make must be there.
#   make demo        what twenty years of letting rules do, with and without second chance; ends with the report
#   make test        the fast test suite
#   make dashboard   the live map in a browser
#   make check       style, types, architecture
#   make slow        the long tests
#   make fuzz        thousands of damaged files and links, others each time
#   make lowest      the fast test suite with the lowest versions that pyproject.toml allows, on Python 3.11
#   make docs        the pages of docs/ as a site in build/docs, without a network
#   make clean       forget the environment and all caches
# Another Python: make test PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
# Stamps carry the Python version, so another PYTHON builds the environment anew.
READY := $(VENV)/ready-$(VERSION)
READY_TO_TEST := $(VENV)/ready-to-test-$(VERSION)
READY_TO_WRITE := $(VENV)/ready-to-write-$(VERSION)

KERNELS := $(VENV)/kernels

# The lowest versions have an environment of their own, and compiled kernels apart from the others'.
LOWEST := .venv-lowest
LOWEST_PYTHON ?= python3.11
lowest: export NUMBA_CACHE_DIR := $(CURDIR)/$(LOWEST)/kernels

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo dashboard test slow fuzz lowest check docs environment clean

demo: $(READY) $(KERNELS)
	@$(BIN)/boligliv demo

dashboard: $(READY) $(KERNELS)
	@$(BIN)/boligliv dashboard

test: $(READY_TO_TEST) $(KERNELS)
	@$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadgroup

# Exit status 5 means that no test is marked slow.
slow: $(READY_TO_TEST) $(KERNELS)
	@$(BIN)/python -m pytest -m "slow and not fuzz" -n 2 --dist loadgroup || test $$? -eq 5

# Samples carry times and versions, so that every run damages others: what it finds is a fault, but not that of a change.
fuzz: $(READY_TO_TEST) $(KERNELS)
	@$(BIN)/python -m pytest -m fuzz -n 2

lowest: $(LOWEST)/ready
	@$(LOWEST)/bin/python -c "from model.estate_model import EstateModel; EstateModel(months=13).run()"
	@$(LOWEST)/bin/python -m pytest -m "not slow" -n 2 --dist loadgroup

check: $(READY_TO_TEST)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/architecture

# Warnings are errors: a link that leads nowhere, a page in no list, a source that is not in REFERENCES.bib.
docs: $(READY_TO_WRITE)
	@$(BIN)/python -m sphinx -b html -q -W --keep-going docs build/docs
	@echo "site: $(CURDIR)/build/docs/index.html"

environment: $(READY_TO_TEST)

$(VENV)/python-$(VERSION):
	@case "$(VERSION)" in \
	  3.11|3.12|3.13) ;; \
	  *) echo "Boligliv needs Python 3.11, 3.12 or 3.13; $(PYTHON) is '$(VERSION)'. Try: make PYTHON=python3.12" >&2; exit 2;; \
	esac
	@echo "Making an environment for Python $(VERSION) in $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(READY): $(VENV)/python-$(VERSION) pyproject.toml constraints.txt
	@echo "Installing Boligliv and its libraries (some minutes the first time)"
	@$(BIN)/python -m pip install -qq -c constraints.txt -e ".[discover]"
	@$(BIN)/python -m pip check
	@touch $@

$(READY_TO_TEST): $(VENV)/python-$(VERSION) pyproject.toml constraints.txt
	@echo "Installing Boligliv, its libraries and its test tools (some minutes the first time)"
	@$(BIN)/python -m pip install -qq -c constraints.txt -e ".[discover,test,dev]"
	@$(BIN)/python -m pip check
	@touch $@ $(READY)

$(READY_TO_WRITE): $(VENV)/python-$(VERSION) pyproject.toml constraints.txt
	@echo "Installing Boligliv, its libraries and what makes the site"
	@$(BIN)/python -m pip install -qq -c constraints.txt -e ".[discover,docs]"
	@$(BIN)/python -m pip check
	@touch $@ $(READY)

$(LOWEST)/ready: pyproject.toml constraints-lowest.txt
	@$(LOWEST_PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "make lowest needs Python 3.11; '$(LOWEST_PYTHON)' is not. Try: make lowest LOWEST_PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Installing the lowest versions in $(LOWEST) (some minutes the first time)"
	@$(LOWEST_PYTHON) -m venv --clear $(LOWEST)
	@$(LOWEST)/bin/python -m pip install -qq -c constraints-lowest.txt -e ".[discover,test]"
	@$(LOWEST)/bin/python -m pip check
	@touch $@

# A compiled kernel is kept with its own file, but may contain kernels of other files: all are made anew when any changes.
$(KERNELS): $(shell find agents model -name '*.py') | $(READY)
	@find agents model \( -name '*.nbi' -o -name '*.nbc' \) -delete
	@echo "Compiling the model (a minute or two)"
	@$(BIN)/python -c "from model.estate_model import EstateModel; EstateModel(months=13).run()"
	@touch $@

clean:
	rm -rf $(VENV) $(LOWEST) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find agents dashboards experiments geodata model tests -name __pycache__ -type d -prune -exec rm -rf {} +
