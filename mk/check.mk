# The kit's own tests. A handout lacks this file.

# The banks: tests/README.md describes their files. FILE=... on the command line leaves one of them.
BANK     := $(filter $(if $(filter command%,$(origin FILE)),$(FILE),%),\
              $(wildcard tests/mutants/*/*.patch tests/mutants/*/*.c tests/variants/*/*.c tests/self/steps/*/*.patch tests/self/steps/*/*.c))
PATCHED  := $(patsubst tests/%.patch,%,$(filter %.patch,$(BANK)))
COPIED   := $(patsubst tests/%.c,%,$(filter %.c,$(BANK)))
MUTANTS  := $(filter mutants/%,$(PATCHED) $(COPIED))
VARIANTS := $(filter variants/%,$(COPIED))
STEPS    := $(filter self/steps/%,$(PATCHED) $(COPIED))
lab_of         = $(notdir $(patsubst %/,%,$(dir $(1))))
program_of     = build/$(1)/$(call lab_of,$(1))
flags_of       = $(if $(filter tests/$(1).c,$(FLAGGED)),$(shell sed -n '1s,.*flags: \(.*\) \*/.*,\1,p' tests/$(1).c))

# $(1) mutants/<lab>/<name>, $(2) lab: the source, named like a student's.
# If a solution does more than full marks need, the patch applies to the variant with the least code.
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
# Only for these goals: reading hundreds of files takes most of a second.
ifneq ($(filter programs-of-check programs-of-mutants programs-of-variants programs-of-steps,$(MAKECMDGOALS)),)
FLAGGED := $(shell grep -ls 'flags: ' $(VARIANTS:%=tests/%.c))
$(foreach submission,$(PATCHED),$(eval $(call patched_rules,$(submission),$(call lab_of,$(submission)))))
$(foreach submission,$(COPIED),$(eval $(call copied_rules,$(submission),$(call lab_of,$(submission)))))
$(foreach submission,$(PATCHED) $(COPIED),\
  $(call all_flavours,$(call program_of,$(submission)).c,$(call program_of,$(submission)),$(call flags_of,$(submission))))
# For a mutant, build only the plain program and the flavours in its first line: "flavours: address, explored".
JUDGED          := $(shell awk 'FNR == 1 && match($$0, /; flavours: [a-z, ]*[a-z]/) { \
                     name = FILENAME; gsub(/^tests\/|\.[a-z]+$$/, "", name); \
                     count = split(substr($$0, RSTART + 12, RLENGTH - 12), flavours, ", "); \
                     for (i = 1; i <= count; i++) print name ":" flavours[i] } { nextfile }' \
                     $(wildcard $(foreach mutant,$(MUTANTS),tests/$(mutant).patch tests/$(mutant).c)))
judged_flavours  = plain $(patsubst $(1):%,%,$(filter $(1):%,$(JUDGED)))
MUTANT_PROGRAMS  = $(foreach mutant,$(MUTANTS),$(foreach flavour,$(call judged_flavours,$(mutant)),\
                     $(call program_of,$(mutant))$(SUFFIX_$(flavour))))
STEP_PROGRAMS    = $(foreach step,$(STEPS),$(call programs,$(call program_of,$(step))))
VARIANT_PROGRAMS = $(foreach variant,$(VARIANTS),$(call programs,$(call program_of,$(variant))))
endif

.PHONY: mutants variants steps try check check-systems $(addprefix programs-of-,solutions mutants variants steps)
programs-of-solutions: $(SERVER) $(SUITES) $(foreach lab,$(LABS),$(call programs,build/solutions/$(lab)/$(lab)))
programs-of-mutants: $(SERVER) $(SUITES) $(MUTANT_PROGRAMS)
programs-of-variants: $(SERVER) $(SUITES) $(VARIANT_PROGRAMS)
programs-of-steps: $(SERVER) $(SUITES) $(STEP_PROGRAMS)
# A separate make, so that it uses all cores even after setup.
mutants variants steps:
	+@$(MAKE) programs-of-$@
# One file of a bank: build it, and grade it as the whole check does.
try:
	+@[ -f '$(FILE)' ] || { echo 'Say which file: make try FILE=tests/mutants/threads/NAME.patch' >&2; exit 2; }
	+@$(MAKE) -s programs-of-mutants programs-of-variants programs-of-steps FILE='$(FILE)'
	@case '$(FILE)' in tests/mutants/*) kind=mutant ;; tests/variants/*) kind=variant ;; *) kind=step ;; esac; \
	  sh tests/self/$$kind.sh '$(FILE)'

.PHONY: new-lab
new-lab:
	+@MAKE='$(MAKE)' sh tests/new_lab.sh '$(NAME)'

# Grade everything on every supported system: see the script.
export CACHE MIRROR UBUNTU_MIRROR
check-systems:
	+@sh tests/self/systems/check.sh $(SYSTEMS)

# An attack is a file that a cheating or a careless student might submit: tests/self/attacks/$(ATTACK).c, for the lab named in
# its first line. It is always compiled in a sandbox.
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

# All attacks.
.PHONY: attacks
attacks: programs-of-solutions
	@sh tests/self/attacks.sh $(NAMES)

# Checks whether a document is valid in its format.
VALID := build/self/valid
$(VALID): tests/self/valid.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -o $@ $< -lcjson

# Runs a command as in a container.
CONTAINER := build/self/container
$(CONTAINER): tests/self/container.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -o $@ $<
SELF_TESTS := $(patsubst %.c,build/%,$(wildcard tests/self/*_test.c)) build/tests/self/server_test build/tests/self/report_test
build/tests/self/compile_test: build/objects/tests/self/compile_test.o $(call objects,$(COMPILE_ONLY))
# Small programs, in place of a student's.
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

# Folders whose files call each other in one direction only, and folders where they do not yet.
export LAYERED     := mock_server tests/compile tests/harness/ $(wildcard tests/harness/*) tests/loop \
                      $(filter-out tests/instrument/explored,$(wildcard tests/instrument/*)) \
                      labs/kit labs/kit/cache \
                      report/ report/system report/records report/measure report/analyse report/draw
export NOT_LAYERED := tests/instrument/explored tests/grade
LAYERED_OBJECTS    := $(call objects,$(foreach folder,$(LAYERED),$(wildcard $(folder)/*.c)))
.PHONY: lint
lint: $(LAYERED_OBJECTS)
	@sh tests/self/lint.sh

# The tests of the kit: the fast ones, for each commit, and all. SOAK=n also grades every solution and variant n times
# under load, which takes hours.
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
  'sh tests/self/platforms.sh' \
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
