#!/bin/sh
# Compiles the modules that must run in a browser as Embedded Swift for WebAssembly.
# Only compiles: a construct outside the subset fails here, on the day it is written.
set -eu
cd "$(dirname "$0")/.."

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

modules="Kernel Inference"
sizes=
for module in $modules; do
  if ! ls "Sources/$module"/*.swift >/dev/null 2>&1; then
    echo "wasm: Sources/$module has no Swift file" >&2
    exit 1
  fi
  find "Sources/$module" -name '*.swift' | LC_ALL=C sort >"$out/files"
  # The same language mode and strictness as in Package.swift.
  if ! xargs swiftc -target wasm32-unknown-none-wasm -wmo -parse-as-library -O \
    -module-name "$module" -swift-version 6 -warnings-as-errors \
    -enable-upcoming-feature ExistentialAny \
    -enable-upcoming-feature InternalImportsByDefault \
    -enable-upcoming-feature MemberImportVisibility \
    -enable-experimental-feature Embedded -Xfrontend -disable-stack-protector \
    -c -o "$out/$module.o" <"$out/files"; then
    echo "wasm: $module does not compile as Embedded Swift for wasm32 (see above)" >&2
    exit 1
  fi
  sizes="$sizes, $module $(($(wc -c <"$out/$module.o") / 1024)) KiB"
done
echo "wasm: compiled as Embedded Swift for wasm32:${sizes#,}"
