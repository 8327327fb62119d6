#!/bin/sh
# new_lab.sh NAME - add a lab. It begins as a copy of the lab sequential, which passes all tests: handout, hints, solution,
# skeleton, suite, a mutant and a variant. There are no templates that could grow old.
name=$1 model=sequential
fail() {
    echo "make new-lab: $*" >&2
    exit 1
}
case $name in
'') fail 'say what the lab is called: make new-lab NAME=pipeline' ;;
*[!a-z_]* | _*) fail "a lab's name has small letters and _ only, got \"$name\"" ;;
esac
for taken in "labs/$name" "solutions/$name" "tests/${name}_test.c" "tests/mutants/$name" "tests/variants/$name"; do
    [ ! -e "$taken" ] || fail "$taken is there already"
done

# renamed FROM TO - copy a file, with the new name in it.
renamed() {
    mkdir -p "$(dirname "$2")" && sed "s/\<$model\>/$name/g; s/\<${model}_test\>/${name}_test/g" "$1" >"$2" || fail "cannot write $2"
}
renamed labs/$model/README.md "labs/$name/README.md"
sed -i "1s/.*/# Lab: $name/" "labs/$name/README.md"
renamed labs/$model/hints.md "labs/$name/hints.md"
renamed solutions/$model/$model.c "solutions/$name/$name.c"
renamed tests/${model}_test.c "tests/${name}_test.c"
renamed tests/variants/$model/core.c "tests/variants/$name/core.c"
renamed tests/mutants/$model/returns-the-count.patch "tests/mutants/$name/returns-the-count.patch"
sed -i "/^LABS  *:=/s/\$/ $name/" Makefile
MAKEFLAGS= ${MAKE:-make} -s skeletons

cat <<END

The lab $name does what the lab $model does, until you change it, in this order:
  labs/$name/README.md         the handout: what is asked, and the steps
  solutions/$name/$name.c      the solution; the skeleton is cut from it
  tests/${name}_test.c         the suite; FLAVOURS_$name in mk/flavours.mk names the instruments that it needs
  labs/$name/hints.md          three hints for each test
  tests/mutants/$name/, tests/variants/$name/
After each change: make check-fast, and sh tests/self/mutants.sh $name
END
