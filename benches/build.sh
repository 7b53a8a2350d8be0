#!/usr/bin/env bash
# Measures `coebook build` on a synthetic corpus. What is measured, and what to watch: benches/README.md
#
#   benches/build.sh [DOCUMENTS=10000] [RUNS=3]
#
#   COEBOOK_BIN=path   measure this binary instead of building one
#   LINEAR=1           also measure 50,000 documents (needs a few GB of disk)
#   SEED=1             another corpus of the same kind
#   KEEP=1             leave the corpus and the site behind, and say where
#   TMPDIR=/tmp        where they are written
set -euo pipefail

documents=${1:-10000}
runs=${2:-3}
seed=${SEED:-1}
today=2026-11-21

usage() {
    sed -n '2,10s/^# \{0,1\}//p' "$0"
    exit "$1"
}
case "$documents" in -h | --help) usage 0 ;; esac
for number in "$documents" "$runs"; do
    case "$number" in '' | 0 | *[!0-9]*) usage 2 >&2 ;; esac
done

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/coebook-bench.XXXXXX")
clean_up() {
    if [ -n "${KEEP:-}" ]; then
        echo "kept: $work" >&2
    else
        rm -rf "$work"
    fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# A cache outside the site must not make a fresh build look warm, nor the user's own cache be touched.
export XDG_CACHE_HOME="$work/cache"

say() { printf '%s\n' "$*" >&2; }

# release_binary PACKAGE: builds it and prints its path.
release_binary() {
    cargo build --quiet --release --manifest-path "$root/Cargo.toml" --package "$1" >&2 || return
    cargo metadata --format-version 1 --no-deps --manifest-path "$root/Cargo.toml" |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"] + "/release/" + sys.argv[1])' "$1"
}

# measure FILE COMMAND...: runs it and appends "SECONDS PEAK_MB" to FILE; stops everything when the command fails.
measure() {
    local results=$1
    shift
    sync
    if ! python3 - "$results" "$@" >"$work/log" 2>&1 <<'PYTHON'
import os, sys, time

results, command = sys.argv[1], sys.argv[2:]
start = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is bytes there, KiB elsewhere
with open(results, "a") as out:
    print(f"{seconds:.4f} {usage.ru_maxrss * unit / 1e6:.1f}", file=out)
sys.exit(os.waitstatus_to_exitcode(status) and 1)
PYTHON
    then
        say "error: the measured command failed: $*"
        tail -n 20 "$work/log" >&2
        exit 1
    fi
}

# figure FILE COLUMN min|median|max: one number over all runs.
figure() {
    python3 - "$@" <<'PYTHON'
import statistics, sys

path, column, which = sys.argv[1:]
values = [float(line.split()[int(column)]) for line in open(path)]
print({"min": min, "median": statistics.median, "max": max}[which](values))
PYTHON
}

# tree FOLDER: "FILES BYTES", of what is in the files, not of the blocks they take.
tree() {
    python3 - "$1" <<'PYTHON'
import os, sys

sizes = [os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(sys.argv[1]) for name in names]
print(len(sizes), sum(sizes))
PYTHON
}

calculate() { awk -v a="$1" -v b="$3" -v places="$4" "BEGIN { printf \"%.*f\", places, b == 0 ? 0 : a $2 b }"; }
rounded() { printf '%.*f' "$2" "$1"; }
row() { printf '%-22s %s\n' "$1" "$2"; }

# corpus_of COUNT: generates it once and prints its folder.
corpus_of() {
    local folder="$work/corpus-$1"
    [ -d "$folder" ] || "$xtask" corpus --documents "$1" --seed "$seed" "$folder" >&2 || return
    echo "$folder"
}

# build RESULTS CORPUS SITE: one measured build.
build() { measure "$1" "$coebook" build "$2" --out "$3" --quiet --today "$today"; }

# forget CORPUS SITE: whatever an earlier build left, so that the next one starts from nothing.
forget() {
    find "$1" -mindepth 1 -maxdepth 1 ! -name content -exec rm -rf {} +
    rm -rf "$2" "$work/cache"
}

# measure_size COUNT: fresh builds only, one line for the table of sizes.
measure_size() {
    local count=$1 results="$work/size-$1" corpus site="$work/site-$1" seconds
    if [ ! -f "$results" ]; then
        corpus=$(corpus_of "$count")
        for _ in $(seq "$runs"); do
            forget "$corpus" "$site"
            build "$results" "$corpus" "$site"
        done
        [ -n "${KEEP:-}" ] || rm -rf "$corpus" "$site"
    fi
    seconds=$(figure "$results" 0 min)
    printf '%10s %10s %14s %10s\n' "$count" "$(rounded "$seconds" 2)" \
        "$(calculate "$seconds" '* 1000 /' "$count" 3)" "$(rounded "$(figure "$results" 1 max)" 0)"
}

say "preparing: binaries and $documents documents in $work"
xtask=$(release_binary xtask)
coebook=${COEBOOK_BIN:-$(release_binary coebook)}
coebook=$(command -v "$coebook") || { say "error: no program at ${COEBOOK_BIN:-}"; exit 2; }
corpus=$(corpus_of "$documents")
site="$work/site"
fresh="$work/size-$documents" copies="$work/copies" unchanged="$work/unchanged" edited="$work/edited"

# The copy directly after each build: both meet the same machine in the same mood.
for run in $(seq "$runs"); do
    say "fresh build $run of $runs"
    forget "$corpus" "$site"
    build "$fresh" "$corpus" "$site"
    rm -rf "$work/copy"
    measure "$copies" cp -r "$site" "$work/copy"
done
rm -rf "$work/copy"
read -r site_files site_bytes < <(tree "$site")
read -r _ markdown_bytes < <(tree "$corpus/content")

for run in $(seq "$runs"); do
    say "build over the unchanged site $run of $runs"
    build "$unchanged" "$corpus" "$site"
done
victim=$(find "$corpus/content" -name '*.md' | LC_ALL=C sort | awk '{ path[NR] = $0 } END { print path[int((NR + 1) / 2)] }')
for run in $(seq "$runs"); do
    say "build after one edit $run of $runs"
    printf '\nEdit %s of the benchmark: the quota alarm moved.\n' "$run" >>"$victim"
    build "$edited" "$corpus" "$site"
done

seconds=$(figure "$fresh" 0 median)
copy_seconds=$(figure "$copies" 0 median)
row documents "$documents (seed $seed)"
row Markdown "$(calculate "$markdown_bytes" / 1000000 1) MB"
row site "$site_files files, $(calculate "$site_bytes" / 1000000 1) MB"
row build "$(rounded "$(figure "$fresh" 0 min)" 2) s min, $(rounded "$seconds" 2) s median of $runs"
row 'documents per second' "$(calculate "$documents" / "$seconds" 0)"
row 'peak memory' "$(rounded "$(figure "$fresh" 1 max)" 0) MB"
row 'cp -r SITE COPY' "$(rounded "$(figure "$copies" 0 min)" 2) s min, $(rounded "$copy_seconds" 2) s median of $runs"
row 'build / cp -r' "$(calculate "$seconds" / "$copy_seconds" 2) (medians)"
row 'build, unchanged' "$(rounded "$(figure "$unchanged" 0 min)" 2) s min, $(rounded "$(figure "$unchanged" 0 median)" 2) s median, $(rounded "$(figure "$unchanged" 1 max)" 0) MB"
row 'build, one edit' "$(rounded "$(figure "$edited" 0 min)" 2) s min, $(rounded "$(figure "$edited" 0 median)" 2) s median, $(rounded "$(figure "$edited" 1 max)" 0) MB"
[ -n "${KEEP:-}" ] || rm -rf "$corpus" "$site"

sizes="1000 $documents ${LINEAR:+50000}"
echo
printf '%10s %10s %14s %10s\n' documents 'build s' 's per 1,000' 'peak MB'
for size in $(printf '%s\n' $sizes | sort -nu); do
    [ -f "$work/size-$size" ] || say "fresh builds of $size documents"
    measure_size "$size"
done
