#!/usr/bin/env bash
# setup.sh - as root, once, when Gradescope builds the image: https://gradescope-autograders.readthedocs.io/en/latest/specs.
set -e
cd "${AUTOGRADER:-/autograder}/source"
apt-get update
apt-get install -y --no-install-recommends make sudo git
tar -xzf fetchlab.tar.gz
cd fetchlab
make setup grade
. ./settings
# Compiled here, so that a submission does not wait for it.
make -s build/tests/grade/collect "build/grade/compile-$LAB.sh" "build/tests/${LAB}_test" build/mock_server/mock_server "build/skeletons/$LAB/$LAB.c"
