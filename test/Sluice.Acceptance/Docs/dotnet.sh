#!/usr/bin/env bash
# `dotnet` as the commands of a page call it: a checkout's or a folder's program is the published one. Nothing is built here.
case "$1 $2 $3 $4 $5 $6" in
  "run --project src/Sluice.Cli -c Release --") shift 6; exec sluice "$@" ;;
esac
case "$1" in
  out/Sluice.Cli.dll) shift; exec sluice "$@" ;;
esac
echo "dotnet $*: a block with this has to say \`not run: why\`." >&2
exit 9
