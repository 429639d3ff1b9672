#!/bin/sh
# Runs run.py on a sandbox: run.sh URL PRIVATE_KEY_FILE [CLIENT...]
# The clients are installed once into a virtual environment beside this file; exit status 77 where PyPI cannot be reached.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/.venv"
wanted="simple-salesforce==1.12.* aiosalesforce==0.6.* salesforce-api==0.1.*"
if [ "$(cat "$venv/installed" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$venv"
  python3 -m venv "$venv" || { echo "no virtual environment can be made: python3 with venv is missing"; exit 77; }
  # shellcheck disable=SC2086
  "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 15 $wanted || { echo "PyPI cannot be reached"; exit 77; }
  echo "$wanted" > "$venv/installed"
fi
exec "$venv/bin/python" "$here/run.py" "$@"
