#!/usr/bin/env bash
# `sluice` as the commands of a page call it: the published program. What serves until it is stopped goes on in the
# background once it has said its address, so that the next command of the block can ask it.
# DOCS_CALLS gets a line for each call that ended, with its exit code. DOCS_EXIT is the code that the page says to expect.
call=" $* "
serves=
case "$call" in
  *" --help "*) ;;
  " serve "* | " hub serve "*) serves=1 ;;
  " watch "*) case "$call" in *" --once "* | *" --dry-run "*) ;; *) serves=1; unset SOURCE_DATE_EPOCH ;; esac ;;
  " demo "*) case "$call" in *" --no-serve "*) ;; *) serves=1 ;; esac ;;
esac

if [ -n "$serves" ]; then
  said=$(mktemp)
  "$DOCS_DOTNET" "$DOCS_PROGRAM" "$@" >"$said" 2>&1 </dev/null &
  pid=$!
  echo "$pid" >>"$DOCS_STARTED"
  for tick in $(seq 600); do
    # `watch` has nothing to open: it is up if it still is after two seconds.
    if grep -q ' at http://' "$said" || { [ "$1" = watch ] && [ "$tick" -gt 20 ] && kill -0 "$pid" 2>/dev/null; }; then
      cat "$said"
      echo "0 $*" >>"$DOCS_CALLS"
      exit 0
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$said"
  wait "$pid"
  code=$?
else
  "$DOCS_DOTNET" "$DOCS_PROGRAM" "$@"
  code=$?
fi
echo "$code $*" >>"$DOCS_CALLS"
[ "$code" = "${DOCS_EXIT:-0}" ] && exit 0
exit "$code"
