# The report.

MEASURED_LABS := sequential threads processes async hybrid

# Measures the solutions as the reference, the original's mistake, and each lab whose suite is green; in a handout, only the
# labs. A lab that does not compile must not stop the measurement of the others.
REPORT         := build/report/report
MISTAKE        := build/report/mistake
EPOLL_CLIENT   := build/report/epoll_client
REPORT_OBJECTS := $(call objects,$(wildcard report/*.c report/*/*.c)) $(HARNESS)
# A pool of threads without a lock, as a lab's program. A handout lacks it, because it is most of a solution.
RACE           := build/report/race/threads-explored
$(call all_flavours,report/measure/race/race.c,build/report/race/threads,$(STRICT))
MEASURED       := $(EPOLL_CLIENT) $(if $(HANDOUT),,$(foreach lab,$(LABS),build/solutions/$(lab)/$(lab)) $(MISTAKE) $(RACE))
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
# Its parent process downloads with the sequential lab's function.
$(MISTAKE): report/measure/original_mistake/mistake.c $(if $(HANDOUT),labs,solutions)/sequential/sequential.c $(call kit_objects,plain)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) -Ddownload_all=download_one_by_one -w -c -o $@.o $(word 2,$^)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -o $@ $< $@.o $(filter %.o,$^) $(LAB_LIBRARIES)

.PHONY: report
report: $(REPORT) $(SERVER) $(MEASURED) $(JUDGES)
	@$(MAKE) -k $(REPORT) $(foreach lab,$(BEGUN),$(call programs,build/labs/$(lab)/$(lab))) \
	  $(if $(HANDOUT),$(MISTAKE) build/labs/cache/cache) >/dev/null 2>&1 || true
	@$(REPORT) --profile $(PROFILE) $(if $(SEED),--seed $(SEED)) $(if $(filter 1,$(FRESH)),--fresh)
