# Fetchlab: every command. `make` alone explains them.

LABS          := sequential threads processes async hybrid cache
MEASURED_LABS := sequential threads processes async hybrid

# What has to be installed, by group: the one list of packages (Debian's names).
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
PACKAGES_check  += $(PACKAGES_grade) zip openssh-server

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

.PHONY: help
help:
	@echo 'Fetchlab: fill in labs/<lab>/<lab>.c until its tests are green.  Labs: $(LABS)'
	@echo
	@echo '  make setup               install what is missing; name the goal with it: make setup report'
	@echo '  make test LAB=threads    build, grade and score a lab; without LAB: all'
	@echo '                           [T=test, or how it begins] [SEED=n] [FORMAT=text|tap|junit|json|autolab] [SANDBOX=1]'
	@echo '  make hint LAB=threads    a hint for the first test that fails; again: the next  [T=test] [N=n]'
	@echo '  make watch LAB=threads   test again at every save, until Ctrl-C'
	@echo '  make debug LAB=threads   gdb on the lab, in the scenario of a red test  [T=test] [SCENARIO=n]'
	@echo '  make trace LAB=threads   a waterfall of its requests, as the server saw them  [WORKERS=n] [LATENCY=ms]'
	@echo '                           with T=every_schedule: the order of the threads that goes wrong, as a picture'
	@echo '  make explore LAB=threads run its threads in every order  [PREEMPTIONS=n] [IMAGES=n] [WORKERS=n] [LIMIT=n]'
	@echo '  make reset LAB=threads   the skeleton again; what was there is kept beside it  [YES=1]'
	@echo '  make status              how far all labs are, and what next'
	@echo '  make run LAB=threads     run it  [WORKERS=n] [CYCLES=n] [IMAGES=file of URLs, or address]'
	@echo '  make serve               the mock server, to look at in a browser  [PORT=n]'
	@echo '  make report              measure every strategy: report.pdf and report.html'
	@echo '                           [PROFILE=quick|standard|original|scale] [SEED=n] [FRESH=1: leave one that was stopped]'
	@echo '  make update FROM=archive bring a newer handout in; what you wrote stays  [FORCE=1: an older one, too]'
	@echo '  make clean               remove what was built'
	@echo
ifneq ($(wildcard solutions),)
	@echo 'For teachers:'
	@echo '  make handout             the archive for students: no solutions, no tests of the kit itself'
	@echo '  make grade SUBMISSIONS=d a class, in the sandbox: a folder, zip or tar for each student; again: it goes on'
	@echo '                           [GRADES=directory] [LAB=threads] [JOBS=n] [HOSTS=file] [SEED=n] [REGRADE=n: n times]'
	@echo '  make setup-peers         install the programs that the report compares with'
	@echo '  make skeletons           write the skeletons of labs that have none'
	@echo '  make new-lab NAME=name   add a lab, as a copy of the lab sequential to begin with'
	@echo '  make check-fast          the fast tests of the kit itself, before each commit'
	@echo '  make lint                check scripts, format, spelling and who calls whom  [WORDS=all]'
	@echo '  make check               all tests of the kit itself'
	@echo '  make check-systems       grade the banks on every supported system, in chroots; as root'
	@echo '                           [SYSTEMS=debian13 ...] [CACHE=directory] [MIRROR=url] [UBUNTU_MIRROR=url]'
	@echo
endif
	@echo 'Begin with labs/sequential/README.md, then: make test LAB=sequential'

# --- Labs ------------------------------------------------------------------------------------------------------------

ifdef LAB
ifeq ($(filter $(LAB),$(LABS)),)
NEAREST := $(shell tests/loop/nearest.sh '$(LAB)' $(LABS))
$(error There is no lab "$(LAB)"$(if $(NEAREST),; perhaps you mean $(NEAREST),. LAB is one of: $(LABS)))
endif
endif

