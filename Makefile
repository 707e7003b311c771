# ReformLab: everything a developer runs. `make check` is all that continuous integration runs.
#
# Two build folders: .build holds the product, .build-tests the tests. Tests are built in release
# mode with testing enabled, the product without; in one folder each would rebuild the other's
# modules (measured: every switch recompiles all, with two folders it takes 0.3 s).

SHELL = /bin/sh
SWIFT = swift
TESTS = -c release -Xswiftc -enable-testing --scratch-path .build-tests
SOURCES = Sources Tests Package.swift

.PHONY: help setup build test check demo bench prove format docs clean
.PHONY: check-sources check-format check-wasm check-docs check-scenarios check-bench
.NOTPARALLEL:

help:
	@echo 'make setup    check Swift, install missing libraries (core tier)'
	@echo 'make build    build the reformlab command (release)'
	@echo 'make test     run all tests but the long studies'
	@echo 'make check    everything continuous integration runs: tests, format, sources, wasm, docs,'
	@echo '              scenarios, benchmark gate'
	@echo 'make demo     build and compare four designs'
	@echo 'make prove    the long studies'
	@echo 'make bench    time the engine against C limits and other simulators'
	@echo 'make format   format the Swift sources in place'
	@echo 'make docs     run the console blocks of the docs, the catalogue and the published figures, and rewrite them'
	@echo 'make clean    remove the build folders'

setup:
	@sh Scripts/setup.sh

build: setup
	$(SWIFT) build -c release --product reformlab

# At most 12 minutes on two cores, the build included.
test: setup
	$(SWIFT) test $(TESTS)

# Quick checks first. Warnings are errors in every build (Package.swift).
check: check-sources check-format check-wasm check-docs check-scenarios check-bench test

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

check-scenarios: build
	@sh Scripts/check-scenarios.sh

# Counts, and ratios to the C limit with slack; never a time.
check-bench: build
	@python3 Scripts/bench.py --gate

demo: build
	.build/release/reformlab compare Scenarios/e-town-commitment.yaml

prove: setup
	REFORMLAB_PROVE=1 $(SWIFT) test $(TESTS) --filter Prove

bench: build
	@python3 Scripts/bench.py

format: setup
	$(SWIFT) format --in-place -r $(SOURCES)

docs: build
	python3 Scripts/run-docs.py --update
	python3 Scripts/reforms.py --update
	python3 Scripts/published.py --update

clean:
	rm -rf .build .build-*
