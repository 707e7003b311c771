# ReformLab: everything a developer runs. `make check` is all that continuous integration runs.
#
# Two build folders: .build holds the product, .build-tests the tests. Tests are built in release
# mode with testing enabled, the product without; in one folder each would rebuild the other's
# modules (measured: every switch recompiles all, with two folders it takes 0.3 s).

SHELL = /bin/sh
SWIFT = swift
# The Swift library stands in the program itself where the toolchain has it in that form: two megabytes less of
# memory, and the program runs where Swift is not installed.
STATIC := $(shell library=$$($(SWIFT) -print-target-info 2>/dev/null | \
	sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1_static/p'); \
	test -n "$$library" && test -d "$$library" && echo --static-swift-stdlib)
PRODUCT = $(SWIFT) build -c release $(STATIC) --product
TESTS = -c release -Xswiftc -enable-testing --scratch-path .build-tests
SOURCES = Sources Tests Package.swift

.PHONY: help setup build build-benchmark web serve test check demo bench prove format docs screenshots clean
.PHONY: check-sources check-format check-wasm check-docs check-scenarios check-exercises check-bench check-web
.PHONY: notebooks check-notebooks
.NOTPARALLEL:

help:
	@echo 'make setup    check Swift, install missing libraries (core tier)'
	@echo 'make build    build the reformlab command (release)'
	@echo 'make web      what the lab in the browser has besides: charts, sliders, documents (web tier)'
	@echo 'make serve    build both and start the lab in the browser'
	@echo 'make test     run all tests but the long studies and those in a browser'
	@echo 'make check    everything continuous integration runs: tests, format, sources, wasm, docs,'
	@echo '              scenarios, exercises, benchmark gate, the lab in a browser, the modules of the notebooks'
	@echo 'make notebooks  build, and run all notebooks headless in an environment of their own'
	@echo 'make demo     build and compare four designs'
	@echo 'make prove    the long studies'
	@echo 'make bench    time the engine against C limits and other simulators'
	@echo 'make format   format the Swift sources in place'
	@echo 'make docs     run the console blocks of the docs, the catalogue and the published figures, and rewrite them'
	@echo 'make screenshots  take the pictures of the docs from a running lab'
	@echo 'make clean    remove the build folders'

setup:
	@sh Scripts/setup.sh

# Charts need a package from the Python index. Where it cannot be had, the lab shows tables: no failure.
build: setup
	$(PRODUCT) reformlab
	@sh Scripts/web.sh || true

# What times the engine (Scripts/bench.py).
build-benchmark: setup
	$(PRODUCT) benchmark

WASM_SOURCES := $(shell find Sources/Kernel Sources/Inference Sources/WasmEntry -name '*.swift')

.build/reformlab.wasm: $(WASM_SOURCES) Scripts/wasm.sh
	@sh Scripts/setup.sh wasm
	@sh Scripts/wasm.sh

web: .build/reformlab.wasm
	@sh Scripts/setup.sh web
	@sh Scripts/web.sh

serve: build web
	.build/release/reformlab serve

# At most 12 minutes on two cores, the build included.
test: setup
	$(SWIFT) test $(TESTS)

# Quick checks first. Warnings are errors in every build (Package.swift).
check: check-sources check-format check-wasm check-docs check-scenarios check-exercises check-bench check-web check-notebooks test

check-sources:
	@sh Scripts/check-sources.sh

check-format: setup
	$(SWIFT) format lint --strict -r $(SOURCES)

# Before the tests: these run the module against the native kernel.
check-wasm:
	@sh Scripts/setup.sh wasm
	@sh Scripts/wasm.sh

check-docs: build
	@sh Scripts/setup.sh docs
	@python3 Scripts/check-results.py
	@python3 Scripts/check-api.py
	@python3 Scripts/run-docs.py
	@python3 Scripts/reforms.py
	@python3 Scripts/published.py
	@python3 Scripts/exercise-references.py

check-scenarios: build
	@sh Scripts/check-scenarios.sh

# Ten students' numbers each; `make prove` takes two hundred.
check-exercises: build
	.build/release/reformlab exercise dev check --variants 10 --quiet

# Counts, and ratios to the C limit with slack; never a time.
check-bench: build
	@python3 Scripts/bench.py --gate

# Skipped, with a word, where no Chromium is. `make check-web ONLY=doors` runs the tests of that name.
check-web: build web
	@sh Scripts/setup.sh browser
	@.build/web/venv/bin/python -m pytest Tests/Browser $(if $(ONLY),-k '$(ONLY)')
	@.build/web/venv/bin/python Scripts/check-reports.py .build/release/reformlab Scenarios/one-licence.yaml

# `make notebooks ONLY=03` runs those whose names begin so.
notebooks: build
	@sh Scripts/notebooks.sh run $(ONLY)

# The modules beside the notebooks, the bytes of a study on Dask, the template for Slurm.
check-notebooks: build
	@sh Scripts/notebooks.sh test

demo: build
	.build/release/reformlab compare Scenarios/e-town-commitment.yaml

prove: build
	REFORMLAB_PROVE=1 $(SWIFT) test $(TESTS) --filter Prove
	.build/release/reformlab exercise dev check --variants 200

bench: build
	@python3 Scripts/bench.py

format: setup
	$(SWIFT) format --in-place -r $(SOURCES)

docs: build
	python3 Scripts/run-docs.py --update
	python3 Scripts/reforms.py --update
	python3 Scripts/published.py --update
	python3 Scripts/exercise-references.py --update

screenshots: build web
	@sh Scripts/setup.sh browser
	@.build/web/venv/bin/python Tests/Browser/screenshots.py

clean:
	rm -rf .build .build-*
