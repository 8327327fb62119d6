# Handouts.

# How to make a handout, and how to update one.
export FROM FORCE HIDE STUDENT SECRET
.PHONY: handout update version
handout:
	+@MAKE='$(MAKE)' tests/handout/pack.sh $(LABS)
update:
	+@tests/handout/update.sh
version:
	@tests/handout/version.sh

ifdef HANDOUT
.PHONY: check check-fast lint mutants variants attack attacks
check check-fast lint mutants variants attack attacks:
	@echo 'make $@: this is a handout, without the tests of the kit itself' >&2; exit 1
endif
ifeq ($(wildcard mk/grade.mk),)
.PHONY: grade
grade:
	+@echo 'make grade: this is a handout; only the complete kit grades a class' >&2; exit 2
endif
