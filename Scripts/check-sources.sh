#!/bin/sh
# Checks what the compiler cannot: rules on the sources that keep the design in one piece.
#   1. Kernel and Inference import nothing, but for the one instruction in CPrefetch, which Kernel may do without.
#      Headline, which runs in a browser with them, imports these two alone.
#   2. Kernel and Headline call no transcendental function: their last bit differs between C libraries, and a
#      plan must give the same bytes everywhere.
#   3. No file names a folder of somebody's machine.
# `check-sources.sh FOLDER` checks another checkout.
set -eu
cd "${1:-$(dirname "$0")/..}"
LC_ALL=C
export LC_ALL

failed=0
fail() {
  printf 'sources: %s\n' "$1" >&2
  printf '%s\n' "$2" | sed 's/^/  /' >&2
  failed=1
}

# Prints FILE:LINE:TEXT of lines that match $1 in the folders that follow, line comments taken off
# (a rule may be named in a comment); a string that holds // loses its end, which hides nothing here.
lines_matching() {
  pattern=$1
  shift
  find "$@" -name '*.swift' | sort | while IFS= read -r file; do
    sed 's|//.*||' "$file" | grep -nE "$pattern" | sed "s|^|$file:|" || true
  done
}

for module in Kernel Inference; do
  if [ ! -d "Sources/$module" ]; then
    fail "Sources/$module is missing" "the rules for it were not checked"
    continue
  fi
  found=$(lines_matching '(^|[;[:space:]])(import[[:space:]]+[A-Za-z_]|canImport[[:space:]]*\()' "Sources/$module" |
    grep -vE '^Sources/Kernel/Prefetch\.swift:[0-9]+: *(#if canImport\(CPrefetch\)|internal import CPrefetch)$' || true)
  [ -z "$found" ] || fail "$module may import nothing:" "$found"
done

if [ -d Sources/Headline ]; then
  found=$(lines_matching '(^|[;[:space:]])(import[[:space:]]+[A-Za-z_]|canImport[[:space:]]*\()' Sources/Headline |
    grep -vE 'import (Kernel|Inference)$' || true)
  [ -z "$found" ] || fail "Headline may import Kernel and Inference alone:" "$found"
fi

if [ -d Sources/Kernel ]; then
  names='exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|erf|erfc|tgamma|lgamma|cbrt|hypot'
  found=$(lines_matching "(^|[^A-Za-z0-9_])($names)[[:space:]]*\\(" Sources/Kernel Sources/Headline)
  [ -z "$found" ] || fail "Kernel and Headline may call no transcendental function (make a table in Statistics):" "$found"
fi

# The folder names are put together here so that this file does not name one itself.
folders='home|root|work|workspace|Users|mnt|private|tmp'
found=$(find . \( -name '.build*' -o -name .git -o -name results -o -name __pycache__ \) -prune -o -type f -print |
  sort | while IFS= read -r file; do
    grep -nIE "(^|[^A-Za-z0-9_.~)}-])/($folders)/[A-Za-z0-9_.-]" "$file" | sed "s|^|$file:|" || true
  done)
[ -z "$found" ] || fail "a path of a machine; use a path from the repository's root:" "$found"

[ "$failed" -eq 0 ] || exit 1
echo "sources: Kernel and Inference import nothing (Kernel: at most CPrefetch), Kernel calls no transcendental function, no machine path"
