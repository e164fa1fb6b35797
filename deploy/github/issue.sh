#!/usr/bin/env bash
# open: one issue says that the refresh fails; a second failure is a comment. close: it works again.
. "$(dirname "$0")/places.sh"

label=weekly-refresh
page=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
said=$RUNNER_TEMP/issues.txt
if ! number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty' 2>"$said"); then
  cat "$said" >&2
  # Where there are no issues there is none to close.
  if [ "$1" = close ] && grep -q "disabled issues" "$said"; then exit 0; fi
  exit 1
fi

case $1 in
  open)
    # The steps that did not end well, by id; a run that is cancelled between two steps has none.
    failed=$(jq -r '[. // {} | to_entries[] | select(.value.outcome == "failure" or .value.outcome == "cancelled") | "`\(.key)` (\(.value.outcome))"] | join(", ")' <<<"${STEPS:-null}")
    body="The weekly refresh failed: $page

Step: ${failed:-none; the run was cancelled}.${EXIT_CODE:+ \`sluice run\` ended with exit code $EXIT_CODE.}

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
