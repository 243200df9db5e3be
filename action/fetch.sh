#!/usr/bin/env bash
# Makes both commits and their common history available in the checkout, which may be shallow. Of a fork's pull
# request the head is fetched through the base repository: no access to the fork is needed, and a read-only token does.
set -euo pipefail
cd "$GITHUB_WORKSPACE"

if [ -z "${BASE_SHA:-}" ] || [ -z "${HEAD_SHA:-}" ]; then
  echo "::error::dataset-review runs on the events pull_request and merge_group; this one names no base and head."
  exit 2
fi

have() { git rev-parse --verify --quiet --end-of-options "$1^{commit}" > /dev/null; }
complete() { have "$BASE_SHA" && have "$HEAD_SHA" && git merge-base "$BASE_SHA" "$HEAD_SHA" > /dev/null; }

complete && exit 0
refs=("$BASE_SHA")
if [ -n "${PULL_NUMBER:-}" ]; then refs+=("refs/pull/$PULL_NUMBER/head"); else refs+=("$HEAD_SHA"); fi
depth=()
[ "$(git rev-parse --is-shallow-repository)" = false ] || depth=(--unshallow)
git fetch --no-tags --no-recurse-submodules ${depth[@]+"${depth[@]}"} origin "${refs[@]}"
complete && exit 0
echo "::error::dataset-review could not fetch the history of $BASE_SHA and $HEAD_SHA. Check out the repository in an earlier step."
exit 2
