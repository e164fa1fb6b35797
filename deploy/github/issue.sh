#!/usr/bin/env bash
# open: one issue says that the refresh fails; a second failure is a comment. close: it works again.
. "$(dirname "$0")/places.sh"

label=weekly-refresh
page=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')

case $1 in
  open)
    read -r restore refresh verify keep <<<"${FAILED:-}" || true
    # shellcheck disable=SC2154
    body="The weekly refresh failed: $page

Restore: ${restore:-not reached}. Refresh: ${refresh:-not reached}${EXIT_CODE:+ (exit code $EXIT_CODE)}. Verify: ${verify:-not reached}. Keep: ${keep:-not reached}.

Exit codes: 1 a gate stopped it, 2 the call was refused, 3 upstream cannot be reached, 4 some files could not be fetched, 5 the runner was in the way. What is served is as it was. docs/automation.md says what to do; this issue is closed when a run succeeds."
    if [ -n "$number" ]; then
      gh issue comment "$number" --body "$body"
    else
      gh label create "$label" --force --color B60205 --description "The weekly refresh fails"
      gh issue create --title "The weekly refresh fails" --label "$label" --body "$body"
    fi
    ;;
  close)
    if [ -n "$number" ]; then gh issue close "$number" --comment "It works again: $page"; fi
    ;;
  *)
    echo "usage: issue.sh open|close" >&2
    exit 2
    ;;
esac
