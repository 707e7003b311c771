#!/bin/sh
# Every scenario of the repository and of its guides must pass `reformlab check --strict`, oracles and exercises
# `reformlab check`: a queue whose people cannot do all work is what some of them are about.
set -eu
cd "$(dirname "$0")/.."

reformlab=.build/release/reformlab
if [ ! -x "$reformlab" ]; then
  echo "scenarios: $reformlab is missing; run 'make build' first" >&2
  exit 1
fi

count=0
failed=0
for file in Scenarios/*.yaml docs/guides/*.yaml Scenarios/oracles/*.yaml Scenarios/exercises/*/*.yaml; do
  [ -e "$file" ] || continue
  # What an exercise asks is no scenario; `exercise dev check` reads it.
  case $file in */exercise.yaml | */solution.yaml) continue ;; esac
  count=$((count + 1))
  status=0
  case $file in
    Scenarios/oracles/* | Scenarios/exercises/*) strict= ;;
    *) strict=--strict ;;
  esac
  output=$("$reformlab" check $strict "$file" 2>&1) || status=$?
  if [ "$status" -ne 0 ]; then
    printf '%s\n' "$output" >&2
    echo "scenarios: $file does not pass 'reformlab check $strict' (exit code $status)" >&2
    failed=$((failed + 1))
  fi
done
if [ "$count" -eq 0 ]; then
  echo "scenarios: Scenarios has no .yaml file" >&2
  exit 1
fi
[ "$failed" -eq 0 ] || exit 1
echo "scenarios: $count pass 'reformlab check'"
