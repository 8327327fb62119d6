#!/bin/sh
# enter.sh DIRECTORY TREE - run inside.sh on the system in DIRECTORY, with a clean copy of the tree.
directory=$1 tree=$2
kit=$directory/home/student/kit
rm -rf "$kit" && mkdir "$kit" && cp /etc/resolv.conf "$directory/etc/" || exit 1
git -C "$tree" ls-files -z --cached --others --exclude-standard |
    tar -C "$tree" --create --null --files-from - --ignore-failed-read --warning=none | tar -C "$kit" --extract || exit 1
eval "$(apt-config shell http_proxy Acquire::http::Proxy)"

# A chroot is not enough: in one, the kernel creates no user namespaces, which the sandbox needs.
exec unshare --mount sh -c '
    mount --bind "$0" "$0" && cd "$0" && mount -t proc proc proc && mount --rbind /sys sys && mount --rbind /dev dev &&
        mount -t tmpfs tmpfs dev/shm && mount -t tmpfs tmpfs tmp && pivot_root . . && umount -l . || exit 1
    cd /home/student/kit && chown -R student: . &&
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 ${1:+"http_proxy=$1"} sh tests/self/systems/inside.sh' \
    "$directory" "${http_proxy:-}"
