#!/usr/bin/env bash
# Installs from Debian's packages what the tests start for real, where it is missing.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ -x /usr/sbin/dovecot ] || missing+=(dovecot-imapd)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v qpdf >/dev/null || missing+=(qpdf)
((${#missing[@]})) || exit 0

as_root=()
((EUID == 0)) || as_root=(sudo)
echo "== installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# A list that could not be renewed may still be good enough.
"${as_root[@]}" apt-get -qq update || true
"${as_root[@]}" apt-get -qq install --no-install-recommends "${missing[@]}" >/dev/null
