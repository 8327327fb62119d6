# copy.sh - to be read by scripts that try the kit in a copy of the tree, so that nobody's files are touched.
tree=$PWD
copy=$(mktemp -d) || exit 2
trap 'rm -rf "$copy" "$log"' EXIT

# Copy what is, or could be, under version control, with fresh skeletons, and go there.
copy_tree() {
    # Files that are deleted, and not yet so in the index, are passed over.
    git ls-files -z --cached --others --exclude-standard |
        tar --create --null --files-from - --ignore-failed-read --warning=none | tar --extract --directory "$copy"
    for skeleton in build/skeletons/*/*.c; do
        lab=$(basename "$skeleton" .c)
        cp "$skeleton" "$copy/labs/$lab/"
    done
    cd "$copy" || exit 2
    unset MAKEFLAGS MAKELEVEL MFLAGS
}

# Copy what is built, which then need not be built again; but not the hundreds of wrong and right answers.
copy_build() {
    mkdir -p build && tar --create --format=posix --directory "$tree/build" --exclude=./mutants --exclude=./variants --exclude=./attacks --exclude=./self \
        --exclude=./results . | tar --extract --directory build
}
