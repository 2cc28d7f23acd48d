#!/usr/bin/env bash
# Chromium, fonts for Arabic, and Pango for letters in PDF, from the distribution. Says clearly what to do where that is not possible.
set -euo pipefail
has_pango() { ldconfig -p 2>/dev/null | grep libpangoft2 >/dev/null; }
if command -v chromium >/dev/null && fc-list 2>/dev/null | grep -i "noto.*arabic" >/dev/null && has_pango; then exit 0; fi
printf '\033[1m==>\033[0m %s\n' "Installing Chromium, fonts and Pango for the tests"
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "Chromium, Arabic fonts or Pango are missing. Install them (Debian: sudo apt-get install chromium fonts-noto-core libpango-1.0-0 libpangoft2-1.0-0) and run again." >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fontconfig libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 >/dev/null
