#!/bin/sh
#SBATCH --job-name=fetchlab --ntasks=1 --cpus-per-task=1 --mem=2G --time=12:00:00 --output=/dev/null
# array.sh - one task of a Slurm array grades each $STRIDE-th line of $GRADES/jobs. grade.sh submits it. All nodes see the kit and
# $GRADES at the same path.
line=$SLURM_ARRAY_TASK_ID
tab=$(printf '\t')
while job=$(sed -n "${line}p" "$GRADES/jobs") && [ -n "$job" ]; do
    IFS=$tab read -r key lab hash seed <<END
$job
END
    tests/grade/one.sh "$key" "$lab" "$hash" "$seed"
    line=$((line + STRIDE))
done
