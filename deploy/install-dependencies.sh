#!/bin/sh
# Install what sanji needs from Debian 12 and this machine lacks.
#
#	deploy/install-dependencies.sh		to build, run, test and lint
#	deploy/install-dependencies.sh --run	to build and run only
#
# Quiet, and asks for no rights, when nothing is missing.
# shellcheck disable=SC2086 # lists of packages are meant to be split
set -eu

# git and ssh-keygen read the exported log; nothing else needs them to run.
run='gcc libc6-dev make pkg-config libsqlite3-dev libsodium-dev libgit2-dev
	libevent-dev libssl-dev libzstd-dev libjansson-dev libpango1.0-dev
	libqrencode-dev libxlsxwriter-dev fonts-wqy-zenhei git openssh-client'
# libclang-rt-dev holds what clang links into a fuzz target.
test='libcmocka-dev chromium clang libclang-rt-dev clang-tidy clang-format cppcheck
	curl openssl strace perl-base poppler-utils sqlite3 zbar-tools'

case "$#,${1-}" in
0,) packages="$run $test" ;;
1,--run) packages=$run ;;
*)
	echo "usage: $0 [--run]" >&2
	exit 2
	;;
esac

# Any npm will do: what the pages are made of is named in package-lock.json.
command -v npm >/dev/null || packages="$packages npm"

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "This is not Debian, so nothing is installed here." \
	    "sanji needs what Debian calls:" $packages >&2
	exit 0
fi

here=" $(dpkg-query -W -f '${Package}:${db:Status-Status} ' $packages \
    2>/dev/null || :)"
missing=
for package in $packages; do
	case $here in
	*" $package:installed "*) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
	as_root=sudo
	if ! command -v sudo >/dev/null; then
		echo "sanji needs packages that are missing here. As root, run:" \
		    "apt-get update && apt-get install$missing" >&2
		exit 1
	fi
fi

apt_get() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
	    -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@"
}

echo "Installing$missing" >&2
# A machine that has never asked for package lists, or not lately, asks now.
if ! said=$(apt_get install --no-install-recommends $missing 2>&1); then
	apt_get update
	if ! said=$(apt_get install --no-install-recommends $missing 2>&1); then
		printf '%s\n' "$said" >&2
		echo "The packages could not be installed; the reason is above." >&2
		exit 1
	fi
fi
