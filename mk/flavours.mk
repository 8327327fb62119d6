# Flavours: how to make a program from a lab's source.

KIT_SOURCES := $(wildcard labs/kit/*.c)
KIT_HEADERS := $(wildcard labs/kit/*.h labs/kit/*/*.h)
# The cache lab has a different main program.
KIT_SOURCES_cache := $(wildcard labs/kit/cache/*.c) labs/kit/checkpoint.c labs/kit/multi.c

# A flavour is the same program built to find other faults: plain; address (AddressSanitizer, LeakSanitizer also in
# children, UndefinedBehaviorSanitizer); explored and perturbed, which are instrumented as for ThreadSanitizer but linked
# with the kit's runtimes: one runs threads in every order, the other pauses where processes share memory.
# No inlining: otherwise a lost pointer stays in its caller's frame, and LeakSanitizer misses the leak.
# No fake stack, which gcc 13 and later use by default: child_lsan_stack.c reads the real one.
# No random load address: if a container forbids switching that off, the program might lie where the sanitizers need memory.
# And no fortified functions, which have other names that the instruments do not wrap.
FLAGS_sanitized    := -O1 -fno-pie -no-pie -U_FORTIFY_SOURCE
FLAGS_address      := $(FLAGS_sanitized) -fsanitize=address,undefined --param asan-use-after-return=0 -fno-omit-frame-pointer -fno-inline
SOURCE_perturbed   := -O1 -fsanitize=thread -U_FORTIFY_SOURCE
# Code that gcc inlines is not instrumented: make it call instead.
SOURCE_explored    := $(SOURCE_perturbed) $(addprefix -fno-builtin-,memcpy memmove memset memcmp)
# LeakSanitizer searches the memory of all libraries for pointers, in each child again. The shared library of
# UndefinedBehaviorSanitizer has six megabytes; the needed part of its archive has a tenth of that.
UBSAN_ARCHIVE      := $(filter /%,$(shell $(CC) -print-file-name=libubsan.a 2>/dev/null))
# Each folder in tests/instrument holds the objects linked into programs of a flavour, and in `wrapped` the names of the
# functions that they replace. $(1) flavour, $(2) the objects from tests/instrument/shared.
instruments         = $(patsubst %.c,build/instrument/$(1)/%.o,$(2:%=shared/%.c) \
                        $(patsubst tests/instrument/%,%,$(wildcard tests/instrument/$(1)/*.c))) \
                      $(addprefix -Wl$(COMMA)--wrap=,$(file <tests/instrument/shared/wrapped) $(file <tests/instrument/$(1)/wrapped))
# Of the compiler's library for exceptions the archive: to load the shared one would take longer than to start a program.
UNWINDER           := $(filter /%,$(shell $(CC) -print-file-name=libgcc_eh.a 2>/dev/null))
LINK_plain         := $(call instruments,plain,reports timers crashes) $(UNWINDER)
LINK_address       := $(if $(UBSAN_ARCHIVE),-static-libubsan -Wl$(COMMA)--exclude-libs=libubsan.a) \
                      $(call instruments,address,reports timers)
LINK_perturbed     := $(call instruments,perturbed,reports timers crashes) $(UNWINDER)
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

# For make debug, each flavour again without optimisation, so that every variable has a visible value.
$(foreach flavour,$(FLAVOURS),\
  $(eval FLAGS_debug-$(flavour)  := $(FLAGS_$(flavour)) -O0 -g3)\
  $(eval SOURCE_debug-$(flavour) := $(SOURCE_$(flavour)) -O0)\
  $(eval LINK_debug-$(flavour)   := $(LINK_$(flavour)))\
  $(eval SUFFIX_debug-$(flavour) := -debug$(SUFFIX_$(flavour))))
# A schedule counts the steps of exactly the program in which it was found.
FLAGS_debug-explored  := $(FLAGS_explored)
SOURCE_debug-explored := $(SOURCE_explored)

# Every flavour compiles the same preprocessed text, so no macro can distinguish flavours in a source.
PREPROCESS          = $(CC) $(CFLAGS) -U_FORTIFY_SOURCE

# Checked each time: whether the machine can build, and whether compiler or flags have changed.
build/flags: FORCE
	@tests/loop/ready.sh $@ '$(CC)' '$(CFLAGS) $(WARNINGS)' \
	  '$(foreach flavour,$(FLAVOURS),$(FLAGS_$(flavour)) $(SOURCE_$(flavour)) $(LINK_$(flavour))) $(FLAGS_debug-plain)'

# The checksums of a lab's files when they were compiled, to notice a change that makes a file older, such as a restored copy.
# File names are data: make never expands them, and only plain files of a limited size are read.
build/seen/%: FORCE | build/flags
	@mkdir -p $(@D)
	@find labs/$*/ -type f -size -2049 ! -name '*.md' -exec cksum {} + >$@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
.PHONY: FORCE

$(foreach lab,$(LABS),labs/$(lab)/$(lab).c):
	@echo '$@ is missing; restore its skeleton with: make reset LAB=$(notdir $(@D))' >&2; exit 1

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
# A program of the same flavour finds out before each grade whether a sanitizer works on this machine.
build/instrument/probe-%: build/instrument/%/shared/probe.o build/flags
	$(QUIET)$(CC) $(CFLAGS) $(FLAGS_$*) -o $@ $< $(LINK_$*) $(LAB_LIBRARIES)
$(foreach flavour,address,$(eval build/instrument/probe-$(flavour): $(filter %.o,$(LINK_$(flavour)))))
# The runtime that controls the schedule, with a model of the lab's kit. A lab's file sees only those of its names that
# replace others.
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

# The calls that can fail are renamed in the lab's object only: their names, and ours.
build/instrument/lab_calls: tests/instrument/address/lab_calls.h
	@mkdir -p $(@D)
	@echo 'LAB_CALLS(RENAMED_CALL)' | $(CC) -E -P -DLAB_CALLS_NAMES -include $< - | tr -s ' ' '\n' | paste -d ' ' - - >$@

# The program that compiles labs' files, and the names that such a file may use, or must not define.
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

# $(1) source, $(2) program, $(3) lab, $(4) flavour, $(5) further flags: the command that makes a program from a source.
compile_command = $(COMPILE) $(1) $(2) $(3) $(4) \
  $(PREPROCESS) $(WARNINGS) $(DIAGNOSTICS) $(if $(SUFFIX_$(4)),-w) $(5) $(if $(filter debug-%,$(4)),-g3) -- \
  $(CC) $(CFLAGS) $(FLAGS_$(4)) $(SOURCE_$(4)) $(WARNINGS) $(if $(SUFFIX_$(4)),-w) $(5) -- \
  $(CC) $(CFLAGS) $(FLAGS_$(4)) $(5) $(call kit_objects,$(4),$(3)) $(LINK_$(4)) $(LAB_LIBRARIES)

# $(1) source, $(2) program without suffix, $(3) flavour, $(4) further flags: a lab's program.
# The plain program comes first, and only it warns, so that each warning appears once.
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
