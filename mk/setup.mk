# Setup: packages, editors.

# The packages to install, by group: the one list of packages (Debian's names).
PACKAGES_build  := gcc libc6-dev pkg-config libcurl4-openssl-dev check libmicrohttpd-dev libgd-dev libjpeg-dev \
                   libcjson-dev nettle-dev
PACKAGES_report := gnuplot-nox pandoc texlive-luatex texlive-latex-recommended lmodern \
                   fonts-paratype fonts-dejavu-core
PACKAGES_sandbox := bubblewrap
PACKAGES_peers  := curl aria2 wget2 findutils python3-requests python3-aiohttp
PACKAGES_watch   := entr
PACKAGES_debug   := gdb
PACKAGES_bank    := git patch procps
PACKAGES_grade   := $(PACKAGES_sandbox) parallel rsync openssh-client libarchive-dev similarity-tester
PACKAGES_systems := debootstrap util-linux
PACKAGES_lint   := shellcheck clang-format codespell
PACKAGES_check  := $(PACKAGES_report) $(PACKAGES_sandbox) $(PACKAGES_watch) $(PACKAGES_debug) $(PACKAGES_bank) \
                   $(PACKAGES_lint) chromium chromium-driver curl poppler-utils stress-ng util-linux
PACKAGES_check  += $(PACKAGES_grade) zip openssh-server libxml2-utils

# What the goals named after setup need; without a goal, what a student needs.
NEEDED = $(sort $(PACKAGES_build) $(if $(filter report,$(MAKECMDGOALS)),$(PACKAGES_report)) \
                $(if $(filter watch,$(MAKECMDGOALS)),$(PACKAGES_watch)) \
                $(if $(filter debug,$(MAKECMDGOALS)),$(PACKAGES_debug)) \
                $(if $(filter mutants variants handout,$(MAKECMDGOALS)),$(PACKAGES_bank)) \
                $(if $(filter check-systems,$(MAKECMDGOALS)),$(PACKAGES_systems)) \
                $(if $(filter grade,$(MAKECMDGOALS)),$(PACKAGES_grade)) \
                $(if $(filter 1,$(SANDBOX)),$(PACKAGES_sandbox)) $(if $(filter check check-fast,$(MAKECMDGOALS)),$(PACKAGES_check)))

.PHONY: setup setup-peers
setup: editors
	@tests/loop/install.sh '$(or $(filter-out setup setup-peers,$(MAKECMDGOALS)),test)' $(NEEDED)
# The programs that the report compares with the strategies.
setup-peers:
	@tests/loop/install.sh '$(or $(filter-out setup setup-peers,$(MAKECMDGOALS)),report)' $(PACKAGES_peers)

# For systems that setup does not support.
.PHONY: packages
packages:
	@echo 'to build and test:  $(PACKAGES_build)'
	@echo 'for the report:     $(PACKAGES_report)'
	@echo 'for SANDBOX=1:      $(PACKAGES_sandbox)'
	@echo 'for make watch:     $(PACKAGES_watch)'
	@echo 'for make debug:     $(PACKAGES_debug)'
	@echo 'for make grade:     $(PACKAGES_grade)'
	@echo 'for make check:     $(PACKAGES_check)'
	@echo 'for check-systems:  $(PACKAGES_systems)'
	@echo 'to compare with:    $(PACKAGES_peers)'

# How each file is compiled, for clangd and others. It is there from the setup on; a test brings it up to date, and does not
# depend on it.
COMPILE_COMMANDS := tests/loop/compile_commands.sh '$(CC) $(CFLAGS) $(WARNINGS)' $(wildcard $(foreach lab,$(LABS),\
                      labs/$(lab)/$(lab).c) $(KIT_SOURCES) labs/kit/cache/*.c \
                      solutions/*/*.c mock_server/*.c tests/*.c tests/compile/*.c tests/harness/*/*.c tests/loop/*.c report/*.c report/*/*.c \
                      report/*/*/*.c)
.PHONY: compile_commands.json editors
compile_commands.json:
	@$(COMPILE_COMMANDS)
editors:
	@$(COMPILE_COMMANDS) 2>/dev/null || true
ifdef LAB
build-lab: editors
endif
