# Settings that hold for all goals.

# Set to 1, student code is compiled and run in a sandbox. It is never taken for off where it was meant to be on.
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
# The mock server is on this machine: no request to it goes through a proxy. ("*" already says that for all hosts.)
ifeq ($(filter *,$(no_proxy))$(findstring 127.0.0.1,$(no_proxy)),)
export no_proxy := 127.0.0.1,localhost$(patsubst %,$(COMMA)%,$(or $(no_proxy),$(NO_PROXY)))
endif

# A student's own handout has a seed, of which all is drawn.
SEED    ?= $(file <SEED)
WORKERS ?= 10
CYCLES  ?= 1
PROFILE ?= standard

# All cores, and each recipe's output in one piece.
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
# Looked up when they are used, and so after setup has run.
CHECK_LIBRARIES   = $(shell pkg-config --libs check 2>/dev/null || echo -lcheck)
# The linker would look through the forty libraries that libcurl needs: nearly half of its time.
LAB_LIBRARIES    := -Wl,--allow-shlib-undefined -Wl,--wrap=curl_multi_init -lcurl -ljpeg -lpthread -Wl,--as-needed -lm -latomic
# The server is started for every run of a test. libgd's archive holds what it needs; the shared one loads codecs of
# pictures and films, fifty libraries, which takes longer than all else.
GD_ARCHIVE        = $(shell $(CC) -print-file-name=libgd.a)
SERVER_LIBRARIES  = -lmicrohttpd $(if $(filter /%,$(GD_ARCHIVE)),$(GD_ARCHIVE) -ljpeg,-lgd) -lnettle -lcjson -lm

# Commands are shown with V=1.
QUIET := $(if $(V),,@)

# make says of every command that fails "make: *** [Makefile:200: test] Error 1", which tells a student nothing. Asked a
# question (-q) it does not, where the command is run all the same (+) and ends with 1.
ifneq ($(filter test grade hint watch debug explain explore reset trace handout platform update check-systems new-lab,$(MAKECMDGOALS)),)
ifeq ($(words $(MAKECMDGOALS)),1)
MAKEFLAGS += -q
endif
endif
