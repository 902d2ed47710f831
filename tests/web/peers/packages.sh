#!/usr/bin/env bash
# Installs from Debian's packages the monitoring systems that post to a running instance, where they are missing.
set -euo pipefail

missing=()
command -v prometheus-alertmanager >/dev/null || missing+=(prometheus-alertmanager)
[ -x /usr/sbin/nagios4 ] || missing+=(nagios4-core)
[ -x /usr/sbin/icinga2 ] || missing+=(icinga2-bin)
command -v curl >/dev/null || missing+=(curl)
((${#missing[@]})) || exit 0

as_root=()
((EUID == 0)) || as_root=(sudo)
echo "== installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# A list that could not be renewed may still be good enough.
"${as_root[@]}" apt-get -qq update || true
"${as_root[@]}" apt-get -qq install --no-install-recommends "${missing[@]}" >/dev/null
