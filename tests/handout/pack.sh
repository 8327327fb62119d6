#!/bin/sh
# pack.sh LAB... - make the archive for students, build/fetchlab-DATE-COMMIT.tar.gz, from the last commit. It holds the kit
# without solutions and without tests of the kit itself, and a skeleton for each lab. The same commit gives the same bytes. It
# lacks the tests that HIDE names ("stretch": all stretch goals). STUDENT=name gives it a seed that follows from the file SECRET.
# With SOLUTIONS=1 it holds the solutions, too, in labs/kit/solutions.
export LC_ALL=C
umask 022
fail() {
    echo "make handout: $*" >&2
    exit 1
}

unset MAKEFLAGS MFLAGS MAKELEVEL
[ -d solutions ] || fail 'this is a handout; only the complete kit can make one'
commit=$(git rev-parse --verify HEAD) || fail 'cannot find the git repository, whose last commit is packed'
version=$(tests/handout/version.sh)
date=$(git log -1 --format=%ct)
[ -z "$(git status --porcelain)" ] || echo 'make handout: uncommitted changes are left out' >&2

mkdir -p build && work=$(mktemp -d build/handout.XXXXXX) || fail 'cannot write to build/'
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
tree=$work/fetchlab archive=build/fetchlab-${version%%T*}-${version##* }.tar.gz
if [ -n "${STUDENT:-}" ]; then
    secret=${SECRET:-students.secret}
    ! git ls-files --error-unmatch "$secret" >/dev/null 2>&1 || fail "$secret is under version control, and so no secret"
    ${MAKE:-make} -s build/tests/handout/seed && seed=$(build/tests/handout/seed "$secret" "$STUDENT") || fail 'no seed'
    archive=${archive%.tar.gz}-$(printf %s "$STUDENT" | sha256sum | cut -c 1-10).tar.gz
fi

# :(exclude) is relative to where git runs, which is the root of the kit.
mkdir "$tree" && git archive "$commit" >"$work/all.tar" . ':(exclude)solutions' ':(exclude)tests/mutants' \
    ':(exclude)tests/variants' ':(exclude)tests/self' ':(exclude)tests/grade' \
    ':(exclude)tests/platforms' ':(exclude)tests/handout/*.c' ':(exclude)report/measure/race' ':(exclude)mk/check.mk' ':(exclude)mk/grade.mk' ':(exclude).ci' &&
    tar -xf "$work/all.tar" -C "$tree" &&
    git archive "$commit" Makefile mk solutions tests/loop >"$work/solutions.tar" && mkdir "$work/whole" &&
    tar -xf "$work/solutions.tar" -C "$work/whole" || fail 'cannot unpack the last commit'

# Remove the section for teachers, whose commands need the complete kit.
sed -i '/^## For teachers/,/^\[mock_server/{/^\[mock_server/!d}' "$tree/README.md" || fail 'cannot write README.md'

# The Makefile of that commit cuts the skeletons.
mkdir "$tree/labs/kit/skeletons" || fail 'cannot create the directory for the skeletons'
for lab; do
    skeleton=build/skeletons/$lab/$lab.c
    ${MAKE:-make} -s -C "$work/whole" "$skeleton" && cp "$work/whole/$skeleton" "$tree/labs/kit/skeletons/$lab.c" &&
        cp "$work/whole/$skeleton" "$tree/labs/$lab/$lab.c" || fail "cannot make the skeleton of $lab"
done
# For make explain, where the teacher wants that.
if [ "${SOLUTIONS:-}" = 1 ]; then
    mkdir "$tree/labs/kit/solutions" || fail 'no directory for the solutions'
    for lab; do
        cp "$work/whole/solutions/$lab/$lab.c" "$tree/labs/kit/solutions/" || fail "no solution of $lab"
    done
fi
[ -z "${STUDENT:-}" ] || echo "$seed" >"$tree/SEED" || fail 'cannot write SEED'
if [ -n "${HIDE:-}" ]; then
    ${MAKE:-make} -s build/tests/handout/hide && build/tests/handout/hide "$tree" $HIDE || exit 1
fi
echo "$version" >"$tree/VERSION" &&
    (cd "$tree" && find . -type f ! -path ./tests/handout/contents -printf '%P\0' | sort -z | xargs -0 sha256sum >"$OLDPWD/$work/contents") &&
    mv "$work/contents" "$tree/tests/handout/contents" || fail 'cannot write the list of contents'

tar -cf "$work/handout.tar" -C "$work" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner \
    --mode=u=rwX,go=rX --mtime="@$date" fetchlab && gzip -n -9 "$work/handout.tar" &&
    mv "$work/handout.tar.gz" "$archive" || fail "cannot write $archive"
echo "$archive"