KIT_SOURCES := $(wildcard labs/kit/*.c)
KIT_HEADERS := $(wildcard labs/kit/*.h labs/kit/*/*.h)
# The cache lab has a program of its own kind.
KIT_SOURCES_cache := $(wildcard labs/kit/cache/*.c) labs/kit/checkpoint.c labs/kit/multi.c

# A flavour is the same program built to find other faults: plain; with AddressSanitizer, LeakSanitizer (in children,
# too) and UndefinedBehaviorSanitizer; explored and perturbed, which are instrumented as for ThreadSanitizer but linked
# with runtimes of our own: one runs threads in every order, the other pauses where processes share memory.
# Without inlining, or a pointer that was lost lies on in its caller's frame, and LeakSanitizer is content.
# Without a fake stack, which gcc 13 and later use by default: child_lsan_stack.c reads the real one.
# Nor may chance choose where the program lies: where a container does not let us switch that off, the sanitizers' memory may
# be there already. And a function that the C library checks has another name, under which no instrument finds it.
FLAGS_sanitized    := -O1 -fno-pie -no-pie -U_FORTIFY_SOURCE
FLAGS_address      := $(FLAGS_sanitized) -fsanitize=address,undefined --param asan-use-after-return=0 -fno-omit-frame-pointer -fno-inline
SOURCE_perturbed   := -O1 -fsanitize=thread -U_FORTIFY_SOURCE
# What gcc copies inline is not instrumented: there it must call.
SOURCE_explored    := $(SOURCE_perturbed) $(addprefix -fno-builtin-,memcpy memmove memset memcmp)
# LeakSanitizer searches all memory of all libraries for pointers, in each child again, and the shared library of
# UndefinedBehaviorSanitizer has six megabytes; what is needed of the archive has a tenth of that.
UBSAN_ARCHIVE      := $(filter /%,$(shell $(CC) -print-file-name=libubsan.a 2>/dev/null))
# Each folder in tests/instrument holds what is linked into programs of a flavour, and in `wrapped` the names of the
# functions that it stands in for. $(1) flavour, $(2) what it takes from tests/instrument/shared.
instruments         = $(patsubst %.c,build/instrument/$(1)/%.o,$(2:%=shared/%.c) \
                        $(patsubst tests/instrument/%,%,$(wildcard tests/instrument/$(1)/*.c))) \
                      $(addprefix -Wl$(COMMA)--wrap=,$(file <tests/instrument/shared/wrapped) $(file <tests/instrument/$(1)/wrapped))
LINK_plain         := $(call instruments,plain,reports timers crashes)
LINK_address       := $(if $(UBSAN_ARCHIVE),-static-libubsan -Wl$(COMMA)--exclude-libs=libubsan.a) \
                      $(call instruments,address,reports timers)
LINK_perturbed     := $(call instruments,perturbed,reports timers crashes)
SUFFIX_address     := -address
SUFFIX_explored    := -explored
SUFFIX_perturbed   := -perturbed

FLAVOURS            := plain address explored perturbed
FLAVOURS_sequential := plain address
FLAVOURS_threads    := plain address explored
FLAVOURS_processes  := plain address perturbed
FLAVOURS_async      := plain address
FLAVOURS_cache      := plain address explored
FLAVOURS_hybrid     := plain address perturbed
$(foreach lab,$(LABS),$(eval FLAVOURS_$(lab) ?= plain address))

# For make debug each of them again, not optimised: there every variable has a value that can be looked at.
$(foreach flavour,$(FLAVOURS),\
  $(eval FLAGS_debug-$(flavour)  := $(FLAGS_$(flavour)) -O0 -g3)\
  $(eval SOURCE_debug-$(flavour) := $(SOURCE_$(flavour)) -O0)\
  $(eval LINK_debug-$(flavour)   := $(LINK_$(flavour)))\
  $(eval SUFFIX_debug-$(flavour) := -debug$(SUFFIX_$(flavour))))
# A schedule counts the steps of the program in which it was found.
FLAGS_debug-explored  := $(FLAGS_explored)
SOURCE_debug-explored := $(SOURCE_explored)

# Every flavour compiles the same preprocessed text: by no macro can a source tell one from another.
PREPROCESS          = $(CC) $(CFLAGS) -U_FORTIFY_SOURCE

# Looked at each time: whether anything can be built; and whether it was built otherwise, by another compiler for one.
build/flags: FORCE
	@tests/loop/ready.sh $@ '$(CC)' '$(CFLAGS) $(WARNINGS)' \
	  '$(foreach flavour,$(FLAVOURS),$(FLAGS_$(flavour)) $(SOURCE_$(flavour)) $(LINK_$(flavour))) $(FLAGS_debug-plain)'

# A lab's files as they were compiled, by which a change is seen that makes one older: a copy put back, say. Their names
# are data: make never expands them, and only plain files of a bounded size are read.
build/seen/%: FORCE | build/flags
	@mkdir -p $(@D)
	@find labs/$*/ -type f -size -2049 ! -name '*.md' -exec cksum {} + >$@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
.PHONY: FORCE

$(foreach lab,$(LABS),labs/$(lab)/$(lab).c):
	@echo '$@ is not there; its skeleton comes back with: make reset LAB=$(notdir $(@D))' >&2; exit 1

# $(1) flavour: the objects of the kit and of the instruments, compiled once.
define kit_rules
build/kit/$(1)/%.o: labs/kit/%.c $$(KIT_HEADERS) build/flags
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(CFLAGS) $$(FLAGS_$(1)) $$(WARNINGS) $$(STRICT) -c -o $$@ $$<
build/instrument/$(1)/%.o: tests/instrument/%.c $(wildcard tests/instrument/*/*.h) build/flags
	@mkdir -p $$(@D)
	$$(QUIET)$$(CC) $$(CFLAGS) $$(FLAGS_$(1)) $$(WARNINGS) $$(STRICT) -c -o $$@ $$<
endef
$(foreach flavour,$(FLAVOURS),$(eval $(call kit_rules,$(flavour)))$(eval $(call kit_rules,debug-$(flavour))))
# Whether a sanitizer works on a machine, a program of the same flavour finds out before each grade.
build/instrument/probe-%: build/instrument/%/shared/probe.o build/flags
	$(QUIET)$(CC) $(CFLAGS) $(FLAGS_$*) -o $@ $< $(LINK_$*) $(LAB_LIBRARIES)
$(foreach flavour,address,$(eval build/instrument/probe-$(flavour): $(filter %.o,$(LINK_$(flavour)))))
# What owns the schedule, with a model of the lab's kit instead of the kit. Of all its names a lab's file sees only those
# that are put in the place of others.
EXPLORED           := $(patsubst tests/%.c,build/%.o,$(wildcard tests/instrument/explored/*.c))
EXPLORED_MODELS    := $(addprefix build/instrument/explored/,downloads.o calls.o)
EXPLORED_threads   := build/instrument/explored/downloads.o
EXPLORED_cache     := build/instrument/explored/calls.o
EXPLORED_NAMES     := main __tsan_* __wrap_* download_all cache cache_per_arguments fetch_image transfer_* interrupt* tell_counter memory_*
define explored_rules
build/instrument/explored/runtime-$(1).o: $(filter-out $(EXPLORED_MODELS),$(EXPLORED)) $(EXPLORED_$(1)) build/instrument/plain/shared/reports.o
	$$(QUIET)ld -r -o $$@ $$^
	$$(QUIET)objcopy --wildcard $(EXPLORED_NAMES:%=--keep-global-symbol='%') $$@
endef
$(foreach lab,threads cache,$(eval $(call explored_rules,$(lab))))
$(EXPLORED): build/instrument/explored/%.o: tests/instrument/explored/%.c $(wildcard tests/instrument/*/*.h) build/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) -U_FORTIFY_SOURCE $(WARNINGS) $(STRICT) -c -o $@ $<

