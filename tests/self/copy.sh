# copy.sh - copy the tree and work there, so that a user's files stay untouched. Scripts that try the kit source it.
tree=$PWD
copy=$(mktemp -d) || exit 2
trap 'rm -rf "$copy" "$log"' EXIT

# Copy all files that are or could be under version control, make new skeletons, and go there.
copy_tree() {
    # Skip files that are deleted but still in the index.
    git ls-files -z --cached --others --exclude-standard |
        tar --create --null --files-from - --ignore-failed-read --warning=none | tar --extract --directory "$copy"
    for skeleton in build/skeletons/*/*.c; do
        lab=$(basename "$skeleton" .c)
        cp "$skeleton" "$copy/labs/$lab/"
    done
    cd "$copy" || exit 2
    unset MAKEFLAGS MAKELEVEL MFLAGS
}

# Copy built files, to save building them again; but not the hundreds of mutants and variants.
copy_build() {
    mkdir -p build && tar --create --format=posix --directory "$tree/build" --exclude=./mutants --exclude=./variants --exclude=./attacks --exclude=./self \
        --exclude=./results . | tar --extract --directory build
}
