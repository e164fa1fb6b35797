#!/usr/bin/env bash
# Extract, validate, clean, enrich, find duplicates, publish. The exit code is that of `sluice run`.
. "$(dirname "$0")/places.sh"

call=(run --json)
# Sources come before flags that read on.
read -r -a sources <<<"${SOURCE:-}"
for word in "${sources[@]}" "${LIMIT:-}" "${MODE:-}"; do
  case $word in
    -*)
      echo "$word is a flag, expected a source, a number or a mode. Nothing was run." >&2
      echo "exit_code=2" >>"$GITHUB_OUTPUT"
      exit 2
      ;;
  esac
done
call+=("${sources[@]}")
case ${MODE:-auto} in
  auto | '') if [ "${FRESH:-}" = true ]; then call+=(--mode full); fi ;;
  *) call+=(--mode "$MODE") ;;
esac
if [ -n "${LIMIT:-}" ]; then call+=(--limit "$LIMIT"); fi
if [ "${HOLD:-}" = true ]; then call+=(--hold); fi

status=0
sluice "${call[@]}" >"$RUNNER_TEMP/run.json" || status=$?
echo "exit_code=$status" >>"$GITHUB_OUTPUT"
exit "$status"
