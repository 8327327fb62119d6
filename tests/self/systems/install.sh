#!/bin/sh
# install.sh SYSTEM DIRECTORY - install a system with the README's requirements, unless the directory has it already.
system=$1 directory=$2
[ ! -d "$directory" ] || exit 0
case $system in
debian12) suite=bookworm ;;
debian13) suite=trixie ;;
ubuntu22.04) suite=jammy ;;
ubuntu24.04) suite=noble ;;
ubuntu26.04) suite=resolute ;;
esac

# The mirror in this machine's apt settings; without one, debootstrap has a default.
mirror_of() { # ORIGIN SUITE
    apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        sed -n "s/^$1 //p" | grep -vE 'security|updates' | head -n 1
}
case $system in
debian*)
    mirror=${MIRROR:-$(mirror_of Debian)} script=sid components=main
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    ;;
ubuntu*)
    mirror=${UBUNTU_MIRROR:-$(mirror_of Ubuntu)} script=gutsy components=main,universe
    keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg
    ;;
esac
verify=--keyring=$keyring
if [ ! -f "$keyring" ]; then
    verify=--no-check-gpg
    echo "## installing, without a check of signatures, since $keyring is missing"
fi
eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
export http_proxy DEBIAN_FRONTEND=noninteractive

echo "## installing"
new=$directory.new
rm -rf "$new"
debootstrap "$verify" --variant=minbase --components="$components" "$suite" "$new" "$mirror" $script &&
    sed -n "s/^deb [^ ]* $suite /&/p" "$new/etc/apt/sources.list" | sed "s/ $suite / $suite-updates /" \
        >"$new/etc/apt/sources.list.d/updates.list" &&
    cp /etc/resolv.conf "$new/etc/" && mount -t proc proc "$new/proc" &&
    chroot "$new" apt-get -q update && chroot "$new" apt-get -qy dist-upgrade &&
    chroot "$new" apt-get -qy install --no-install-recommends git make sudo &&
    chroot "$new" useradd --create-home --shell /bin/sh student &&
    echo 'student ALL=(ALL) NOPASSWD: ALL' >"$new/etc/sudoers.d/student" || exit 1
umount "$new/proc" && mv "$new" "$directory"
