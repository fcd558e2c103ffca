# sanji: build, test, install.  `make help` lists what there is to make.
#
# SAN=1 builds everything under AddressSanitizer and UBSan, apart from the
# plain build: build/ and build-san/ never mix.

VERSION := $(shell sed -n 's/^\#define SANJI_VERSION "\(.*\)"/\1/p' \
	node/version.h)
PREFIX ?= /usr/local
DESTDIR ?=

# V=1 shows every command.
ifndef V
.SILENT:
endif

B := build$(if $(SAN),-san)$(if $(FUZZ),-fuzz)
PACKAGES := sqlite3 libsodium libgit2 libevent_core libevent_extra libevent_openssl openssl libzstd jansson \
	libqrencode xlsxwriter
# Of sanji-pdf alone: every other process would carry them for nothing.
PDF_PACKAGES := pangocairo

CC ?= gcc
ifdef FUZZ
CC := clang
endif
# Declarations leave out what is zero; C says so, and so do the tables.
WARN := -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wvla -Wformat=2 \
	-Wundef -Wwrite-strings -Wcast-qual -Werror
ifdef SAN
OPTIM := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
LDFLAGS += -fsanitize=address,undefined
else ifdef FUZZ
# Every object is instrumented; libFuzzer's main comes with the target only.
OPTIM := -O1 -fsanitize=address,undefined,fuzzer-no-link \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS += -fsanitize=address,undefined
WARN += -Wno-format-nonliteral # clang sees no FORMAT_ARG through va_list
else
OPTIM := -O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
LDFLAGS += -pie -Wl,-z,relro,-z,now
endif
# Asked once; what is missing is said by $(B)/.packages, before anything is built.
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) $(PDF_PACKAGES) 2>/dev/null)
PACKAGE_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
PDF_LIBS := $(shell pkg-config --libs $(PDF_PACKAGES) jansson libqrencode 2>/dev/null)
CFLAGS += -std=c11 -D_GNU_SOURCE -g $(OPTIM) $(WARN) -I. -I$(B) -pthread \
	$(filter-out -I/usr/include,$(PACKAGE_CFLAGS))
LDLIBS += $(PACKAGE_LIBS) -pthread

PARTS := schema crypto sync node
SOURCES := $(sort $(shell find $(PARTS) -name '*.c' ! -name main.c \
	! -path 'node/pdf/*'))
