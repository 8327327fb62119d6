#!/bin/sh
# run.sh - grades /grade/student, and writes /grade/results/results.json: https://prairielearn.readthedocs.io/en/latest/externalGrading.
place=${GRADE:-/grade}
cd "$(dirname "$0")/../../.." || exit 1
. ./settings
export SEED
mkdir -p "$place/results" && sh tests/platforms/grade.sh "$LAB" prairielearn "$place/student" >"$place/results/results.json.new" || exit 1
mv "$place/results/results.json.new" "$place/results/results.json"
