#!/bin/sh
# version.sh - date and commit of this tree: "2026-03-31T09:00:00Z 0123456789", from VERSION in a handout, else from git.
[ ! -f VERSION ] || exec cat VERSION
TZ=UTC0 git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format='%cd %H' | cut -c 1-31
