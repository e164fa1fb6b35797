#!/usr/bin/env bash
# The commit's text: what changed, in counts, and trailers. It quotes no sentence of the run, which may quote a record.
. "$(dirname "$0")/places.sh"

run=$RUNNER_TEMP/run.json
# Without a run somebody packs by hand what was decided.
[ -s "$run" ] || echo '{"status":"The lake as it stands","sources":[]}' >"$run"
new=$(cat "$packed/git/lake/serveable/current" 2>/dev/null || true)
old=$(git -C "$packed/git" show HEAD:lake/serveable/current 2>/dev/null || true)
nothing='{"document_count":0,"work_count":0,"by_collection":{}}'
after=$(cat "$packed/git/lake/serveable/releases/$new/MANIFEST.json" 2>/dev/null || echo "$nothing")
before=$(git -C "$packed/git" show "HEAD:lake/serveable/releases/$old/MANIFEST.json" 2>/dev/null || echo "$nothing")

jq -r --argjson before "$before" --argjson after "$after" --arg release "$new" '
  def row(name; a; b): select(a != b) | "  \(name): \(a) → \(b)";
  .status as $status | ([.sources[] | "\(.source): \(if .status == "complete" or .status == "sample" then "\(.counts.added) added, \(.counts.changed) changed, \(.counts.removed) removed" else .status end)"]
    | if length == 0 then $status else join("; ") end),
  "",
  (if $release == "" then "Nothing is published." else "Release \($release)" end),
  row("documents"; $before.document_count; $after.document_count),
  row("works"; $before.work_count; $after.work_count),
  ((($before.by_collection + $after.by_collection) | keys[]) as $name | row($name; $before.by_collection[$name] // 0; $after.by_collection[$name] // 0)),
  "",
  (.sources[] | "\(.source) (\(.mode), \(.status))",
    "  extract: \(.counts.read) read, \(.counts.kept) kept\([.counts.dropped | to_entries[] | ", \(.value) \(.key)"] | join(""))",
    (.stages[] | select(.skipped | not) | "  \(.stage): \(.read) read, \(.kept) kept\([.rejected | to_entries[] | ", \(.value) \(.key)"] | join(""))"),
    ""),
  (.sources[] | "Source: \(.source)", "Revision: \(.revision)"),
  (if $release == "" then empty else "Release: \($release)" end)
' "$run"
