# The student's loop: test, hint, status, watch, debug, explain, explore, trace, reset, run.

# The harness is a library: a program links the parts that it calls.
HARNESS := build/tests/harness.a
SUITES  := $(foreach lab,$(LABS),build/tests/$(lab)_test)
$(HARNESS): $(call objects,$(wildcard tests/harness/*/*.c) mock_server/client.c mock_server/random.c labs/kit/cache/value_bytes.c)
	@rm -f $@; mkdir -p $(@D)
	$(QUIET)ar rcs $@ $^

build/tests/%_test: build/objects/tests/%_test.o $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ $(CHECK_LIBRARIES) -lnettle -lcjson

LOOP  := build/tests/loop/loop
TRACE := build/tests/loop/trace
LATENCY ?= lognormal:40:0.35
$(TRACE): $(call objects,tests/loop/trace.c) $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ -lm
EXPLORE := build/tests/loop/explore
$(EXPLORE): $(call objects,tests/loop/explore.c) $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^
$(LOOP): $(call objects,$(filter-out tests/loop/trace% tests/loop/explore.c,$(wildcard tests/loop/*.c))) $(HARNESS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^

.PHONY: test build-lab build-debug hint status watch debug explain explore trace reset
GDB ?= gdb -q
SUITE_OPTIONS = $(if $(T),--only $(T)) $(if $(SEED),--seed $(SEED)) $(if $(FORMAT),--format $(FORMAT))
ifdef LAB
build-lab: build/tests/$(LAB)_test $(SERVER) $(LOOP) $(TRACE) $(EXPLORE) build/skeletons/$(LAB)/$(LAB).c $(call programs,build/labs/$(LAB)/$(LAB))
build-debug: $(call debug_programs,build/labs/$(LAB)/$(LAB))
test:
	+@MAKE='$(MAKE)' tests/loop/test.sh $(LAB) '$(LABS)' $(SUITE_OPTIONS)
hint:
	+@MAKE='$(MAKE)' tests/loop/hint.sh $(LAB) '$(T)' '$(N)'
explain:
	+@MAKE='$(MAKE)' tests/loop/explain.sh $(LAB)
watch:
	+@MAKE='$(MAKE)' POLL='$(POLL)' tests/loop/watch.sh $(LAB) '$(LABS)' $(SUITE_OPTIONS)
debug:
	+@MAKE='$(MAKE)' tests/loop/debug.sh $(LAB) '$(GDB)' $(filter-out --format $(FORMAT),$(SUITE_OPTIONS)) \
	  $(if $(SCENARIO),--scenario $(SCENARIO))
# PREEMPTIONS: the largest number of interruptions of a thread that could continue, and of failing calls.
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
hint watch debug explain explore trace reset:
	+@echo 'Say which lab: make $@ LAB=threads' >&2; exit 1
endif
status: $(LOOP)
	@$(LOOP) status $(LABS)

.PHONY: run
ifeq ($(LAB),)
run:
	@echo 'Say which lab: make run LAB=threads' >&2; exit 2
else ifeq ($(LAB),cache)
run: build/labs/cache/cache
	@build/labs/cache/cache
else
run: $(SERVER) build/labs/$(LAB)/$(LAB)
	@SEED='$(SEED)' exec labs/kit/run.sh $(SERVER) "$(IMAGES)" build/labs/$(LAB)/$(LAB) --into pics/$(LAB) --workers $(WORKERS) --cycles $(CYCLES)
endif
