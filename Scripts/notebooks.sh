#!/bin/sh
# Makes .build/notebooks/venv hold what Notebooks/requirements.txt says, then does what it is asked.
#   run [NAME…]   executes the notebooks (those whose names begin so) headless; any error is a failure
#   test [ARG…]   runs Tests/Notebooks; what follows is for pytest
#   open          starts Jupyter in Notebooks
# The program is $REFORMLAB or .build/release/reformlab.
set -eu
cd "$(dirname "$0")/.."

environment=.build/notebooks/venv
python=$environment/bin/python
requirements=Notebooks/requirements.txt

say() { printf 'notebooks: %s\n' "$*" >&2; }

# What was installed is remembered as a copy of the file that asked for it.
if ! cmp -s "$requirements" "$environment/requirements.txt"; then
  sh Scripts/setup.sh notebooks
  if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "$(python3 --version) is too old for what $requirements lists; put Python 3.11 or newer first in PATH"
    exit 1
  fi
  mkdir -p .build/notebooks
  # An environment that does not run is of a Python that went away.
  "$python" -c '' >/dev/null 2>&1 || python3 -m venv --clear "$environment"
  say "installing what $requirements lists into $environment (half a gigabyte, about a minute)"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$environment/requirements.txt"
fi

what=${1:-run}
[ $# -eq 0 ] || shift
case "$what" in
run) exec "$python" Scripts/run-notebooks.py "$@" ;;
test) exec "$python" -m pytest -q --tb=short --show-capture=stdout -p no:cacheprovider Tests/Notebooks "$@" ;;
open) cd Notebooks && exec ../"$environment"/bin/jupyter lab ;;
*)
  say "'$what' is none of run, test and open"
  exit 2
  ;;
esac