# $(1) flavour, $(2) lab
kit_objects = $(if $(filter %explored,$(1)),build/instrument/explored/runtime-$(2).o,$(call kit_files,$(1),$(2)))
kit_files   = $(patsubst labs/kit/%.c,build/kit/$(1)/%.o,$(or $(KIT_SOURCES_$(2)),$(KIT_SOURCES)))

# The calls that can fail are calls of ours, for the lab's own code alone: their names there, and ours.
build/instrument/lab_calls: tests/instrument/address/lab_calls.h
	@mkdir -p $(@D)
	@echo 'LAB_CALLS(RENAMED_CALL)' | $(CC) -E -P -DLAB_CALLS_NAMES -include $< - | tr -s ' ' '\n' | paste -d ' ' - - >$@

# What makes programs of labs' files, and the names that such a file may use, and may not define.
COMPILE        := build/tests/compile/compile
COMPILE_ONLY   := $(filter-out tests/compile/compile.c,$(wildcard tests/compile/*.c)) tests/harness/base/sanitize_text.c tests/harness/base/command_line.c tests/harness/base/bubblewrap.c
$(COMPILE): $(patsubst %.c,build/objects/%.o,tests/compile/compile.c $(COMPILE_ONLY))
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^
library_files   = $(wildcard $(foreach name,$(1),$(shell $(CC) -print-file-name=$(name))))
USABLE_LIBRARIES = $(call library_files,libc.so.6 libc_nonshared.a libm.so.6 libatomic.so.1 libgomp.so.1 libgcc.a libcurl.so)
TAKEN_LIBRARIES  = $(call library_files,libc.so.6 libm.so.6 libcurl.so) \
                   $(shell ldd $(call library_files,libcurl.so) | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p')
define names_rules
build/kit/names/$(1).usable build/kit/names/$(1).taken: $$(COMPILE) $$(call kit_objects,plain,$(1))
build/kit/names/$(1).usable:
	@mkdir -p $$(@D)
	@$$(COMPILE) usable $$(USABLE_LIBRARIES) $$(filter %.o,$$^) >$$@
build/kit/names/$(1).taken:
	@mkdir -p $$(@D)
	@$$(COMPILE) taken $$(TAKEN_LIBRARIES) $$(filter %.o,$$^) >$$@
endef
$(foreach lab,$(LABS),$(eval $(call names_rules,$(lab))))

# $(1) source, $(2) program, $(3) lab, $(4) flavour, $(5) further flags: the command that makes a program of a source.
compile_command = $(COMPILE) $(1) $(2) $(3) $(4) \
  $(PREPROCESS) $(WARNINGS) $(DIAGNOSTICS) $(if $(SUFFIX_$(4)),-w) $(5) $(if $(filter debug-%,$(4)),-g3) -- \
  $(CC) $(CFLAGS) $(FLAGS_$(4)) $(SOURCE_$(4)) $(WARNINGS) $(if $(SUFFIX_$(4)),-w) $(5) -- \
  $(CC) $(CFLAGS) $(FLAGS_$(4)) $(5) $(call kit_objects,$(4),$(3)) $(LINK_$(4)) $(LAB_LIBRARIES)

# $(1) source, $(2) program without suffix, $(3) flavour, $(4) further flags: a lab's program.
# The plain program comes first, and it alone warns, so that a compiler's complaint is read once.
define program_rules
$(2)$$(SUFFIX_$(3)): $(1) $(patsubst labs/%/,build/seen/%,$(filter labs/%,$(dir $(1)))) build/flags $$(COMPILE) \
  $(foreach list,usable taken,build/kit/names/$(notdir $(2)).$(list)) $$(call kit_objects,$(3),$(notdir $(2))) $$(filter %.o,$$(LINK_$(3))) \
  $(if $(filter debug-%,$(3)),,$(if $(SUFFIX_$(3)),| $(2))) $(if $(filter address,$(3)),build/instrument/probe-$(3)) $(if $(filter %address,$(3)),build/instrument/lab_calls) $(if $(filter %explored,$(3)),tests/instrument/explored/wrapped)
	@mkdir -p $$(@D)
	$$(QUIET)$$(call compile_command,$$<,$$@,$(notdir $(2)),$(3),$(4))
endef
# $(1) source, $(2) program, $(3) further flags; the program's name is its lab's.
all_flavours   = $(foreach flavour,$(FLAVOURS_$(notdir $(2))),$(eval $(call program_rules,$(1),$(2),$(flavour),$(3))))
programs       = $(foreach flavour,$(FLAVOURS_$(notdir $(1))),$(1)$(SUFFIX_$(flavour)))
debug_flavours = $(foreach flavour,$(FLAVOURS_$(notdir $(2))),$(eval $(call program_rules,$(1),$(2),debug-$(flavour))))
debug_programs = $(foreach flavour,$(FLAVOURS_$(notdir $(1))),$(1)$(SUFFIX_debug-$(flavour)))

# A student's file only warns; ours must not.
$(foreach lab,$(LABS),\
  $(call all_flavours,labs/$(lab)/$(lab).c,build/labs/$(lab)/$(lab),)\
  $(call debug_flavours,labs/$(lab)/$(lab).c,build/labs/$(lab)/$(lab))\
  $(call all_flavours,solutions/$(lab)/$(lab).c,build/solutions/$(lab)/$(lab),$(STRICT))\
  $(call all_flavours,build/skeletons/$(lab)/$(lab).c,build/skeletons/$(lab)/$(lab),$(STRICT)))

# A skeleton is its solution without what stands between BEGIN SOLUTION and END SOLUTION; "//~" lines become its text.
# A handout is without solutions, and brings the skeletons along.
HANDOUT := $(if $(wildcard solutions),,yes)
define skeleton_rules
build/skeletons/$(1)/$(1).c: $(if $(HANDOUT),labs/kit/skeletons/$(1).c,solutions/$(1)/$(1).c) | build/flags
	@mkdir -p $$(@D)
	@$(if $(HANDOUT),cp $$< $$@,sed -e '/BEGIN SOLUTION/,/END SOLUTION/d' -e 's,^\( *\)//~ \{0\,1\},\1,' $$< >$$@)
endef
$(foreach lab,$(LABS),$(eval $(call skeleton_rules,$(lab))))

.PHONY: skeletons
skeletons: $(foreach lab,$(LABS),build/skeletons/$(lab)/$(lab).c)
	@for lab in $(LABS); do \
	  if [ ! -e labs/$$lab/$$lab.c ]; then cp build/skeletons/$$lab/$$lab.c labs/$$lab/; echo "labs/$$lab/$$lab.c written"; \
	  elif ! cmp -s build/skeletons/$$lab/$$lab.c labs/$$lab/$$lab.c; then echo "labs/$$lab/$$lab.c is edited: left as it is"; fi; \
	done

# --- Mock server -----------------------------------------------------------------------------------------------------

SERVER         := build/mock_server/mock_server
SERVER_SOURCES := $(filter-out mock_server/client.c,$(wildcard mock_server/*.c))

build/objects/%.o: %.c build/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -MMD -MP -c -o $@ $<
objects = $(patsubst %.c,build/objects/%.o,$(1))

$(SERVER): $(call objects,$(SERVER_SOURCES))
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ $(SERVER_LIBRARIES)

# The page is a part of the program.
build/objects/mock_server/gallery.o: mock_server/gallery.html

PORT ?= 8080
.PHONY: serve
serve: $(SERVER)
	@$(SERVER) --panel --port $(PORT) $(OPTIONS)

# --- Grading ---------------------------------------------------------------------------------------------------------

# The harness is a library: a program takes from it what it calls.
HARNESS := build/tests/harness.a
SUITES  := $(foreach lab,$(LABS),build/tests/$(lab)_test)
$(HARNESS): $(call objects,$(wildcard tests/harness/*/*.c) mock_server/client.c mock_server/random.c labs/kit/cache/value_bytes.c)
	@rm -f $@; mkdir -p $(@D)
	$(QUIET)ar rcs $@ $^

