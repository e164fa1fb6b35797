#!/usr/bin/env bash
# A lake holds texts that may not be handed on, and anybody can read the releases of a public repository. A person who
# starts it there is told so by a failure; the schedule, which every fork has, by a notice.
. "$(dirname "$0")/places.sh"

visibility=$(gh repo view "$GITHUB_REPOSITORY" --json visibility --jq .visibility)
if [ "$visibility" != PUBLIC ] || [ "${ALLOW_PUBLIC:-}" = true ]; then
  echo "go=true" >>"$GITHUB_OUTPUT"
  exit 0
fi
tell "**Nothing was done:** this repository is public, and a lake holds texts that may not be redistributed. Make it private, or keep the lake elsewhere; see docs/automation.md."
if [ "${GITHUB_EVENT_NAME:-}" = schedule ]; then
  echo "::notice::This repository is public, so the lake is not refreshed here. Disable this workflow, or see docs/automation.md."
  echo "go=false" >>"$GITHUB_OUTPUT"
  exit 0
fi
echo "This repository is public. Make it private, or set the variable SLUICE_ALLOW_PUBLIC to true if you may hand on every text of your sources." >&2
exit 1
