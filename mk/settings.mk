# Settings for all goals.

# If it is 1, student code is compiled and run in a sandbox. An unclear value never switches the sandbox off.
export SANDBOX
ifneq ($(SANDBOX),)
ifneq ($(SANDBOX),0)
ifneq ($(SANDBOX),1)
$(error SANDBOX is 1 or 0, not "$(SANDBOX)")
endif
NOT_SANDBOXED := $(filter run trace explore debug report,$(MAKECMDGOALS))
ifneq ($(NOT_SANDBOXED),)
$(error make $(firstword $(NOT_SANDBOXED)) runs the code of labs/ without a sandbox: leave SANDBOX=1 out, if you trust it)
endif
endif
endif

COMMA := ,
# The mock server is on this machine: no request to it goes through a proxy. ("*" already covers all hosts.)
ifeq ($(filter *,$(no_proxy))$(findstring 127.0.0.1,$(no_proxy)),)
export no_proxy := 127.0.0.1,localhost$(patsubst %,$(COMMA)%,$(or $(no_proxy),$(NO_PROXY)))
endif

# A student's separate handout has a seed, from which everything is drawn.
SEED    ?= $(file <SEED)
WORKERS ?= 10
CYCLES  ?= 1
PROFILE ?= standard

# Use all cores, and keep each recipe's output together.
MAKEFLAGS += --no-builtin-rules --no-print-directory
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
ifneq ($(filter setup setup-peers,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := help

CC       := gcc
WARNINGS := -Wall -Wextra -Wpedantic
CFLAGS   := -std=gnu11 -D_GNU_SOURCE -g -O2 -Ilabs
STRICT   := -Werror
# Found when they are used, so that setup may install them first.
CHECK_LIBRARIES   = $(shell pkg-config --libs check 2>/dev/null || echo -lcheck)
# Otherwise the linker would search the forty libraries that libcurl needs, for nearly half of its time.
LAB_LIBRARIES    := -Wl,--allow-shlib-undefined -Wl,--wrap=curl_multi_init -lcurl -ljpeg -lpthread -Wl,--as-needed -lm -latomic
# The server starts for every run of a test. libgd's archive has everything it needs; the shared one loads fifty libraries
# of codecs, which takes longer than the rest.
GD_ARCHIVE        = $(shell $(CC) -print-file-name=libgd.a)
SERVER_LIBRARIES  = -lmicrohttpd $(if $(filter /%,$(GD_ARCHIVE)),$(GD_ARCHIVE) -ljpeg,-lgd) -lnettle -lcjson -lm

# V=1 shows the commands.
QUIET := $(if $(V),,@)

# After a failure make prints "make: *** [Makefile:200: test] Error 1", which is useless to a student. With -q it does not,
# while a recipe line with + still runs and ends with 1.
ifneq ($(filter test grade hint watch debug explain explore reset trace handout platform update check-systems new-lab,$(MAKECMDGOALS)),)
ifeq ($(words $(MAKECMDGOALS)),1)
MAKEFLAGS += -q
endif
endif