PDF := $(patsubst %.c,$(B)/%.o,$(filter-out %/main.c,$(wildcard node/pdf/*.c)))
OBJECTS := $(SOURCES:%.c=$(B)/%.o) $(B)/words_table.o $(B)/sql_table.o \
	$(B)/asset_table.o
FIXTURE := $(patsubst %.c,$(B)/%.o,$(wildcard tests/fixture/*.c))
TESTS := $(patsubst %.c,$(B)/%,$(sort $(shell \
	find tests/unit tests/scenario tests/property tests/interop \
	-name 'test_*.c' 2>/dev/null)))

FUZZERS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

MAKEFLAGS += --no-print-directory

.PHONY: all help docs deps test check check-worlds lint fuzz fuzzers print-cflags demo bench install clean
.SECONDARY:

all: $(B)/sanji $(B)/sanji-pdf

help:
	@echo 'make            build $(B)/sanji and $(B)/sanji-pdf'
	@echo 'make demo       install what is missing, build, run a day in the county'
	@echo 'make test       install what is missing, build, run every test'
	@echo 'make check      run the tests only (SAN=1: under ASan and UBSan)'
	@echo 'make lint       include rules, words, clang-tidy, cppcheck'
	@echo 'make check-worlds  every history of a small world, DEPTH=5 steps'
	@echo 'make fuzz       every decoder under libFuzzer, SECONDS=60 each'
	@echo 'make bench      durable actions, catch-up, idle sync, memory (PART=…: one;'
	@echo '                PART=lists: lists among a million cases, 6.5 GB)'
	@echo 'make docs       write docs/RECORDS.md from the declarations'
	@echo 'make install    into $$DESTDIR$$PREFIX (PREFIX=$(PREFIX))'

# --- what is made from text -----------------------------------------------

$(B)/words_table.c: schema/base/words.zh.txt deploy/build/words.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f deploy/build/words.awk schema/base/words.zh.txt >$@.new
	mv $@.new $@

$(B)/sql_table.c: $(sort $(wildcard schema/sql/*.sql)) deploy/build/sql.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f deploy/build/sql.awk $(sort $(wildcard \
	    schema/sql/*.sql)) >$@.new
	mv $@.new $@

# What a browser is sent: one script, one style sheet, and the page.
CONSOLE := $(shell find node/console -type f)
CONSOLE_BUILT := $(B)/console/index.html $(B)/console/main.js \
	$(B)/console/main.css

# Exactly what package-lock.json names; nothing of it is run.
node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# Characters that people look for under several letters.
$(B)/polyphones.txt: deploy/build/polyphones.mjs \
    node_modules/.package-lock.json
	@mkdir -p $(@D)
	node deploy/build/polyphones.mjs >$@.new
	mv $@.new $@

# Browsers of Windows 7 read no newer language.
$(B)/console/main.js $(B)/console/main.css &: $(CONSOLE) \
    $(B)/polyphones.txt node_modules/.package-lock.json
	node_modules/.bin/esbuild node/console/main.js --bundle --minify \
	    --target=es2019 --charset=utf8 --loader:.txt=text \
	    --alias:polyphones=./$(B)/polyphones.txt \
	    --outdir=$(B)/console --log-level=warning
	touch $(B)/console/main.js $(B)/console/main.css

$(B)/console/index.html: node/console/index.html
	@mkdir -p $(@D)
	cp $< $@

$(B)/asset_table.c: $(CONSOLE_BUILT) deploy/build/assets
	deploy/build/assets $@ $(CONSOLE_BUILT)

# --- objects and programs -------------------------------------------------

$(B)/.packages: Makefile
	@mkdir -p $(@D)
	pkg-config --exists --print-errors --short-errors $(PACKAGES) \
	    $(PDF_PACKAGES) || { \
		echo 'Something is missing here: run deploy/install-dependencies.sh,' \
		    'then make again.' >&2; exit 1; }
	touch $@

$(B)/%.o: %.c Makefile | $(B)/.packages
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# A migration is one string, however long.
$(B)/%.o: $(B)/%.c Makefile | $(B)/.packages
	$(CC) $(CFLAGS) -Wno-overlength-strings -MMD -MP -c -o $@ $<

$(B)/libsanji.a: $(OBJECTS)
	rm -f $@
	$(AR) rcs $@ $(OBJECTS)

$(B)/sanji: $(B)/node/main.o $(B)/libsanji.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Citizens' names meet font and shaping libraries here, and no key.
$(B)/sanji-pdf: $(B)/node/pdf/main.o $(PDF) $(B)/libsanji.a
	$(CC) $(LDFLAGS) -o $@ $^ $(PDF_LIBS) -pthread

$(B)/tests/interop/test_notice_stock: $(PDF)

$(B)/libfixture.a: $(FIXTURE)
	rm -f $@
	$(AR) rcs $@ $(FIXTURE)

$(B)/tests/%: $(B)/tests/%.o $(B)/libfixture.a $(B)/libsanji.a
	$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(B)/libfixture.a \
	    $(B)/libsanji.a $(LDLIBS) $(if $(filter $(PDF),$^),$(PDF_LIBS)) \
	    -lcmocka

# Under libFuzzer, or with a main that plays the kept corpus.
$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(if $(FUZZ),,$(B)/tests/fuzz/replay.o) \
    $(B)/libfixture.a $(B)/libsanji.a
	$(CC) $(LDFLAGS) $(if $(FUZZ),-fsanitize=fuzzer) -o $@ $^ \
	    $(LDLIBS) -lcmocka

BENCH := $(patsubst %.c,$(B)/%.o,$(wildcard tests/bench/*.c))

$(B)/tests/bench/bench: $(BENCH) $(B)/libfixture.a $(B)/libsanji.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# --- what people ask for --------------------------------------------------

deps:
	@deploy/install-dependencies.sh

test: deps
	$(MAKE) lint
	$(MAKE) check
	$(MAKE) check SAN=1

check: $(B)/sanji $(B)/sanji-pdf $(TESTS) $(FUZZERS)
	@B=$(B) tests/run $(TESTS) $(FUZZERS) $(sort $(wildcard \
	    tests/process/*.sh)) $(sort $(wildcard tests/browser/*.sh))

DEPTH ?= 5

check-worlds: $(B)/tests/property/test_worlds
	$(B)/tests/property/test_worlds $(DEPTH)

SECONDS ?= 60

fuzzers: $(FUZZERS)

fuzz:
	$(MAKE) FUZZ=1 fuzzers
	tests/fuzz/run $(SECONDS)

lint: $(B)/words_table.c
	tests/lint/includes
	tests/lint/words
	tests/lint/threats
	tests/lint/situations
	tests/lint/pages
	tests/lint/size
	tests/lint/format
	tests/lint/tidy

# For tests/lint/tidy.
print-cflags:
	@echo $(CFLAGS)

demo:
	@deploy/install-dependencies.sh --run
	@$(MAKE) -s all
	@deploy/demo/day.sh

# The references of record types and of the API, from the declarations.
docs: $(B)/sanji
	LC_ALL=C $(B)/sanji reference >docs/RECORDS.md
	LC_ALL=zh_CN.UTF-8 $(B)/sanji reference >docs/RECORDS.zh-CN.md
	LC_ALL=C $(B)/sanji reference openapi >docs/openapi.json

bench: $(B)/tests/bench/bench $(B)/sanji
	$(B)/tests/bench/bench $(PART)

install: $(B)/sanji $(B)/sanji-pdf
	install -D -m 755 $(B)/sanji $(DESTDIR)$(PREFIX)/bin/sanji
	install -D -m 755 $(B)/sanji-pdf \
	    $(DESTDIR)$(PREFIX)/libexec/sanji-pdf
	install -D -m 644 docs/man/sanji.1 \
	    $(DESTDIR)$(PREFIX)/share/man/man1/sanji.1
	install -D -m 644 docs/man/sanji.conf.5 \
	    $(DESTDIR)$(PREFIX)/share/man/man5/sanji.conf.5

clean:
	rm -rf build build-san build-fuzz
