# Commands for developers. `make build` and `make test` install what they need on a machine with Python 3.11 or newer.
#
# Python packages go into .venv/, in the versions in constraints.txt. If uv is installed, it installs them in seconds;
# otherwise pip does (`make UV= build` forces pip). System programs are installed with apt-get if the user may do so;
# otherwise make says what to install.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$each; break; }; done)
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
INSTALL := $(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) -c constraints.txt
NEED := sh tools/need.sh

# Without bytecode, each process that the tests start would compile the program, and each test run would compile all test files.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: build test lint constraints upgrade versions pythons words golden bench bench-related bench-large bench-real bench-hostile bench-preview \
	docs docs-links docs-pictures action release lighthouse fuzz kill edits mutants saves golden-pictures python java chromium clean

# Builds the sample site into output/.
build: $(VENV)/site.done
	$(BIN)/broadsheet build

# Runs every check that must pass before a change is merged: formatting, lint, types and all tests. Each test file runs
# in one worker, so that its fixtures are built once. tests/conftest.py lists the files that run first.
test: $(VENV)/dev.done $(VENV)/npm.done java chromium pythons lint
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Writes constraints.txt: exact versions of everything that pyproject.toml requires, with all extras, for all Python
# versions and systems that we support. Existing entries do not change; `make upgrade` updates everything to the newest.
# It also writes the versions that a site needs to generator/editorial/site_versions.txt, which `broadsheet init` uses.
constraints: $(VENV)/uv.done
	$(COMPILE) --all-extras --output-file constraints.txt
	$(COMPILE) --extra search --no-header --constraint constraints.txt --output-file generator/editorial/site_versions.txt

upgrade: $(VENV)/uv.done
	rm -f constraints.txt
	$(MAKE) constraints

COMPILE = PATH="$$PATH:$(BIN)" UV_CUSTOM_COMPILE_COMMAND='make constraints' \
	uv pip compile pyproject.toml --universal --python-version 3.11 --no-annotate --no-emit-package broadsheet --quiet

# Tests with the lowest versions that pyproject.toml allows and with the newest available, with each installed Python.
# To run only some: make versions TRY='lowest 3.11'
versions: $(VENV)/dev.done $(VENV)/uv.done
	PATH="$$PATH:$(BIN)" $(BIN)/python -m tools.versions $(TRY)

# Creates an environment for each other installed Python: tests/test_same_bytes.py builds with all of them.
pythons: $(VENV)/dev.done
	$(BIN)/python -m tools.pythons

# Run this after changing the theme's English text. It adds new messages to the catalogues, for you to translate, and
# removes old ones. To start a new language, create an empty file: touch layouts/languages/de.po
words: $(VENV)/dev.done
	$(BIN)/pybabel -q extract --mapping pyproject.toml --no-location --omit-header --sort-output --output $(VENV)/words.pot generator layouts
	$(BIN)/python -m tools.catalogues $(VENV)/words.pot

# Run this after an intended change to output. It updates the golden sites and the catalogue of messages about mistakes.
golden: $(VENV)/dev.done
	BROADSHEET_GOLDEN=write $(BIN)/pytest -q tests/test_golden.py tests/test_mistakes.py tests/editorial/moving/test_exports.py

# Run this after an intended change to the appearance of pages. It updates the golden pictures in tests/golden/pictures.
golden-pictures: $(VENV)/dev.done chromium
	BROADSHEET_PICTURES=write $(BIN)/pytest -q tests/browser/test_golden_pictures.py

# Builds the documentation into docs/_build/html. Every warning is an error.
docs: $(VENV)/docs.done
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html

# Requests every external address that the documentation links to.
docs-links: $(VENV)/docs.done
	$(BIN)/python -m sphinx -W --keep-going -q -b linkcheck docs docs/_build/links

# Run this after a change to the tutorial or to the appearance of pages. It follows the tutorial and takes its pictures.
docs-pictures: $(VENV)/dev.done chromium
	$(BIN)/python -m tools.tutorial

# Run this after a change to the workflow of new sites. It writes Broadsheet's GitHub Actions, which have the same steps.
action: $(VENV)/site.done
	$(BIN)/python -m tools.action

# The release workflow runs this. It checks the tag against the version and CHANGELOG.md, writes release-notes.md, and
# builds the wheel and the source archive into dist/. To try it: make release TAG=v0.1.0
release: | $(BIN)/python
	$(INSTALL) build hatchling
	$(BIN)/python -m tools.release "$$TAG"
	rm -rf dist
	$(BIN)/python -m build --no-isolation

# Writes the table in docs/explanation/speed.md. It takes half an hour, on an otherwise idle machine.
bench: $(VENV)/dev.done chromium pythons
	$(BIN)/python -m benchmarks.speed --document

# Compares related stories with scikit-learn's TF-IDF and BM25: make bench-related POSTS='folder another'
bench-related: $(VENV)/bench.done
	$(BIN)/python -m benchmarks.related $(POSTS)

# Compares 100,000 stories with 10,000, in Broadsheet only. Writing the stories takes a minute and 2 GB of disk space.
bench-large: $(VENV)/bench.done
	$(BIN)/python benchmarks/speed.py --sizes 10000,100000 --peers '' --scenario cold,body --runs 1

# Compares speed on real posts: make bench-real POSTS='folder another'
bench-real: $(VENV)/bench.done
	$(BIN)/python benchmarks/speed.py --real $(POSTS) --peers hugo --scenario cold

