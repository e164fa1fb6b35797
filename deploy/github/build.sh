#!/usr/bin/env bash
# The program, from this checkout. SLUICE_PROGRAM names a folder where it is published already.
. "$(dirname "$0")/places.sh"

if [ -n "${SLUICE_PROGRAM:-}" ]; then
  ln -sfn "$SLUICE_PROGRAM" "$(dirname "$program")"
else
  dotnet publish src/Sluice.Cli -c Release -o "$(dirname "$program")" --nologo -v quiet
fi
