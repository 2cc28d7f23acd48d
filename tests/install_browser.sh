#!/usr/bin/env bash
# Chromium and fonts for Arabic, from the distribution. Says clearly what to do where that is not possible.
set -euo pipefail
if command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*arabic'; then exit 0; fi
printf '\033[1m==>\033[0m %s\n' "Installing Chromium and fonts for the browser tests"
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "Chromium or Arabic fonts are missing. Install them (Debian: sudo apt-get install chromium fonts-noto-core) and run again." >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fontconfig >/dev/null
