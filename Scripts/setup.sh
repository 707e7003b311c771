#!/bin/sh
# Makes sure that the core tier is here: Swift 6.2 or newer, the C libraries, python3.
# `setup.sh wasm` asks for what links and runs the WebAssembly module too: a C library and compiler
# builtins for wasm32, and Node; `setup.sh docs` for what validates results against their schema.
# Says nothing and changes nothing when everything is.
set -eu

tier=${1:-core}

say() { printf 'setup: %s\n' "$*" >&2; }

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
[ -z "$missing" ] && exit 0

# Without pkg-config the libraries cannot be seen; asking for one that is there already does no harm.
if ! command -v apt-get >/dev/null 2>&1; then
  say "missing:$missing (Debian names); install them with this system's package manager"
  exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    say "missing:$missing; as root, run: apt-get install --no-install-recommends$missing"
    exit 1
  fi
  as_root=sudo
fi
say "installing with apt-get:$missing"
# shellcheck disable=SC2086 # the list is words on purpose
{
  $as_root apt-get update -qq
  # Not every release has a package without the compiler's version in its name; the highest will do.
  if [ -n "$builtins" ] && ! apt-cache show "$builtins" >/dev/null 2>&1; then
    versioned=$(apt-cache search --names-only '^libclang-rt-[0-9]+-dev-wasm32$' | cut -d ' ' -f 1 | sort -V | tail -n 1)
    missing=$(printf '%s' "$missing" | sed "s/$builtins/${versioned:-$builtins}/")
  fi
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
} >&2
