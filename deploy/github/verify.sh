#!/usr/bin/env bash
# What is not as its manifests say is not kept.
. "$(dirname "$0")/places.sh"

if [ ! -f "$lake/lake.json" ]; then
  echo "There is no lake to verify: the run ended before it made one." >&2
  exit 1
fi
sluice verify --all
