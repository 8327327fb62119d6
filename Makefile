# Fetchlab: every command. `make` alone explains them; mk/ holds how they are done.

LABS := sequential threads processes async hybrid cache

# A handout is without solutions, and without the tests of the kit itself.
HANDOUT := $(if $(wildcard solutions),,yes)

.PHONY: help
help:
	@echo 'Fetchlab: fill in labs/<lab>/<lab>.c until its tests are green.  Labs: $(LABS)'
	@echo
	@echo '  make setup               install what is missing; name the goal with it: make setup report'
	@echo '  make test LAB=threads    build, grade and score a lab; without LAB: all'
	@echo '                           [T=test, or how it begins] [SEED=n] [SANDBOX=1]'
	@echo '                           [FORMAT=text|tap|junit|json|autolab|prairielearn]'
	@echo '  make hint LAB=threads    a hint for the first test that fails; again: the next  [T=test] [N=n]'
	@echo '  make watch LAB=threads   test again at every save, until Ctrl-C'
	@echo '  make debug LAB=threads   gdb on the lab, in the scenario of a red test  [T=test] [SCENARIO=n]'
	@echo '  make trace LAB=threads   a waterfall of its requests, as the server saw them  [WORKERS=n] [LATENCY=ms]'
	@echo '                           with T=every_schedule: the order of the threads that goes wrong, as a picture'
	@echo '  make explore LAB=threads run its threads in every order  [PREEMPTIONS=n] [IMAGES=n] [WORKERS=n] [LIMIT=n]'
	@echo '  make explain LAB=threads when it is green: why it works, and answers to the questions of the handout'
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
	@echo '                           [HIDE=stretch, or names of tests] [STUDENT=name: pictures and seed of their own]'
	@echo '                           [SOLUTIONS=1: with them, for make explain]'
	@echo '  make platform            what Gradescope, Autolab, PrairieLearn or GitLab needs to grade a lab'
	@echo '                           [PLATFORM=gradescope|autolab|prairielearn|gitlab] [LAB=threads]'
	@echo '  make grade SUBMISSIONS=d a class, in the sandbox: a folder, zip or tar for each student; again: it goes on'
	@echo '                           [GRADES=directory] [LAB=threads] [JOBS=n] [HOSTS=file, or SLURM=1] [SEED=n] [REGRADE=n]'
	@echo '  make setup-peers         install the programs that the report compares with'
	@echo '  make skeletons           write the skeletons of labs that have none'
	@echo '  make new-lab NAME=name   add a lab, as a copy of the lab sequential to begin with'
	@echo '  make check-fast          the fast tests of the kit itself, before each commit'
	@echo '  make try FILE=file       build one file of tests/mutants or tests/variants, and grade it'
	@echo '  make lint                check scripts, format, spelling and who calls whom  [WORDS=all]'
	@echo '  make check               all tests of the kit itself'
	@echo '  make check-systems       grade the banks on every supported system, in chroots; as root'
	@echo '                           [SYSTEMS=debian13 ...] [CACHE=directory] [MIRROR=url] [UBUNTU_MIRROR=url]'
	@echo
endif
	@echo 'Begin with labs/sequential/README.md, then: make test LAB=sequential'

.PHONY: clean
clean:
	rm -rf build

include $(addprefix mk/,settings.mk flavours.mk labs.mk server.mk loop.mk report.mk setup.mk handout.mk)
# What a handout is without. Where platforms grade, mk/grade.mk is there.
include $(wildcard mk/grade.mk mk/check.mk)

-include $(shell find build/objects -name '*.d' 2>/dev/null)
