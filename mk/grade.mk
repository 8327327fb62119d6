# A class.

# tests/grade grades the submissions of a class, with GNU parallel. A handout lacks this file.
GRADE_TOOLS   := $(addprefix build/tests/grade/,collect grades)
# The commands that make a lab's programs, for a shell whose $1 is the directory of the source.
GRADE_COMPILE := $(LABS:%=build/grade/compile-%.sh)
define grade_compile_rules
build/grade/compile-$(1).sh: Makefile $(wildcard mk/*.mk) build/flags $$(COMPILE) $(foreach list,usable taken,build/kit/names/$(1).$(list)) \
  $(foreach flavour,$(FLAVOURS_$(1)),$$(call kit_objects,$(flavour),$(1)) $$(filter %.o,$$(LINK_$(flavour)))) build/instrument/probe-address build/instrument/lab_calls
	@mkdir -p $$(@D)
	@printf '%s\n' $(foreach flavour,$(FLAVOURS_$(1)),'$$(call compile_command,"$$$$1/$(1).c","$$$$1/$(1)$(SUFFIX_$(flavour))",$(1),$(flavour)) || exit 1') >$$@
endef
$(foreach lab,$(LABS),$(eval $(call grade_compile_rules,$(lab))))
build/tests/grade/collect: $(call objects,$(addprefix tests/grade/,collect.c layout.c candidates.c archive.c durable.c student_seed.c)) $(HARNESS)
build/tests/grade/grades: $(call objects,$(addprefix tests/grade/,grades.c class.c page.c page_student.c page_teacher.c similar.c candidates.c archive.c layout.c durable.c))
$(GRADE_TOOLS):
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ -larchive -lnettle -lcjson

# For make handout.
build/tests/handout/hide: build/objects/tests/handout/hide.o
build/tests/handout/seed: $(call objects,tests/handout/seed.c tests/grade/student_seed.c)
build/tests/handout/%:
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ -lnettle

export SUBMISSIONS GRADES JOBS HOSTS SLURM REGRADE PLATFORM
.PHONY: grade grade-tools platform
grade-tools: $(GRADE_TOOLS) $(GRADE_COMPILE) $(SERVER) $(SUITES) $(foreach lab,$(LABS),build/skeletons/$(lab)/$(lab).c)
ifneq ($(filter setup,$(MAKECMDGOALS)),)
grade:
	@:
else
# It ends together with make.
grade:
	+@mkdir -p build && MAKE='$(MAKE)' LABS='$(LABS)' SEED='$(SEED)' LAB='$(LAB)' exec setpriv --pdeathsig TERM tests/grade/grade.sh
endif
platform:
	+@MAKE='$(MAKE)' LABS='$(LABS)' SEED='$(SEED)' sh tests/platforms/pack.sh '$(PLATFORM)' '$(LAB)'
