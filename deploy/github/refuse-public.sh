#!/usr/bin/env bash
# A lake holds texts that may not be handed on, and anybody can read the releases of a public repository.
. "$(dirname "$0")/places.sh"

visibility=$(gh repo view "$GITHUB_REPOSITORY" --json visibility --jq .visibility)
if [ "$visibility" = PUBLIC ] && [ "${ALLOW_PUBLIC:-}" != true ]; then
  tell "**Nothing was done:** this repository is public, and a lake holds texts that may not be redistributed. Make it private, or keep the lake elsewhere; see docs/automation.md."
  echo "This repository is public. Make it private, or set the variable SLUICE_ALLOW_PUBLIC to true if you may hand on every text of your sources." >&2
  exit 1
fi
