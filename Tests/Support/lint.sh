#!/usr/bin/env bash
# Formatting, and no force unwrap, forced try, forced cast or fatalError in Sources without its reason:
# a comment that begins "Cannot fail:" on the same line or the line above.
set -euo pipefail
cd "$(dirname "$0")/../.."

status=0
swift format lint --strict --recursive --parallel Package.swift Sources Tests ${BENCHMARKS_FOLDER:-} || status=1

rules='{"version": 1, "lineLength": 100000, "rules": {"NeverForceUnwrap": true, "NeverUseForceTry": true}}'
configuration=$(mktemp)
trap 'rm -f "$configuration"' EXIT
printf '%s' "$rules" >"$configuration"
forced=$(
  { swift format lint --recursive --parallel --configuration "$configuration" Sources 2>&1 |
      sed -nE 's/^([^:]+):([0-9]+):[0-9]+: [a-z]+: \[(NeverForceUnwrap|NeverUseForceTry)\].*/\1:\2/p'
    grep -rnE '\b(fatalError|preconditionFailure)\(' Sources --include='*.swift' | cut -d: -f1,2 || true
  } | sort -u
)
for place in $forced; do
  file=${place%:*} line=${place##*:}
  if ! sed -n "$((line > 1 ? line - 1 : 1)),${line}p" "$file" | grep -q 'Cannot fail:'; then
    echo "$place: forced without a comment that says why it cannot fail" >&2
    status=1
  fi
done
exit $status
