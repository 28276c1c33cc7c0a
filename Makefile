# What an engineer types. `make build` and `make test` install what they need, on a machine that has Python 3.11 or newer.
#
# Python's packages are installed in .venv/, in the versions that constraints.txt names: by uv where it is there, which
# takes seconds, or else by pip (`make UV= build` has pip do it). Programs of the system are installed by apt-get where
# we may; elsewhere make says what to install.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$each; break; }; done)
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
INSTALL := $(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) -c constraints.txt
NEED := sh tools/need.sh

.PHONY: build test lint constraints upgrade versions pythons words golden bench bench-large bench-real bench-preview \
	lighthouse fuzz kill edits saves python java chromium clean

# Builds the sample site into output/.
build: $(VENV)/site.done
	$(BIN)/broadsheet build

# Runs everything that must hold before a change is merged: formatting, lint, types and every test.
test: $(VENV)/dev.done $(VENV)/npm.done java chromium pythons lint
	$(BIN)/pytest -n auto

lint: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Writes constraints.txt: exact versions of all that pyproject.toml asks for, with every extra, for every Python and
# system that we support. What is in it already stays as it is; `make upgrade` takes the newest of everything.
# Those that a site needs are in generator/editorial/site_versions.txt, too, from where `broadsheet init` takes them.
constraints: $(VENV)/uv.done
	$(COMPILE) --all-extras --output-file constraints.txt
	$(COMPILE) --extra search --no-header --constraint constraints.txt --output-file generator/editorial/site_versions.txt

upgrade: $(VENV)/uv.done
	rm -f constraints.txt
	$(MAKE) constraints

COMPILE = PATH="$$PATH:$(BIN)" UV_CUSTOM_COMPILE_COMMAND='make constraints' \
	uv pip compile pyproject.toml --universal --python-version 3.11 --no-annotate --no-emit-package broadsheet --quiet

# Tries the lowest versions that pyproject.toml allows, and the newest there are, with each Python that is here.
# For some of them: make versions TRY='lowest 3.11'
versions: $(VENV)/dev.done $(VENV)/uv.done
	PATH="$$PATH:$(BIN)" $(BIN)/python -m tools.versions $(TRY)

# Makes an environment for each other Python that is here: tests/test_same_bytes.py builds with all of them.
pythons: $(VENV)/dev.done
	$(BIN)/python -m tools.pythons

# Run this after a change to the theme's English words: it adds new messages to the catalogues, for you to translate, and
# takes old ones out. To begin a new language, make an empty file: touch layouts/languages/de.po
words: $(VENV)/dev.done
	$(BIN)/pybabel -q extract --mapping pyproject.toml --no-location --omit-header --sort-output --output $(VENV)/words.pot generator layouts
	$(BIN)/python -m tools.catalogues $(VENV)/words.pot

# Run this after a change that is meant: it writes what the golden sites look like, and what editors are told of mistakes.
golden: $(VENV)/dev.done
	BROADSHEET_GOLDEN=write $(BIN)/pytest -q tests/test_golden.py tests/test_mistakes.py

# Compares related stories with scikit-learn's TF-IDF, and speed with Hugo and Pelican.
bench: $(VENV)/bench.done
	$(BIN)/python benchmarks/related.py
	$(BIN)/python benchmarks/speed.py --sizes 100,1000,10000

# Compares 100,000 stories with 10,000, in Broadsheet alone. Writing the stories takes a minute, and 2 GB of disk.
bench-large: $(VENV)/bench.done
	$(BIN)/python benchmarks/speed.py --sizes 10000,100000 --peers '' --scenario cold,body --runs 1

# Compares speed on real posts: make bench-real POSTS='folder another'
bench-real: $(VENV)/bench.done
	$(BIN)/python benchmarks/speed.py --real $(POSTS) --scenario cold

# Measures how long it takes from saving a file until a browser shows it, and compares with Hugo's server.
bench-preview: $(VENV)/dev.done chromium
	$(BIN)/python benchmarks/preview.py

# Shows what Lighthouse says of the sample site, on a slow phone.
lighthouse: $(VENV)/dev.done $(VENV)/npm.done chromium
	test -x node_modules/.bin/lighthouse || npm install --silent --no-save --no-package-lock --no-fund --no-audit lighthouse@12
	$(BIN)/python benchmarks/lighthouse.py

# Kills builds at 300 random moments; `make test` does so at a dozen.
kill: $(VENV)/dev.done
	BROADSHEET_KILLS=300 $(BIN)/pytest -q tests/test_kill.py tests/test_kill_calls.py tests/test_outliving.py

# Runs the fuzzers for some minutes each, and edits sites at random; `make test` does so for seconds.
fuzz: $(VENV)/dev.done
	BROADSHEET_FUZZ=100000 $(BIN)/pytest -q tests/test_fuzz.py tests/reading/test_comments.py \
		tests/pipeline/test_build.py tests/pipeline/test_correcting.py tests/preview/test_compositor.py

# Makes 2,000 random edits of every kind, and compares each build with one from nothing; `make test` makes a hundred.
# Another seed: make edits SEED=7
edits: $(VENV)/dev.done
	BROADSHEET_EDITS=500 BROADSHEET_SEED=$(SEED) $(BIN)/pytest -q -n auto tests/test_incremental.py

SEED = 20261128

# Saves 500 times into a preview that a browser shows; `make test` does so a dozen times.
saves: $(VENV)/dev.done chromium
	BROADSHEET_SAVES=500 $(BIN)/pytest -q tests/browser/test_preview.py -k row_23

# The virtual environment. What is left of one that could not be made is removed.
$(BIN)/python: | python
	$(if $(UV),uv venv --quiet --seed --clear --python $(or $(PYTHON),'>=3.11'),$(PYTHON) -m venv --clear) $(VENV) || { rm -rf $(VENV); exit 1; }

# Debian has the part of Python that makes environments in a package of its own.
python:
	@test -n "$(UV)" || $(NEED) "$(or $(PYTHON),python3) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))'" \
		python3-venv 'Broadsheet needs Python 3.11 or newer, with venv'

# The program, in the environment, as it is here: a change of the sources needs no installing. What builds it
# (hatchling) comes from constraints.txt, too.
$(VENV)/site.done: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) hatchling editables
	$(INSTALL) --no-build-isolation --editable '.[search]'
	@touch $@

# The same with what tests and checks need.
$(VENV)/dev.done: $(VENV)/site.done
	$(INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@

# The same with what the benchmarks compare with.
$(VENV)/bench.done: $(VENV)/site.done
	$(INSTALL) --no-build-isolation --editable '.[bench]'
	@touch $@

# uv, which alone resolves for all systems at once, and for the lowest versions.
$(VENV)/uv.done: | $(BIN)/python
	uv --version >/dev/null 2>&1 || $(INSTALL) uv
	@touch $@

# The browser tests open pages in Chromium, or in the browser that BROADSHEET_CHROMIUM names.
chromium:
	@test -n "$$BROADSHEET_CHROMIUM" || \
		$(NEED) 'command -v chromium chromium-browser google-chrome' chromium 'The browser tests need Chromium'

# The Nu HTML checker is a Java program, and comes from npm.
java:
	@$(NEED) 'java -version' default-jre-headless 'The Nu HTML checker needs Java'

$(VENV)/npm.done: package.json | $(BIN)/python
	@$(NEED) 'npm --version' '--no-install-recommends npm' 'The Nu HTML checker comes from npm'
	npm install --silent --no-package-lock --no-fund --no-audit
	@touch $@

clean:
	rm -rf $(VENV) node_modules .broadsheet output dist
