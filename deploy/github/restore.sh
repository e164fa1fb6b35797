#!/usr/bin/env bash
# The lake of the last run: receipts and index from the data branch, all else from the assets of the release.
. "$(dirname "$0")/places.sh"

mkdir -p "$packed/assets"
status=0
git ls-remote --exit-code --heads origin "refs/heads/$DATA_BRANCH" >/dev/null || status=$?
case $status in
  0)
    git fetch --quiet --depth=1 origin "refs/heads/$DATA_BRANCH"
    git -c core.autocrlf=false worktree add --quiet --detach "$packed/git" FETCH_HEAD
    mapfile -t parts < <(jq -r 'select(.where) | .where | select(. != "git")' "$packed/git/pack.jsonl" | sort -u)
    wanted=()
    for part in "${parts[@]}"; do wanted+=(--pattern "$part"); done
    # What does not come is missed, and named, by unpack.
    if [ ${#wanted[@]} -gt 0 ]; then gh release download "$DATA_RELEASE" --dir "$packed/assets" "${wanted[@]}" || true; fi
    sluice unpack "$packed"
    echo "fresh=false" >>"$GITHUB_OUTPUT"
    tell "The lake was restored from the branch \`$DATA_BRANCH\`."
    ;;
  2)
    # Nothing there: git says so by this code alone.
    git worktree add --quiet --detach --no-checkout "$packed/git" HEAD
    git -C "$packed/git" symbolic-ref HEAD "refs/heads/$DATA_BRANCH"
    echo "fresh=true" >>"$GITHUB_OUTPUT"
    tell "There is no branch \`$DATA_BRANCH\` yet, so there is no lake: this run is a **full** one."
    ;;
  *)
    echo "The branches of origin cannot be listed (git exit $status). Whether there is a lake is unknown, so none is begun." >&2
    exit 1
    ;;
esac
