# `make help` lists what there is. Everything here works on a machine with nothing but Python 3.11 and make.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

export PYTHON
FIND_PYTHON = python=$$(scripts/find-python) || exit 1; "$$python"
WORKBENCH = .venv/bin/python -m workbench

# What `make run` shows, one command a line. The database is one of its own under out/, never the user's.
define SHOW_THE_MONTH
@for metric in spam.rate virus.rate phishing.rate web.new_sites_per_day; do \
	$(WORKBENCH) show $$metric --period 2010-02 --db out/sample.db || exit 1; \
done
@for metric in spam.rate virus.rate phishing.rate; do \
	for dimension in geography vertical company_size; do \
		$(WORKBENCH) show $$metric --by $$dimension --period 2010-02 --db out/sample.db || exit 1; \
	done; \
done
@$(WORKBENCH) export out/february-2010.csv --period 2010-02 --db out/sample.db
endef

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: out/sample.db ## set up, fill out/sample.db with the sample and show its month
	$(SHOW_THE_MONTH)

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

.PHONY: clean
clean: ## delete out/ and what the tools keep between runs
	rm -rf out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: set-up-run set-up-test
set-up-run set-up-test: set-up-%:
	@$(FIND_PYTHON) scripts/setup.py $*
