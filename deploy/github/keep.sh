#!/usr/bin/env bash
# Packs the lake; then new parts go up, the branch moves, and parts that it names no more are deleted, in this order:
# whatever stops in between, the branch names only parts that are there.
. "$(dirname "$0")/places.sh"

sluice pack "$packed" --json >"$RUNNER_TEMP/pack.json"
# News that an earlier call packed and did not come to commit are news still.
unkept=$RUNNER_TEMP/unkept
if [ "$(jq .news "$RUNNER_TEMP/pack.json")" = false ] && [ ! -e "$unkept" ]; then
  tell "Nothing is new, so nothing was committed."
  exit 0
fi
touch "$unkept"

if ! gh release view "$DATA_RELEASE" >/dev/null 2>&1; then
  gh release create "$DATA_RELEASE" --latest=false --title "The lake's data" \
    --notes "Parts of a packed lake; the branch $DATA_BRANCH says which file is in which. sluice unpack puts them together. They may hold texts that may not be redistributed."
fi
there=$(gh release view "$DATA_RELEASE" --json assets --jq '.assets[] | "\(.name) \(.size) \(.state)"')
for part in "$packed"/assets/part-*.tar.gz; do
  [ -e "$part" ] || continue
  # An upload that broke off leaves an asset that nobody can fetch.
  if ! grep -qxF "$(basename "$part") $(stat -c %s "$part") uploaded" <<<"$there"; then
    gh release upload "$DATA_RELEASE" "$part" --clobber
  fi
done

cd "$packed/git"
git add --all
owned=()
while read -r line; do
  if [[ $line == "branch $DATA_BRANCH: "* ]]; then owned+=("${line#"branch $DATA_BRANCH: "}"); fi
done <<<"$OWNS"
is_owned() {
  local one
  for one in "${owned[@]}"; do
    if [[ $1 == "$one" || ($one == */ && $1 == "$one"*) ]]; then return 0; fi
  done
  return 1
}
git diff --cached -z --name-only --no-renames | while IFS= read -r -d '' path; do
  if ! is_owned "$path"; then
    echo "$path of the branch $DATA_BRANCH is not among the paths that this workflow owns. Nothing was committed." >&2
    exit 1
  fi
done
"$GITHUB_WORKSPACE/deploy/github/message.sh" >"$RUNNER_TEMP/message.txt"
git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' commit --quiet --file "$RUNNER_TEMP/message.txt"
git push --quiet origin "HEAD:refs/heads/$DATA_BRANCH"
rm "$unkept"
tell "Committed to \`$DATA_BRANCH\`: $(head -n 1 "$RUNNER_TEMP/message.txt")"

cd "$GITHUB_WORKSPACE"
named=$(ls "$packed/assets")
while read -r name _; do
  case $name in
    part-*.tar.gz) grep -qxF "$name" <<<"$named" || gh release delete-asset "$DATA_RELEASE" "$name" --yes ;;
  esac
done <<<"$there"