build/tests/%_test: build/objects/tests/%_test.o $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ $(CHECK_LIBRARIES) -lnettle -lcjson

# make says of every command that fails "make: *** [Makefile:200: test] Error 1", which tells a student nothing. Asked a
# question (-q) it does not, where the command is run all the same (+) and ends with 1.
ifneq ($(filter test grade hint watch debug explore reset trace handout update check-systems new-lab,$(MAKECMDGOALS)),)
ifeq ($(words $(MAKECMDGOALS)),1)
MAKEFLAGS += -q
endif
endif

LOOP  := build/tests/loop/loop
TRACE := build/tests/loop/trace
LATENCY ?= lognormal:40:0.35
$(TRACE): $(call objects,$(wildcard tests/loop/trace*.c)) $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ -lm
EXPLORE := build/tests/loop/explore
$(EXPLORE): $(call objects,tests/loop/explore.c) $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^
$(LOOP): $(call objects,$(filter-out tests/loop/trace% tests/loop/explore.c,$(wildcard tests/loop/*.c))) $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^

.PHONY: test build-lab build-debug hint status watch debug explore trace reset
GDB ?= gdb -q
SUITE_OPTIONS = $(if $(T),--only $(T)) $(if $(SEED),--seed $(SEED)) $(if $(FORMAT),--format $(FORMAT))
ifdef LAB
build-lab: build/tests/$(LAB)_test $(SERVER) $(LOOP) $(TRACE) $(EXPLORE) build/skeletons/$(LAB)/$(LAB).c $(call programs,build/labs/$(LAB)/$(LAB))
build-debug: $(call debug_programs,build/labs/$(LAB)/$(LAB))
test:
	+@MAKE='$(MAKE)' tests/loop/test.sh $(LAB) '$(LABS)' $(SUITE_OPTIONS)
hint:
	+@MAKE='$(MAKE)' tests/loop/hint.sh $(LAB) '$(T)' '$(N)'
watch:
	+@MAKE='$(MAKE)' POLL='$(POLL)' tests/loop/watch.sh $(LAB) '$(LABS)' $(SUITE_OPTIONS)
debug:
	+@MAKE='$(MAKE)' tests/loop/debug.sh $(LAB) '$(GDB)' $(filter-out --format $(FORMAT),$(SUITE_OPTIONS)) \
	  $(if $(SCENARIO),--scenario $(SCENARIO))
# PREEMPTIONS: how often a thread is interrupted that could go on, or something fails, at most.
EXPLORED_WISH = $(if $(PREEMPTIONS),--interruptions $(PREEMPTIONS)) $(if $(IMAGES),--images $(IMAGES)) \
                $(if $(filter command line environment,$(origin WORKERS)),--workers $(WORKERS)) --limit $(or $(LIMIT),1000000)
explore:
	+@MAKE='$(MAKE)' exec tests/loop/explore.sh $(LAB) '' $(EXPLORED_WISH)
ifneq ($(filter every_schedule% calls_that_fail%,$(T)),)
trace:
	+@MAKE='$(MAKE)' exec tests/loop/explore.sh $(LAB) build/trace/$(LAB)-schedule.svg --limit 2000 \
	  $(if $(filter threads,$(LAB)),--images 2 $(if $(filter calls%,$(T)),--failing-calls 1))
else ifeq ($(LAB),cache)
trace:
	+@echo 'The cache lab downloads nothing to draw; its transcript: make run LAB=cache' >&2; exit 1
else
trace:
	+@MAKE='$(MAKE)' exec tests/loop/trace.sh $(LAB) '$(WORKERS)' '$(LATENCY)'
endif
reset:
	+@MAKEFLAGS= $(MAKE) -s build/skeletons/$(LAB)/$(LAB).c
	+@tests/loop/reset.sh $(LAB) build/skeletons/$(LAB)/$(LAB).c '$(YES)'
else
ifneq ($(T)$(FORMAT),)
test:
	+@echo 'Say which lab: make test LAB=threads$(if $(T), T=$(T))$(if $(FORMAT), FORMAT=$(FORMAT))' >&2; exit 1
else
test:
	+@MAKE='$(MAKE)' tests/loop/test_all.sh $(LABS)
endif
hint watch debug explore trace reset:
	+@echo 'Say which lab: make $@ LAB=threads' >&2; exit 1
endif
status: $(LOOP)
	@$(LOOP) status $(LABS)

# --- A class ---------------------------------------------------------------------------------------------------------

# tests/grade grades what a class has handed in, with GNU parallel. It is not in a handout.
ifneq ($(wildcard tests/grade),)
GRADE_TOOLS   := $(addprefix build/tests/grade/,collect grades)
# The commands that make a lab's programs, for a shell whose $1 is the directory of the source.
GRADE_COMPILE := $(LABS:%=build/grade/compile-%.sh)
define grade_compile_rules
build/grade/compile-$(1).sh: Makefile build/flags $$(COMPILE) $(foreach list,usable taken,build/kit/names/$(1).$(list)) \
  $(foreach flavour,$(FLAVOURS_$(1)),$$(call kit_objects,$(flavour),$(1)) $$(filter %.o,$$(LINK_$(flavour)))) build/instrument/probe-address build/instrument/lab_calls
	@mkdir -p $$(@D)
	@printf '%s\n' $(foreach flavour,$(FLAVOURS_$(1)),'$$(call compile_command,"$$$$1/$(1).c","$$$$1/$(1)$(SUFFIX_$(flavour))",$(1),$(flavour)) || exit 1') >$$@
endef
$(foreach lab,$(LABS),$(eval $(call grade_compile_rules,$(lab))))
build/tests/grade/collect: $(call objects,$(addprefix tests/grade/,collect.c layout.c candidates.c archive.c durable.c)) $(HARNESS)
build/tests/grade/grades: $(call objects,$(addprefix tests/grade/,grades.c class.c page.c page_student.c page_teacher.c similar.c candidates.c archive.c layout.c durable.c))
$(GRADE_TOOLS):
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ -larchive -lnettle -lcjson

export SUBMISSIONS GRADES JOBS HOSTS REGRADE
.PHONY: grade grade-tools
grade-tools: $(GRADE_TOOLS) $(GRADE_COMPILE) $(SERVER) $(SUITES) $(foreach lab,$(LABS),build/skeletons/$(lab)/$(lab).c)
# It ends with make, however make ends.
grade:
	+@mkdir -p build && MAKE='$(MAKE)' LABS='$(LABS)' SEED='$(SEED)' LAB='$(LAB)' exec setpriv --pdeathsig TERM tests/grade/grade.sh
else
.PHONY: grade
grade:
	+@echo 'make grade: this is a handout; the whole kit grades a class' >&2; exit 2
endif

# --- Running ---------------------------------------------------------------------------------------------------------

.PHONY: run
ifeq ($(LAB),)
run:
	@echo 'Say which lab: make run LAB=threads' >&2; exit 2
else ifeq ($(LAB),cache)
run: build/labs/cache/cache
	@build/labs/cache/cache
else
run: $(SERVER) build/labs/$(LAB)/$(LAB)
	@exec labs/kit/run.sh $(SERVER) "$(IMAGES)" build/labs/$(LAB)/$(LAB) --into pics/$(LAB) --workers $(WORKERS) --cycles $(CYCLES)
endif

# --- Report ----------------------------------------------------------------------------------------------------------

# Measures the solutions, which are the reference, the original's mistake, and each lab whose suite is green; in a handout,
# the labs alone. A lab that does not compile must not keep the others from being measured.
REPORT         := build/report/report
MISTAKE        := build/report/mistake
EPOLL_CLIENT   := build/report/epoll_client
REPORT_OBJECTS := $(call objects,$(wildcard report/*.c report/*/*.c)) $(HARNESS)
MEASURED       := $(EPOLL_CLIENT) $(if $(HANDOUT),,$(foreach lab,$(LABS),build/solutions/$(lab)/$(lab)) $(MISTAKE))
JUDGES         := $(foreach lab,$(MEASURED_LABS),build/tests/$(lab)_test build/skeletons/$(lab)/$(lab).c)
BEGUN           = $(shell for lab in $(MEASURED_LABS); do \
                    [ ! -f labs/$$lab/$$lab.c ] || cmp -s build/skeletons/$$lab/$$lab.c labs/$$lab/$$lab.c || echo $$lab; done)
$(REPORT): $(REPORT_OBJECTS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ -lnettle -lcjson -lm
# A client without libcurl, to compare with.
$(EPOLL_CLIENT): report/measure/peers/epoll_client.c | build/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -o $@ $<
# Its parent downloads as the sequential lab does.
$(MISTAKE): report/measure/original_mistake/mistake.c $(if $(HANDOUT),labs,solutions)/sequential/sequential.c $(call kit_objects,plain)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) -Ddownload_all=download_one_by_one -w -c -o $@.o $(word 2,$^)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -o $@ $< $@.o $(filter %.o,$^) $(LAB_LIBRARIES)

.PHONY: report
report: $(REPORT) $(SERVER) $(MEASURED) $(JUDGES)
	@$(MAKE) -k $(REPORT) $(foreach lab,$(BEGUN),$(call programs,build/labs/$(lab)/$(lab))) \
	  $(if $(HANDOUT),$(MISTAKE) build/labs/cache/cache) >/dev/null 2>&1 || true
	@$(REPORT) --profile $(PROFILE) $(if $(SEED),--seed $(SEED)) $(if $(filter 1,$(FRESH)),--fresh)

# --- Setup -----------------------------------------------------------------------------------------------------------

# What the goals named with setup need; with none, what a student needs.
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
# The programs that the report compares the strategies with.
setup-peers:
	@tests/loop/install.sh '$(or $(filter-out setup setup-peers,$(MAKECMDGOALS)),report)' $(PACKAGES_peers)

# --- Editors ---------------------------------------------------------------------------------------------------------

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

# --- Handouts --------------------------------------------------------------------------------------------------------

# What students get, and how a newer one comes into their tree.
export FROM FORCE
.PHONY: handout update version
handout:
	+@MAKE='$(MAKE)' tests/handout/pack.sh $(LABS)
update:
	+@tests/handout/update.sh
version:
	@tests/handout/version.sh

# --- The kit's own tests ---------------------------------------------------------------------------------------------

ifdef HANDOUT
.PHONY: check check-fast lint mutants variants attack attacks
check check-fast lint mutants variants attack attacks:
	@echo 'make $@: this is a handout, and holds no tests of the kit itself' >&2; exit 1
else

# A mutant is a patch on a right answer, or a whole file: a wrong answer, whose first line names the tests that must fail.
# A variant is a right answer written another way; "flags: ..." in its first line are added when it is compiled.
WHOLE_MUTANTS := $(wildcard tests/mutants/*/*.c)
MUTANTS       := $(patsubst tests/%.patch,%,$(wildcard tests/mutants/*/*.patch)) $(WHOLE_MUTANTS:tests/%.c=%)
VARIANTS      := $(patsubst tests/%.c,%,$(wildcard tests/variants/*/*.c))
# A step is what a student has after that step of a handout.
WHOLE_STEPS   := $(wildcard tests/self/steps/*/*.c)
STEPS         := $(patsubst tests/%.patch,%,$(wildcard tests/self/steps/*/*.patch)) $(WHOLE_STEPS:tests/%.c=%)
lab_of         = $(notdir $(patsubst %/,%,$(dir $(1))))
program_of     = build/$(1)/$(call lab_of,$(1))
flags_of       = $(if $(filter tests/$(1).c,$(FLAGGED)),$(shell sed -n '1s,.*flags: \(.*\) \*/.*,\1,p' tests/$(1).c))

# $(1) mutants/<lab>/<name>, $(2) lab: the source, as if it were the student's.
# Patched is the least that has full marks, where a solution does more than that.
least = $(or $(wildcard tests/variants/$(1)/core.c),solutions/$(1)/$(1).c)
define patched_rules
build/$(1)/$(2).c: tests/$(1).patch $(call least,$(2))
	@mkdir -p $$(@D)
	@patch -s -o $$@ $(call least,$(2)) $$<
endef
define copied_rules
build/$(1)/$(2).c: tests/$(1).c
	@mkdir -p $$(@D)
	@cp $$< $$@
endef
# For these goals alone: to look into hundreds of files takes most of a second.
ifneq ($(filter programs-of-check programs-of-mutants programs-of-variants programs-of-steps,$(MAKECMDGOALS)),)
FLAGGED := $(shell grep -ls 'flags: ' $(VARIANTS:%=tests/%.c))
$(foreach answer,$(filter-out $(WHOLE_MUTANTS:tests/%.c=%) $(WHOLE_STEPS:tests/%.c=%),$(MUTANTS) $(STEPS)),\
  $(eval $(call patched_rules,$(answer),$(call lab_of,$(answer)))))
$(foreach answer,$(WHOLE_MUTANTS:tests/%.c=%) $(WHOLE_STEPS:tests/%.c=%) $(VARIANTS),\
  $(eval $(call copied_rules,$(answer),$(call lab_of,$(answer)))))
$(foreach answer,$(MUTANTS) $(STEPS) $(VARIANTS),\
  $(call all_flavours,$(call program_of,$(answer)).c,$(call program_of,$(answer)),$(call flags_of,$(answer))))
# Of a mutant only what its tests look at is built: the plain program, and the flavours that some tests judge.
JUDGED          := $(shell awk 'FNR == 1 { name = FILENAME; gsub(/^tests\/|\.[a-z]+$$/, "", name); sub(/.*fails: /, ""); \
                     if (/no_image|no_memory|released_once|failing_calls|a_killed_child/) print name ":address"; if (/every_schedule|calls_at_once|calls_that_fail/) print name ":explored"; \
                     if (/no_race|delays/) print name ":perturbed" }' $(wildcard $(foreach mutant,$(MUTANTS),tests/$(mutant).patch tests/$(mutant).c)))
judged_flavours  = plain $(patsubst $(1):%,%,$(filter $(1):%,$(JUDGED)))
MUTANT_PROGRAMS  = $(foreach mutant,$(MUTANTS),$(foreach flavour,$(call judged_flavours,$(mutant)),\
                     $(call program_of,$(mutant))$(SUFFIX_$(flavour))))
STEP_PROGRAMS    = $(foreach step,$(STEPS),$(call programs,$(call program_of,$(step))))
VARIANT_PROGRAMS = $(foreach variant,$(VARIANTS),$(call programs,$(call program_of,$(variant))))
endif

.PHONY: mutants variants steps check check-systems $(addprefix programs-of-,solutions mutants variants steps)
programs-of-solutions: $(SERVER) $(SUITES) $(foreach lab,$(LABS),$(call programs,build/solutions/$(lab)/$(lab)))
programs-of-mutants: $(SERVER) $(SUITES) $(MUTANT_PROGRAMS)
programs-of-variants: $(SERVER) $(SUITES) $(VARIANT_PROGRAMS)
programs-of-steps: $(SERVER) $(SUITES) $(STEP_PROGRAMS)
# By a make of its own, which has all cores after setup, too.
mutants variants steps:
	+@$(MAKE) programs-of-$@

.PHONY: new-lab
new-lab:
	+@MAKE='$(MAKE)' sh tests/new_lab.sh '$(NAME)'

# Everything that is graded, on every supported system: see the script.
export CACHE MIRROR UBUNTU_MIRROR
check-systems:
	+@sh tests/self/systems/check.sh $(SYSTEMS)

# An attack is what a cheating or a careless student might hand in: tests/self/attacks/$(ATTACK).c, for the lab that its
# first line names. It is compiled as theirs is, in a sandbox, and never without.
ifdef ATTACK
ATTACKED := build/attacks/$(ATTACK)/$(shell sed -n '1s,^/\* lab: \([a-z]*\) .*,\1,p' tests/self/attacks/$(ATTACK).c)
$(ATTACKED).c: tests/self/attacks/$(ATTACK).c $(wildcard tests/self/attacks/*.h)
	@mkdir -p $(@D)
	@cp $(wordlist 2,99,$^) $(@D)
	@cp $< $@
$(call all_flavours,$(ATTACKED).c,$(ATTACKED),-DTREE='"$(CURDIR)"')
.PHONY: attack
attack: $(call programs,$(ATTACKED))
attack: export SANDBOX := 1
endif

# All of them, by name or as they are.
.PHONY: attacks
attacks: programs-of-solutions
	@sh tests/self/attacks.sh $(NAMES)

# Says whether a document is what its format says.
VALID := build/self/valid
$(VALID): tests/self/valid.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -o $@ $< -lcjson

# Runs a command as a container does.
CONTAINER := build/self/container
$(CONTAINER): tests/self/container.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -o $@ $<
SELF_TESTS := $(patsubst %.c,build/%,$(wildcard tests/self/*_test.c)) build/tests/self/server_test build/tests/self/report_test
build/tests/self/compile_test: build/objects/tests/self/compile_test.o $(call objects,$(COMPILE_ONLY))
# Small programs, as if each were a student's.
build/self/explored/programs: tests/self/explored/programs.c tests/self/explored/programs.h $(call kit_objects,explored,threads) \
                              tests/instrument/explored/wrapped
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(SOURCE_explored) $(WARNINGS) $(STRICT) -c -o $@.o $<
	$(QUIET)objcopy --redefine-syms=tests/instrument/explored/wrapped $@.o
	$(QUIET)$(CC) -o $@ $@.o $(call kit_objects,explored,threads) $(LAB_LIBRARIES)
build/tests/self/explored_test: $(call objects,tests/self/explored_test.c) $(HARNESS) | build/self/explored/programs
build/tests/self/editors_test: build/objects/tests/self/editors_test.o
build/tests/self/server_test: $(call objects,$(wildcard tests/self/server/*.c) mock_server/client.c)
build/tests/self/statistics_test: build/objects/tests/self/statistics_test.o $(call objects,report/analyse/compare.c report/analyse/statistics.c)
build/tests/self/report_test: $(call objects,$(wildcard tests/self/report/*.c)) \
                              $(filter-out build/objects/report/main.o,$(REPORT_OBJECTS))
$(SELF_TESTS):
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ $(CHECK_LIBRARIES) -lcurl -lnettle -lcjson -ljpeg -lpthread -lm

# Folders whose files call each other one way only, and folders where they do not yet.
export LAYERED     := mock_server tests/compile tests/harness $(wildcard tests/harness/*) tests/loop \
                      $(filter-out tests/instrument/explored,$(wildcard tests/instrument/*)) \
                      labs/kit labs/kit/cache \
                      report/system report/records report/measure report/analyse report/draw
export NOT_LAYERED := tests/instrument/explored
LAYERED_OBJECTS    := $(call objects,$(foreach folder,$(LAYERED),$(wildcard $(folder)/*.c)))
.PHONY: lint
lint: $(LAYERED_OBJECTS)
	@sh tests/self/lint.sh

# The tests of the kit: the fast ones, for before each commit, and all. SOAK=n grades every solution and variant n times more
# under load; that takes hours.
SOAK ?=
FAST_TESTS := $(foreach test,$(SELF_TESTS),'$(test)') \
  'sh tests/self/lint.sh' \
  'sh tests/self/skeletons.sh $(LABS)' \
  'sh tests/self/guides.sh $(LABS)' \
  'sh tests/self/contract.sh' \
  'sh tests/self/solutions.sh $(LABS)'
SLOW_TESTS := \
  'sh tests/self/load.sh $(LABS)' \
  'sh tests/self/steps.sh' \
  'sh tests/self/mutants.sh' \
  'sh tests/self/variants.sh' \
  'sh tests/self/stalls.sh' \
  'sh tests/self/isolation.sh' \
  'sh tests/self/messages.sh' \
  'sh tests/self/attacks.sh' \
  'sh tests/self/container.sh threads processes cache' \
  'sh tests/self/interrupt.sh' \
  'sh tests/self/commands.sh' \
  'sh tests/self/loop.sh' \
  'sh tests/self/gallery.sh' \
  'sh tests/self/report.sh' \
  'sh tests/self/measuring.sh' \
  'sh tests/self/handout.sh' \
  'sh tests/self/new_lab.sh' \
  'sh tests/self/errors.sh' \
  'sh tests/self/formats.sh' \
  'sh tests/self/grade.sh' \
  $(if $(SOAK),'sh tests/self/soak.sh $(SOAK)')

.PHONY: check-fast programs-of-check-fast programs-of-check
programs-of-check-fast: $(LAYERED_OBJECTS) programs-of-solutions $(REPORT) $(SELF_TESTS) $(foreach lab,$(LABS),$(call programs,build/skeletons/$(lab)/$(lab)))
programs-of-check: programs-of-check-fast $(CONTAINER) $(VALID) $(MUTANT_PROGRAMS) $(STEP_PROGRAMS) $(VARIANT_PROGRAMS)
check-fast:
	+@$(MAKE) programs-of-check-fast
	@tests/self/run.sh --summary $(FAST_TESTS)
check:
	+@$(MAKE) programs-of-check
	@tests/self/run.sh $(FAST_TESTS) $(SLOW_TESTS)

endif

# For systems that setup does not know.
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

.PHONY: clean
clean:
	rm -rf build

# Commands are shown with V=1.
QUIET := $(if $(V),,@)

-include $(shell find build/objects -name '*.d' 2>/dev/null)
