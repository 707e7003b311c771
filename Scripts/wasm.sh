#!/bin/sh
# Compiles the modules that must run in a browser as Embedded Swift for WebAssembly and links them to
# .build/reformlab.wasm. A construct outside the subset fails here, on the day it is written, and so
# does an import: the module may ask nothing of whoever runs it.
set -eu
cd "$(dirname "$0")/.."

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# What the compiled code calls and Swift does not bring: memory from wasi-libc, 128-bit arithmetic from
# the builtins of whichever compiler version this system packs.
libc=/usr/lib/wasm32-wasi/libc.a
builtins=$(find /usr/lib/llvm-*/lib/clang /usr/lib/clang -name 'libclang_rt.builtins-wasm32.a' 2>/dev/null |
  LC_ALL=C sort | tail -n 1)
if [ ! -f "$libc" ] || [ -z "$builtins" ]; then
  echo "wasm: no C library for wasm32 here; run 'make check-wasm' (Debian: wasi-libc, libclang-rt-dev-wasm32)" >&2
  exit 1
fi

for module in Kernel Inference Headline WasmEntry; do
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
    -I "$out" -emit-module -emit-module-path "$out/$module.swiftmodule" \
    -c -o "$out/$module.o" <"$out/files"; then
    echo "wasm: $module does not compile as Embedded Swift for wasm32 (see above)" >&2
    exit 1
  fi
done

# The object of the entry points holds all that they reach in the others: embedded modules are
# compiled into those who use them.
mkdir -p .build
# The linker of the Swift toolchain, which need not be in PATH.
resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
"$resources/../../bin/wasm-ld" --no-entry --gc-sections --strip-all "$out/WasmEntry.o" "$libc" "$builtins" -o "$out/reformlab.wasm"
node -e '
const module = new WebAssembly.Module(require("fs").readFileSync(process.argv[1]))
const asked = WebAssembly.Module.imports(module).map((i) => i.module + "." + i.name)
if (asked.length > 0) {
  console.error("wasm: the module imports " + asked.join(", ") + "; it may import nothing")
  process.exit(1)
}' "$out/reformlab.wasm"
# In one step, so that whoever reads the module meanwhile reads a whole one.
mv "$out/reformlab.wasm" .build/reformlab.wasm
echo "wasm: Kernel, Inference and Headline linked for wasm32 without an import: .build/reformlab.wasm, $(($(wc -c <.build/reformlab.wasm) / 1024)) KiB"
