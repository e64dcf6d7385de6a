# Shared by scripts/build, test, run and zhenggai; sourced by bash, after `set -euo pipefail`.
# Everything here is quick when nothing changed: it compares times of files and starts no node.

ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BIN=$ROOT/node_modules/.bin

say() { printf '%s\n' "$*" >&2; }

# ensure_node: Node 20.19 or newer, else a clear message and status 1.
ensure_node() {
  local version major minor
  if ! version=$(node -v 2>/dev/null); then
    say '未找到 Node.js，请先安装 20.19 或更高版本：https://nodejs.org/'
    say 'Node.js was not found: install version 20.19 or newer from https://nodejs.org/'
    return 1
  fi
  IFS=. read -r major minor _ <<<"${version#v}"
  if ((major < 20 || (major == 20 && minor < 19))); then
    say "Node.js 版本过低：现为 ${version}，需要 20.19 或更高版本。"
    say "Node.js is too old: this is ${version}, version 20.19 or newer is needed."
    return 1
  fi
}

# ensure_install: node_modules as package-lock.json says. `npm ci` runs only when they differ.
ensure_install() {
  local stamp=$ROOT/node_modules/.zhenggai-lock
  [[ $stamp -nt $ROOT/package-lock.json ]] && return 0
  locked install_now
}

install_now() {
  local stamp=$ROOT/node_modules/.zhenggai-lock sum
  sum=$(cksum <"$ROOT/package-lock.json")
  if [[ $(cat "$stamp" 2>/dev/null) != "$sum" ]] && ! installed_as_locked; then
    say '正在安装依赖… installing dependencies (npm ci)'
    npm_cache
    (cd "$ROOT" && npm ci --no-audit --no-fund) >&2 || return 1
  fi
  # A checkout that belongs to someone else may be read-only: then the comparison is made anew each time.
  printf '%s\n' "$sum" 2>/dev/null >"$stamp" || true
}

# installed_as_locked: someone ran npm here by hand and all versions are those of package-lock.json.
installed_as_locked() {
  [[ -f $ROOT/node_modules/.package-lock.json ]] || return 1
  node -e '
    const read = (file) => JSON.parse(require("fs").readFileSync(file, "utf8")).packages;
    const [wanted, found] = process.argv.slice(1).map(read);
    const same = ([path, { version, optional }]) =>
      path === "" || (path in found ? found[path].version === version : optional === true);
    process.exit(Object.entries(wanted).every(same) ? 0 : 1);
  ' "$ROOT/package-lock.json" "$ROOT/node_modules/.package-lock.json"
}

# npm_cache: a cache npm can write to, where HOME is unset or not writable.
npm_cache() {
  [[ -n ${npm_config_cache:-} ]] && return 0
  [[ -n ${HOME:-} && -d $HOME && -w $HOME ]] && return 0
  export npm_config_cache
  npm_config_cache=$(scratch)/npm
}

# scratch: a folder of this user's own for locks and caches, outside HOME and the checkout.
scratch() {
  local dir
  dir=${TMPDIR:-/tmp}/zhenggai-$(id -u)
  mkdir -p -m 700 "$dir" 2>/dev/null || true
  [[ -O $dir && ! -L $dir ]] || dir=$(mktemp -d)
  printf '%s' "$dir"
}

# locked COMMAND…: one at a time for this checkout and user.
locked() {
  if ! command -v flock >/dev/null; then
    "$@"
    return
  fi
  local name lock rc=0
  name=$(cksum <<<"$ROOT")
  exec {lock}>"$(scratch)/${name%% *}.lock"
  flock "$lock"
  # The children must not inherit the lock: a daemon among them would keep it.
  "$@" {lock}>&- || rc=$?
  exec {lock}>&-
  return $rc
}

# newer_than FILE PATH…: whether FILE is missing or one of the paths (or anything below) is newer.
newer_than() {
  local file=$1
  shift
  [[ -f $file ]] || return 0
  [[ -n $(find "$@" -newer "$file" -print -quit) ]]
}

BUILD_STAMP=$ROOT/dist/.build-stamp
build_inputs() {
  printf '%s\n' "$ROOT"/{src,tsconfig.json,tsconfig.build.json,package.json,package-lock.json}
}

