# shellcheck shell=bash
# Where things lie on a runner; the other scripts read this first.
set -euo pipefail

lake=$RUNNER_TEMP/lake
packed=$RUNNER_TEMP/packed
program=$RUNNER_TEMP/sluice/Sluice.Cli.dll
export SLUICE_LAKE=$lake

sluice() { dotnet "$program" "$@"; }

# One paragraph for the page of this run.
tell() { printf '%s\n\n' "$*" >>"$GITHUB_STEP_SUMMARY"; }
