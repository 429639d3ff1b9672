# flowrun: `make demo` and `make test` are all that a newcomer needs.

LIBRARIES := libyaml-dev libcurl4-openssl-dev libssl-dev libsimdjson-dev libre2-dev libsqlite3-dev libexpat1-dev libutf8proc-dev \
             libhowardhinnant-date-dev tzdata pkg-config
RELEASE   := swift build -c release --static-swift-stdlib
FLOWRUN   := .build/release/flowrun
SEED      ?= 1
CASES     ?= ../shared/conformance/cel

.PHONY: build deps demo test lint format generate bench conformance

build: deps
	$(RELEASE) --product flowrun
	@strip --strip-unneeded -o $(FLOWRUN).stripped $(FLOWRUN) && mv $(FLOWRUN).stripped $(FLOWRUN)

# Installs the C libraries that are missing, and nothing else.
deps:
	@missing=$$(for package in $(LIBRARIES); do \
	  dpkg-query -W -f='$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || printf '%s ' $$package; done); \
	if [ -n "$$missing" ]; then \
	  command -v apt-get >/dev/null || { echo "Install these libraries with their headers: $$missing" >&2; exit 2; }; \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq $$missing; \
	fi
	@command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/" >&2; exit 2; }

demo: build
	@$(RELEASE) --product flowrun-demo
	@.build/release/flowrun-demo --flowrun $(FLOWRUN) --seed $(SEED)

# A run takes three minutes. One that has not ended after fifteen has stalled and says nothing: it is ended and tried once more.
test: deps
	swift build --build-tests
	timeout 900 swift test --skip-build --parallel || { [ $$? = 124 ] && echo "The tests stalled; once more." && swift test --skip-build --parallel; }
	THOUSAND_CONNECTIONS=1 swift test --skip-build --filter aThousandConnections

lint:
	@Tests/Support/lint.sh

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

# The files of grammar/ that come from the constructs' declarations.
generate:
	swift run GrammarMain grammar

bench: build
	BENCHMARKS=1 $(RELEASE)
	Benchmarks/run

# Outside cases of the Common Expression Language, where there are any.
conformance:
	@if [ ! -d "$(CASES)" ]; then echo "No folder $(CASES): say CASES=FOLDER."; exit 0; fi; \
	swift build --product cel-conformance && Tests/CEL/conformance.py .build/debug/cel-conformance "$(CASES)"
