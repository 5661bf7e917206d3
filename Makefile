# `make help` lists what there is. Everything here works on a machine with nothing but Python 3.11 and make.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

export PYTHON
FIND_PYTHON = python=$$(scripts/find-python) || exit 1; "$$python"
WORKBENCH = .venv/bin/python -m workbench

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: out/sample.db ## set up, fill out/sample.db with the sample and open the window on it (tables and pictures without a screen)
	@scripts/show-month

out/sample.db: | set-up-run
	@mkdir -p out
	$(WORKBENCH) sample --db $@

.PHONY: test
test: set-up-test ## set up, then run every check and test (under 5 minutes)
	@.venv/bin/python scripts/check.py $(PYTEST_ARGUMENTS)

.PHONY: fuzz
fuzz: set-up-test ## run the property tests with twenty times as many examples
	@.venv/bin/python -m pytest --numprocesses=auto --hypothesis-profile=fuzz -m hypothesis $(PYTEST_ARGUMENTS)

.PHONY: bench
bench: set-up-test ## compare our speed with the bare libraries', in one table
	@.venv/bin/python -m tests.bench $(BENCH_ARGUMENTS)

.PHONY: words
words: set-up-test ## compile the sentences after a change in resources/locale
	@.venv/bin/python scripts/compile_words.py

.PHONY: clean
clean: ## delete out/ and what the tools keep between runs
	rm -rf out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: set-up-run set-up-test
set-up-run set-up-test: set-up-%:
	@$(FIND_PYTHON) scripts/setup.py $*
