#!/usr/bin/env bash
# PyICU, which followthemoney needs, comes as source: it is compiled here and wants a C++ compiler and ICU's headers.
set -euo pipefail
if command -v c++ >/dev/null && command -v pkg-config >/dev/null && pkg-config --exists icu-i18n; then exit 0; fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "A C++ compiler or ICU's headers are missing; PyICU may not build. Debian: sudo apt-get install g++ pkg-config libicu-dev" >&2
  exit 0
fi
printf '\033[1m==>\033[0m %s\n' "Installing a C++ compiler and the headers of ICU"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends g++ pkg-config libicu-dev >/dev/null
