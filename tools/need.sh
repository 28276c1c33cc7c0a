#!/bin/sh
# Check that a program is installed. If not, install its Debian package, or say what to install.
#
#   sh tools/need.sh 'java -version' default-jre-headless 'The HTML checker needs Java'
#
# The first argument is a command that succeeds if the program is installed; the second is the package for apt-get;
# the third says what needs it.
set -eu
check=$1 package=$2 why=$3

there() { sh -c "$check" >/dev/null 2>&1; }

there && exit 0
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
        root=env
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        root='sudo env'
    else
        root=
    fi
    if [ -n "$root" ]; then
        echo "$why: installing it (apt-get install $package)"
        # shellcheck disable=SC2086  # both are lists of words
        $root DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && apt-get install -y -qq $package" >/dev/null &&
            there && exit 0
    fi
fi
echo "$why, which is not installed. Install it, then run make again:" >&2
echo "    on Debian or Ubuntu, as root: apt-get install $package" >&2
echo "    on other systems: use your package manager; this command must succeed: $check" >&2
exit 1
