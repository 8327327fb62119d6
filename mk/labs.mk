# The labs' programs: the student's, the solutions and the skeletons.

ifdef LAB
ifeq ($(filter $(LAB),$(LABS)),)
$(error There is no lab "$(LAB)". LAB is one of: $(LABS))
endif
endif

# Warnings in a student's file are allowed; in ours they are errors.
$(foreach lab,$(LABS),\
  $(call all_flavours,labs/$(lab)/$(lab).c,build/labs/$(lab)/$(lab),)\
  $(call debug_flavours,labs/$(lab)/$(lab).c,build/labs/$(lab)/$(lab))\
  $(call all_flavours,solutions/$(lab)/$(lab).c,build/solutions/$(lab)/$(lab),$(STRICT))\
  $(call all_flavours,build/skeletons/$(lab)/$(lab).c,build/skeletons/$(lab)/$(lab),$(STRICT)))

# A skeleton is its solution without the text between BEGIN SOLUTION and END SOLUTION; "//~" lines become its text.
# A handout contains the skeletons.
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
	  elif ! cmp -s build/skeletons/$$lab/$$lab.c labs/$$lab/$$lab.c; then echo "labs/$$lab/$$lab.c was edited, so it stays as it is"; fi; \
	done
