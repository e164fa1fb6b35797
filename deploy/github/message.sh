#!/usr/bin/env bash
# The commit's text: what changed, in counts, and trailers. It quotes no sentence of the run, which may quote a record, and
# no name of a collection that the registry does not list, which is upstream's own text.
. "$(dirname "$0")/places.sh"

run=$RUNNER_TEMP/run.json
if [ ! -s "$run" ]; then
  # Without a run somebody packs by hand what was decided.
  run=$RUNNER_TEMP/no-run.json
  echo '{"status":"The lake as it stands","sources":[]}' >"$run"
fi
new=$(cat "$packed/git/lake/serveable/current" 2>/dev/null || true)
old=$(git -C "$packed/git" show HEAD:lake/serveable/current 2>/dev/null || true)
nothing='{"document_count":0,"work_count":0,"by_collection":{}}'
counts() { cat "$lake/serveable/releases/$1/MANIFEST.json" 2>/dev/null || git -C "$packed/git" show "HEAD:lake/serveable/releases/$1/MANIFEST.json" 2>/dev/null || echo "$nothing"; }
after=$(if [ -n "$new" ]; then counts "$new"; else echo "$nothing"; fi)
before=$(if [ -n "$old" ]; then counts "$old"; else echo "$nothing"; fi)
names=$(sluice sources list --json | jq '[.[].collections[] | select(test("^[A-Za-z0-9 ._-]{1,40}$"))]')

jq -r --argjson before "$before" --argjson after "$after" --argjson names "$names" --arg release "$new" '
  def row(name; a; b): select(a != b) | "  \(name): \(a) → \(b)";
  def listed: reduce to_entries[] as $one ({}; .[if $names | index($one.key) then $one.key else "other" end] += $one.value);
  ($before.by_collection | listed) as $was | ($after.by_collection | listed) as $is |
  # What stopped the run before it had a report of that source.
  .source as $stopped | (if .status == "failed" and $stopped != null and ([.sources[].source] | index($stopped) | not) then $stopped else null end) as $stopped |
  (if .exit_code then " (exit code \(.exit_code))" else "" end) as $code |
  .status as $status | ([.sources[] | "\(.source): \(if .status == "complete" or .status == "sample" then "\(.counts.added) added, \(.counts.changed) changed, \(.counts.removed) removed" else .status end)"]
    + (if $stopped then ["\($stopped): failed\($code)"] else [] end)
    | if length == 0 then "\($status)\($code)" else join("; ") end),
  "",
  (if $release == "" then "Nothing is published." else "Release \($release)" end),
  row("documents"; $before.document_count; $after.document_count),
  row("works"; $before.work_count; $after.work_count),
  ((($was + $is) | keys[]) as $name | row($name; $was[$name] // 0; $is[$name] // 0)),
  "",
  (.sources[] | "\(.source) (\(.mode), \(.status))",
    "  extract: \(.counts.read) read, \(.counts.kept) kept\([.counts.dropped | to_entries[] | ", \(.value) \(.key)"] | join(""))",
    (.stages[] | select(.skipped | not) | "  \(.stage): \(.read) read, \(.kept) kept\([.rejected | to_entries[] | ", \(.value) \(.key)"] | join(""))"),
    ""),
  (.sources[] | "Source: \(.source)", "Revision: \(.revision)"),
  (if $stopped then "Source: \($stopped)" else empty end),
  (if $release == "" then empty else "Release: \($release)" end)
' "$run"
