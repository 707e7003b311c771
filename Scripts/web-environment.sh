#!/bin/sh
# Makes .build/web/venv hold what the requirement files given say, at their versions.
# Says nothing and asks no network when it does. Exit code 1 and a sentence where that is impossible.
set -eu
cd "$(dirname "$0")/.."

environment=.build/web/venv
python=$environment/bin/python

say() { printf 'web: %s\n' "$*" >&2; }

wanted=
for requirements in "$@"; do
  # What was installed is remembered as a copy of the file that asked for it.
  cmp -s "$requirements" "$environment/$(basename "$requirements")" || wanted="$wanted $requirements"
done
[ -n "$wanted" ] || exit 0

if ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then
  say "no Python environment: python3 lacks 'venv' (Debian: python3-venv); 'make web' installs it"
  exit 1
fi
mkdir -p .build/web
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# An environment that does not run is of a Python that went away.
"$python" -c '' >/dev/null 2>&1 || python3 -m venv --clear "$environment"
for requirements in $wanted; do
  say "installing $(grep -v '^#' "$requirements" | tr '\n' ' ')into $environment"
  if ! "$python" -m pip install --quiet --disable-pip-version-check --timeout 15 --retries 1 \
    -r "$requirements" >"$log" 2>&1; then
    say "pip could not install what $requirements lists: $(grep -i error "$log" | tail -n 1)"
    exit 1
  fi
  cp "$requirements" "$environment/"
done