# Compares sites made to be slow with ordinary ones of the same size, for 10,000 stories of every kind. It takes an hour.
# For fewer stories: make bench-hostile SIZES=1000,2000 KINDS=tags,deep
bench-hostile: $(VENV)/site.done
	$(BIN)/python -m benchmarks.hostile $(if $(SIZES),--sizes $(SIZES)) $(if $(KINDS),--kinds $(KINDS))

# Measures the time from saving a file until a browser shows it, and compares it with Hugo's server.
bench-preview: $(VENV)/dev.done chromium
	$(BIN)/python benchmarks/preview.py

# Shows Lighthouse's scores for the sample site on a slow phone.
lighthouse: $(VENV)/dev.done $(VENV)/npm.done chromium
	test -x node_modules/.bin/lighthouse || npm install --silent --no-save --no-package-lock --no-fund --no-audit lighthouse@12
	$(BIN)/python benchmarks/lighthouse.py

# Kills 300 builds at random moments; `make test` kills only six or so.
kill: $(VENV)/dev.done
	BROADSHEET_KILLS=300 $(BIN)/pytest -q tests/test_kill.py tests/test_kill_calls.py tests/test_outliving.py

# Runs each fuzzer for several minutes, edits sites at random, and tries new examples in all property tests. `make test`
# does so only for seconds, with the same examples each time.
fuzz: $(VENV)/dev.done
	BROADSHEET_FUZZ=100000 $(BIN)/pytest -q tests/test_fuzz.py tests/reading/comments/test_removal.py \
		tests/pipeline/test_build.py tests/pipeline/test_edits.py tests/preview/test_live_graph.py \
		tests/engine/test_random_edits.py tests/media/test_metadata.py tests/site/test_translations.py \
		tests/test_tampered_records.py tests/test_tampered_store.py \
		tests/editorial/importers/test_drafts.py tests/editorial/importers/test_wire_safety.py \
		tests/editorial/moving/test_damaged_sites.py
	BROADSHEET_FUZZ=1000 $(BIN)/pytest -q -n auto -m hypothesis tests

# Makes 2,000 random edits of all kinds, and compares each build with a clean one; `make test` makes 64.
# To use another seed: make edits SEED=7
edits: $(VENV)/dev.done
	BROADSHEET_EDITS=500 BROADSHEET_SEED=$(SEED) $(BIN)/pytest -q -n auto tests/test_incremental.py

SEED = 20261128

# Makes 150 small logic errors, one at a time, and counts how many of them the tests notice; the goal is 90 %. It takes
# half an hour. To try every error in some modules: make mutants TRY='--sample 0 reading/dates site/links'
mutants: $(VENV)/dev.done
	$(BIN)/python -m tools.mutants $(TRY)

# Saves files 500 times while a browser shows the preview; `make test` does so only a dozen times.
saves: $(VENV)/dev.done chromium
	BROADSHEET_SAVES=500 $(BIN)/pytest -q tests/browser/test_preview.py -k row_23

# Creates the virtual environment. If this fails, what was created is removed.
$(BIN)/python: | python
	$(if $(UV),uv venv --quiet --seed --clear --python $(or $(PYTHON),'>=3.11'),$(PYTHON) -m venv --clear) $(VENV) || { rm -rf $(VENV); exit 1; }

# Debian has venv in a separate package.
python:
	@test -n "$(UV)" || $(NEED) "$(or $(PYTHON),python3) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))'" \
		python3-venv 'Broadsheet needs Python 3.11 or newer, with venv'

# Installs the program in editable mode, so changes to the sources need no reinstallation. The version of the build
# backend (hatchling) also comes from constraints.txt.
$(VENV)/site.done: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) hatchling editables
	$(INSTALL) --no-build-isolation --editable '.[search]'
	@touch $@

# Adds the packages for tests and checks.
$(VENV)/dev.done: $(VENV)/site.done
	$(INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@

# Adds the packages that build the documentation.
$(VENV)/docs.done: $(VENV)/site.done
	$(INSTALL) --no-build-isolation --editable '.[docs]'
	@touch $@

# Adds the packages that the benchmarks compare with.
$(VENV)/bench.done: $(VENV)/site.done
	$(INSTALL) --no-build-isolation --editable '.[bench]'
	@touch $@

# Only uv can resolve versions for all systems at once, and for the lowest versions.
$(VENV)/uv.done: | $(BIN)/python
	uv --version >/dev/null 2>&1 || $(INSTALL) uv
	@touch $@

# The browser tests open pages in Chromium, or in the browser named by BROADSHEET_CHROMIUM.
chromium: | $(BIN)/python
	@$(NEED) '$(BIN)/python -m tools.chromium' chromium-headless-shell 'The browser tests need Chromium'

# The Nu HTML checker is a Java program, installed with npm.
java:
	@$(NEED) 'java -version' default-jre-headless 'The Nu HTML checker needs Java'

$(VENV)/npm.done: package.json | $(BIN)/python
	@$(NEED) 'npm --version' '--no-install-recommends npm' 'The Nu HTML checker comes from npm'
	npm install --silent --no-package-lock --no-fund --no-audit
	@touch $@

clean:
	rm -rf $(VENV) node_modules .broadsheet output dist docs/_build release-notes.md
