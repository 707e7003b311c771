#!/bin/sh
# Makes sure that a tier is here; says nothing and changes nothing when it is. Every tier holds the first.
#   core     Swift 6.2 or newer, the C libraries, python3: enough for `make build`, `test` and `demo`
#   wasm     what links and runs the WebAssembly module: a C library and builtins for wasm32, Node
#   docs     what validates results against their schema
#   web      what draws charts and writes reports as documents: a Python environment, pandoc,
#            Chromium, a font with Chinese, the tools that read PDF
#   notebooks  what makes a Python environment
#   browser  the web tier, and what drives Chromium in tests and takes screenshots
set -eu
cd "$(dirname "$0")/.."

tier=${1:-core}

say() { printf 'setup: %s\n' "$*" >&2; }

case "$tier" in
core | wasm | docs | web | browser | notebooks) ;;
*)
  say "no tier '$tier'; there are core, wasm, docs, web, browser and notebooks"
  exit 2
  ;;
esac

needed_major=6
needed_minor=2
found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\1 \2/p' | head -n 1)
if [ -z "$found" ]; then
  say "no 'swift' command answers; ReformLab needs Swift $needed_major.$needed_minor or newer"
  say "install a toolchain from the Swift project, put its usr/bin folder in PATH, then run 'make setup' again"
  exit 1
fi
major=${found% *}
minor=${found#* }
if [ "$major" -lt "$needed_major" ] ||
  { [ "$major" -eq "$needed_major" ] && [ "$minor" -lt "$needed_minor" ]; }; then
  say "Swift $major.$minor is too old; ReformLab needs Swift $needed_major.$needed_minor or newer"
  say "install a newer toolchain, put its usr/bin folder first in PATH, then run 'make setup' again"
  exit 1
fi

missing=
command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config"
pkg-config --exists gsl 2>/dev/null || missing="$missing libgsl-dev"
pkg-config --exists yaml-0.1 2>/dev/null || missing="$missing libyaml-dev"
pkg-config --exists 'sqlite3 >= 3.37' 2>/dev/null || missing="$missing libsqlite3-dev"
pkg-config --exists 'libmicrohttpd >= 0.9.71' 2>/dev/null || missing="$missing libmicrohttpd-dev"
pkg-config --exists xlsxwriter 2>/dev/null || missing="$missing libxlsxwriter-dev"
command -v python3 >/dev/null 2>&1 || missing="$missing python3"
builtins=
if [ "$tier" = wasm ]; then
  [ -f /usr/lib/wasm32-wasi/libc.a ] || missing="$missing wasi-libc"
  found=$(find /usr/lib/llvm-*/lib/clang /usr/lib/clang -name 'libclang_rt.builtins-wasm32.a' 2>/dev/null || true)
  if [ -z "$found" ]; then
    builtins=libclang-rt-dev-wasm32
    missing="$missing $builtins"
  fi
  command -v node >/dev/null 2>&1 || missing="$missing nodejs"
fi
if [ "$tier" = docs ]; then
  python3 -c 'import jsonschema' >/dev/null 2>&1 || missing="$missing python3-jsonschema"
fi
if [ "$tier" = notebooks ]; then
  python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || missing="$missing python3-venv"
fi
# Without these the lab works all the same, with less: a system that has no apt-get is told, not refused.
extras=
if [ "$tier" = web ] || [ "$tier" = browser ]; then
  python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || missing="$missing python3-venv"
  command -v pandoc >/dev/null 2>&1 || extras="$extras pandoc"
  command -v pdftotext >/dev/null 2>&1 || extras="$extras poppler-utils"
  fc-list :lang=zh 2>/dev/null | grep -q . || extras="$extras fonts-noto-cjk fontconfig"
  if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1 &&
    ! command -v google-chrome >/dev/null 2>&1; then
    if grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then
      say "no Chromium: Ubuntu has it as a snap only, so install one yourself; without it there is no brief as PDF, and browser tests are skipped"
    else
      extras="$extras chromium"
    fi
  fi
fi

# Installs the packages in $missing and $extras, or says how; not having the first is the end.
install_packages() {
  [ -n "$missing$extras" ] || return 0
  # Without pkg-config the libraries cannot be seen; asking for one that is there already does no harm.
  if ! command -v apt-get >/dev/null 2>&1; then
    say "missing:$missing$extras (Debian names); install them with this system's package manager"
    [ -z "$missing" ] || exit 1
    return 0
  fi
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      say "missing:$missing$extras; as root, run: apt-get install --no-install-recommends$missing$extras"
      [ -z "$missing" ] || exit 1
      return 0
    fi
    as_root=sudo
  fi
  say "installing with apt-get:$missing$extras"
  # shellcheck disable=SC2086 # the lists are words on purpose
  {
    $as_root apt-get update -qq
    # Not every release has a package without the compiler's version in its name; the highest will do.
    if [ -n "$builtins" ] && ! apt-cache show "$builtins" >/dev/null 2>&1; then
      versioned=$(apt-cache search --names-only '^libclang-rt-[0-9]+-dev-wasm32$' | cut -d ' ' -f 1 | sort -V | tail -n 1)
      missing=$(printf '%s' "$missing" | sed "s/$builtins/${versioned:-$builtins}/")
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing $extras
  } >&2
}

install_packages
case "$tier" in
web) sh Scripts/web-environment.sh Scripts/web-requirements.txt ;;
browser) sh Scripts/web-environment.sh Scripts/web-requirements.txt Scripts/browser-requirements.txt ;;
esac
