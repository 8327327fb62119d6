#!/bin/sh
# pack.sh PLATFORM LAB - write what is uploaded to a platform to grade one lab, into build/platforms/PLATFORM-LAB. The kit in it
# has all tests, and no solutions.
platform=$1 lab=$2
fail() {
    echo "make platform: $*" >&2
    exit 1
}
[ -d "tests/platforms/$platform" ] || fail "PLATFORM is one of: $(cd tests/platforms && echo */ | tr -d /)"
[ -n "$lab" ] || fail "say which lab: make platform PLATFORM=$platform LAB=threads"
archive=$(HIDE= STUDENT= tests/handout/pack.sh $LABS) || exit 1
to=build/platforms/$platform-$lab
rm -rf "$to" && mkdir -p "$to" && work=$(mktemp -d build/pack.XXXXXX) || fail 'cannot write to build/'
trap 'rm -rf "$work"' EXIT
seed=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}

tar -xzf "$archive" -C "$work" && git archive HEAD mk/grade.mk tests/grade tests/platforms | tar -x -C "$work/fetchlab" &&
    rm "$work/fetchlab/tests/handout/contents" && printf 'LAB=%s SEED=%s\n' "$lab" "$seed" >"$work/fetchlab/settings" &&
    tar -czf "$work/fetchlab.tar.gz" -C "$work" fetchlab || fail 'cannot pack the kit'
cp -R "tests/platforms/$platform/." "$to" && find "$to" -type f -exec sed -i "s/@LAB@/$lab/g;s/@UUID@/$(cat /proc/sys/kernel/random/uuid)/" {} + || fail "cannot write $to"
case $platform in
gradescope)
    mv "$work/fetchlab.tar.gz" "$to" && rm -f "$to.zip" && (cd "$to" && zip -qr "../$platform-$lab.zip" .) && echo "$to.zip"
    ;;
autolab) tar -xzf "$work/fetchlab.tar.gz" -C "$to" && tar -cf "$to/autograde.tar" -C "$to" fetchlab && rm -rf "$to/fetchlab" && echo "$to" ;;
*) mv "$work/fetchlab.tar.gz" "$to" && echo "$to" ;;
esac
