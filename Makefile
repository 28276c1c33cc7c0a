# Everything that an engineer types. `make build` and `make test` set up what they need on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test lint golden words bench bench-large bench-real bench-preview lighthouse fuzz kill saves java chromium pythons clean

build: $(VENV)/site.done
	$(BIN)/broadsheet build

test: $(VENV)/dev.done $(VENV)/npm.done java chromium pythons lint
	$(BIN)/pytest -n auto

lint: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# After the theme says something new: the catalogues of its words, with what is to be translated. A new language is begun by
# an empty file.
words: $(VENV)/dev.done
	$(BIN)/pybabel -q extract --mapping pyproject.toml --no-location --omit-header --sort-output --output $(VENV)/words.pot generator layouts
	for each in layouts/languages/*.po; do $(BIN)/pybabel -q update --no-wrap --omit-header --no-fuzzy-matching --ignore-obsolete \
		--input-file $(VENV)/words.pot --output-file $$each --locale $$(basename $$each .po | tr - _); done

# What the golden sites are to look like, after a change that is meant.
golden: $(VENV)/dev.done
	BROADSHEET_GOLDEN=write $(BIN)/pytest -q tests/test_golden.py tests/test_mistakes.py

bench: $(VENV)/bench.done
	$(BIN)/python benchmarks/related.py
	$(BIN)/python benchmarks/speed.py --sizes 100,1000,10000

# A hundred thousand stories beside ten thousand, ours alone; stories are written in a minute, and want 2 GB of disk.
bench-large: $(VENV)/bench.done
	$(BIN)/python benchmarks/speed.py --sizes 10000,100000 --peers '' --scenario cold,body --runs 1

# Real posts: make bench-real POSTS='folder another'
bench-real: $(VENV)/bench.done
	$(BIN)/python benchmarks/speed.py --real $(POSTS) --scenario cold

# From saving a file until a browser shows it, beside Hugo's server.
bench-preview: $(VENV)/dev.done chromium
	$(BIN)/python benchmarks/preview.py

# What Lighthouse says of the sample site, on a slow phone.
lighthouse: $(VENV)/dev.done chromium
	test -x node_modules/.bin/lighthouse || npm install --silent --no-save --no-package-lock --no-fund --no-audit lighthouse@12
	$(BIN)/python benchmarks/lighthouse.py

# The longer run of the test that kills builds at random moments.
kill: $(VENV)/dev.done
	BROADSHEET_KILLS=300 $(BIN)/pytest -q tests/test_kill.py tests/test_kill_calls.py tests/test_outliving.py

# The longer run of the fuzzer, some minutes a target.
fuzz: $(VENV)/dev.done
	BROADSHEET_FUZZ=100000 $(BIN)/pytest -q tests/test_fuzz.py

# The longer run of the test that saves again and again while a browser looks on.
saves: $(VENV)/dev.done chromium
	BROADSHEET_SAVES=500 $(BIN)/pytest -q tests/browser/test_preview.py -k row_23

# A virtual environment with the program in it, editable.
$(VENV)/site.done: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[search]'
	touch $@

# The same with what tests and checks need.
$(VENV)/dev.done: pyproject.toml $(VENV)/site.done
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# The Pythons that this machine has besides, each in an environment of its own: tests/test_same_bytes.py builds with all.
pythons: $(VENV)/3.11.done $(VENV)/3.12.done $(VENV)/3.13.done

$(VENV)/3.%.done: pyproject.toml
	@mkdir -p $(VENV)
	@python=$$(ls -d $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.$*.*/bin/python 2>/dev/null | tail -1); \
	python3.$* -c pass 2>/dev/null && python=python3.$*; \
	test -z "$$python" || { $$python -m venv $(VENV)/3.$* && \
		$(VENV)/3.$*/bin/pip install --quiet --disable-pip-version-check --editable .; } || rm -rf $(VENV)/3.$*
	@touch $@

# The same with what the benchmarks compare with.
$(VENV)/bench.done: pyproject.toml $(VENV)/site.done
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

# The browser tests open pages in Chromium. BROADSHEET_CHROMIUM names another one.
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
chromium:
	@test -n "$$BROADSHEET_CHROMIUM" || command -v chromium chromium-browser google-chrome >/dev/null || \
		{ $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium; }

# The Nu HTML checker is a Java program.
java:
	@command -v java >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq default-jre-headless; }

$(VENV)/npm.done: package.json $(VENV)/site.done
	@command -v npm >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq npm; }
	npm install --silent --no-package-lock --no-fund --no-audit
	touch $@

clean:
	rm -rf $(VENV) node_modules .broadsheet output dist
