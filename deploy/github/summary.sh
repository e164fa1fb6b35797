#!/usr/bin/env bash
# The balance sheet of the run: what was read, kept and not kept, source by source and stage by stage.
. "$(dirname "$0")/places.sh"

if [ ! -s "$RUNNER_TEMP/run.json" ]; then
  tell "**The run ended before it had a report.** The step Refresh says why."
  exit 0
fi
jq -r '
  def codes: [to_entries[] | select(.value > 0) | "\(.value) `\(.key)`"] | join(", ");
  "## Balance sheet", "",
  .source as $stopped |
  (if (.sources | length) == 0 or (.status == "failed" and $stopped != null and ([.sources[].source] | index($stopped) | not)) then
    "### \(if $stopped then "\($stopped): " else "" end)\(.status)", "", "\(if .exit_code then "Exit code \(.exit_code): the" else "The" end) step Refresh says why.", "" else empty end),
  (.sources[] |
    "### \(.source): \(.status)", "",
    "Revision `\(.revision)`, \(.mode): \(.counts.added) added, \(.counts.changed) changed, \(.counts.removed) removed, \(.counts.reappeared) reappeared, \(.counts.unchanged) unchanged.", "",
    "| stage | read | kept | not kept, and why |", "|---|--:|--:|---|",
    "| extract | \(.counts.read) | \(.counts.kept) | \(.counts.dropped | codes) |",
    (.stages[] | "| \(.stage) | \(.read) | \(.kept) | \(if .skipped then "(done before)" else (.rejected | codes) end) |"),
    ""),
  (if .review then "**Release `\(.review.release)` is \(.review.state)** and not current; `sluice releases show` tells what it would change." else empty end),
  (if .release then "Release `\(.release)` is current." else "Nothing is published yet." end), ""
' "$RUNNER_TEMP/run.json" >>"$GITHUB_STEP_SUMMARY"
