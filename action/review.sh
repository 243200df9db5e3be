#!/usr/bin/env bash
# Reviews the range of the pull request. The configuration is the base's own, so a pull request cannot loosen its
# review; nothing of the head is ever executed.
set -euo pipefail
result="$RUNNER_TEMP/dataset-review.json"
# Rows link to their lines by what GitHub says of the workflow; the signals' pages are those of this very Action.
docs=()
if [ -n "${ACTION_REPOSITORY:-}" ] && [ -n "${ACTION_REF:-}" ]; then
  docs=(--docs "$GITHUB_SERVER_URL/$ACTION_REPOSITORY/blob/$ACTION_REF/docs")
fi
status=0
node "$ACTION_PATH/dist/cli.js" scan --repo "$GITHUB_WORKSPACE" --git "$BASE_SHA..$HEAD_SHA" \
  ${docs[@]+"${docs[@]}"} --format github --save "markdown=$GITHUB_STEP_SUMMARY" --save "json=$result" || status=$?
if [ -f "$result" ]; then
  {
    echo "result=$result"
    echo "conclusion=$(node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).conclusion' "$result")"
  } >> "$GITHUB_OUTPUT"
fi
exit "$status"