build_is_stale() {
  local inputs
  mapfile -t inputs < <(build_inputs)
  newer_than "$BUILD_STAMP" "${inputs[@]}"
}

# ensure_build: dist/ and the workflow bundle as src/ says.
ensure_build() {
  build_is_stale || return 0
  locked build_now
}

build_now() {
  build_is_stale || return 0
  local started
  started=$(mktemp)
  build_code && build_bundle && mv "$started" "$BUILD_STAMP" && chmod 644 "$BUILD_STAMP" && return 0
  rm -f "$started"
  say '构建失败 The build failed: see above.'
  return 1
}

build_code() {
  mkdir -p "$ROOT/dist"
  remove_orphans
  "$BIN/tsc" -p "$ROOT/tsconfig.build.json" >&2 || return 1
  copy_assets
}

# remove_orphans: what an earlier build made of sources that are gone.
remove_orphans() {
  local file source
  while IFS= read -r -d '' file; do
    source=$ROOT/src/${file#"$ROOT/dist/"}
    source=${source%.map}
    [[ -e ${source%.js}.ts || -e $source ]] || rm -f "$file"
  done < <(find "$ROOT/dist" -path "$ROOT/dist/web" -prune -o \
    -type f ! -name '.*' ! -name 'workflow-bundle.*' -print0)
}

# copy_assets: what is not TypeScript (SQL, templates, JSON) goes along as it is.
copy_assets() {
  local file target
  while IFS= read -r -d '' file; do
    target=$ROOT/dist/${file#"$ROOT/src/"}
    [[ -f $target && ! $file -nt $target ]] && continue
    mkdir -p "$(dirname "$target")" && cp "$file" "$target" || return 1
  done < <(find "$ROOT/src" -type f ! -name '*.ts' ! -name '*.md' -print0)
}

# build_bundle: dist/build-bundle.js writes dist/workflow-bundle.js, when what goes into it is newer.
build_bundle() {
  local builder=$ROOT/dist/build-bundle.js bundle=$ROOT/dist/workflow-bundle.js
  [[ -f $builder ]] || return 0
  newer_than "$bundle" "$builder" "$ROOT"/src/{workflows,domain} "$ROOT/package-lock.json" || return 0
  (cd "$ROOT" && node "$builder") >&2 || return 1
  [[ -f $bundle ]] || { say "dist/build-bundle.js wrote no $bundle"; return 1; }
  touch "$bundle"
}

# ensure_engine: Temporal and PostgreSQL found, fetched or built: `zhenggai engine prepare` does it.
ensure_engine() {
  [[ -f $ROOT/dist/cli/main.js ]] || return 0
  warn_without_go
  node "$ROOT/dist/cli/main.js" engine prepare >&2
}

# engine_cache: where the engine's programs are kept, as src/engine/paths.ts has it.
engine_cache() {
  if [[ -n ${ZHENGGAI_CACHE:-} ]]; then
    printf '%s' "$ZHENGGAI_CACHE"
  elif ((EUID == 0)); then
    printf '%s' /var/cache/zhenggai
  else
    printf '%s/zhenggai' "${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/tmp}/zhenggai-$(id -u)}/.cache}"
  fi
}

# warn_without_go: only where the engine would have to be fetched or built here, and cannot be.
warn_without_go() {
  [[ -n ${TEMPORAL_ADDRESS:-}${TEMPORAL_PROFILE:-}${TEMPORAL_CONFIG_FILE:-} ]] && return 0
  [[ -n ${ZHENGGAI_ENGINE_MIRROR:-} ]] && return 0
  command -v go >/dev/null || [[ -x /usr/local/go/bin/go ]] && return 0
  command -v temporal-server >/dev/null && return 0
  [[ -n $(find "$(engine_cache)" -type f -name server -print -quit 2>/dev/null) ]] && return 0
  say '提示：未找到 Go，引擎也尚未缓存。请设置 ZHENGGAI_ENGINE_MIRROR（发布包所在网址或目录）或 TEMPORAL_ADDRESS，或安装 Go 1.21 或更高版本。'
  say 'Note: no Go here and no engine in the cache: set ZHENGGAI_ENGINE_MIRROR (where a release archive lies) or TEMPORAL_ADDRESS, or install Go 1.21 or newer.'
}
