#!/bin/sh
# The one script: ./dev deps | build | demo | gallery | check | bench | asan | valgrind | fuzz | conformance
# Debian 12 is the platform; works in a fresh clone, as root or with sudo. Everything it writes goes to build/.
set -u
cd "$(dirname "$0")" || exit 3
top=$PWD
build=${VANBAN_BUILD:-$top/build}
jobs=$(nproc 2>/dev/null || echo 2)
FUZZ_SECONDS=${FUZZ_SECONDS:-60}

usage()
{
    sed 's/^    //' <<'END'
    ./dev deps         install the Debian packages that building and the suite need
    ./dev build        build/vanban and build/.libs/libvanban.so
    ./dev demo         install what is missing, build, render every sample into build/demo/
    ./dev gallery      draw docs/gallery.md anew from the demo
    ./dev check        install what is missing, build, suite, suite under a decimal comma and another zone
    ./dev bench        a line a case: cold, warm, memory
    ./dev asan         the suite under AddressSanitizer and UndefinedBehaviorSanitizer
    ./dev valgrind     the suite under valgrind (GOLDEN_STEP=N: every Nth golden case)
    ./dev fuzz [NAME]  every fuzz target for FUZZ_SECONDS (60) seconds
    ./dev conformance  outputs against schemas and other programs
    ./dev distcheck    the release archive builds, passes the suite, installs and uninstalls
END
}

die()
{
    echo "dev: $*" >&2
    exit 3
}

# need PACKAGE...: installs what is missing; no network when nothing is.
need()
{
    missing=
    for p; do
        dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed$' || missing="$missing $p"
    done
    [ -n "$missing" ] || return 0
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    echo "dev: installing$missing"
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq update || die "apt-get update failed"
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing ||
        die "apt-get install failed"
}

deps()
{
    need autoconf automake libtool pkg-config gcc libc6-dev make xz-utils locales \
        libxml2-dev libzip-dev libicu-dev libcairo2-dev libharfbuzz-dev libfreetype-dev libfontconfig-dev \
        libfyaml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libgmp-dev zlib1g-dev libssl-dev libp11-kit-dev libsqlite3-dev libcmocka-dev \
        fontconfig-config fonts-liberation2 fonts-crosextra-carlito fonts-crosextra-caladea poppler-utils qpdf libxml2-utils
}

# prepare FOLDER [CONFIGURE ARGUMENT...]: configures once, then makes.
prepare()
{
    folder=$1
    shift
    [ -x configure ] && [ -f Makefile.in ] || { mkdir -p m4 build-aux && autoreconf -i; } || die "autoreconf failed: ./dev deps"
    mkdir -p "$folder"
    if [ ! -f "$folder/Makefile" ] || [ ! -x "$folder/config.status" ]; then # the second is missing where configure was interrupted
        # shellcheck disable=SC2086
        (cd "$folder" && "$top/configure" -q "$@" ${VANBAN_CONFIGURE:-}) || die "configure failed: ./dev deps"
    fi
    make -s -C "$folder" -j "$jobs" all || die "the build failed"
}

# tally NAME PASSED FAILED SKIPPED, names on standard input: one line to the reader, the names that matter,
# and the numbers to .ci/run when it asks.
tally()
{
    sed 's/^/    /'
    echo "$1: $2 passed, $3 failed, $4 skipped"
    [ -z "${VANBAN_TALLY:-}" ] || echo "$2 $3 $4 $1" >>"$VANBAN_TALLY"
    [ "$3" = 0 ]
}

# suite NAME FOLDER [MAKE ARGUMENT...]: make check, with the single checks counted.
suite()
{
    name=$1 folder=$2
    shift 2
    mkdir -p "$build/log"
    log=$build/log/$name.log
    find "$folder/tests" -name '*.trs' -exec rm -f {} +
    make -k -C "$folder" -j "$jobs" check "$@" >"$log" 2>&1
    status=$?
    sh tests/totals.sh "$folder" >"$log.totals"
    read -r passed failed skipped <"$log.totals"
    if [ $status != 0 ] && [ "$failed" = 0 ]; then
        failed=1
        grep -E 'error: |multiple definition|undefined reference|\*\*\*' "$log" | head -n 20
        echo "not ok - make check did not run: see $log" >>"$log.totals"
    fi
    [ "$failed" = 0 ] || cat "$folder/test-suite.log" >>"$log" 2>/dev/null
    sed 1d "$log.totals" | tally "$name" "$passed" "$failed" "$skipped"
    result=$?
    [ $result = 0 ] || echo "    more in $log"
    return $result
}

# lines NAME LOG STATUS: counts "ok - ", "not ok - " and "skip - " lines of a script's output.
lines()
{
    passed=$(grep -c '^ok - ' "$2") failed=$(grep -c '^not ok - ' "$2") skipped=$(grep -c '^skip - ' "$2")
    if [ "$3" != 0 ] && [ "$failed" = 0 ]; then
        failed=1
        echo "not ok - $1 ended with status $3: see $2" >>"$2"
    fi
    grep -E '^(not ok|skip) - ' "$2" | tally "$1" "$passed" "$failed" "$skipped"
}

demo()
{
    deps
    prepare "$build"
    rm -rf "$build/demo"
    mkdir -p "$build/demo"
    failed=0
    for input in samples/*.md samples/*.yaml; do
        [ -f "$input" ] || continue
        grep -qE '^(ten_loai|Tên loại|noi_dung):' "$input" || continue
        "$build/vanban" render -f odt,docx,pdf -o "$build/demo/" "$input" || failed=1
    done
    for command in samples/*/lenh; do
        [ -f "$command" ] || continue
        folder=$(dirname "$command")
        while IFS= read -r words; do # a paper a line
            # shellcheck disable=SC2086
            (cd "$folder" && "$build/vanban" render -f odt,docx,pdf -o "$build/demo/$(basename "$folder")/" $words) ||
                failed=1
        done <"$command"
    done
    rm -rf "$build/demo-ky-so"
    if command -v openssl >/dev/null 2>&1; then
        sh samples/ky-so/ky.sh "$build/vanban" "$build/demo-ky-so" || failed=1
    else
        echo "dev: samples/ky-so is not signed: there is no openssl" >&2
    fi
    (cd "$build" && find demo demo-ky-so -name '*.log' -prune -o -type f -print 2>/dev/null | LC_ALL=C sort | sed "s|^|${build#"$top"/}/|")
    return $failed
}

# The first pages of the samples as pictures, for docs/gallery.md.
gallery()
{
    demo >/dev/null || die "a sample does not render: ./dev demo"
    sh tests/gallery.sh "$build/demo" "$build/demo-ky-so" docs
}

# The suite once more as if inside a host program that has called setlocale: comma, Turkish i, another zone.
comma()
{
    mkdir -p "$build/locale"
    [ -d "$build/locale/tr_TR.UTF-8" ] || localedef -i tr_TR -f UTF-8 "$build/locale/tr_TR.UTF-8" ||
        die "localedef failed: ./dev deps"
    ${CC:-gcc} -shared -fPIC -o "$build/comma-locale.so" tests/comma-locale.c || die "no compiler: ./dev deps"
    LOCPATH=$build/locale COMMA_LOCALE=tr_TR.UTF-8 TZ=XXX-14 LD_PRELOAD=$build/comma-locale.so \
        suite comma-locale "$build"
}

check()
{
    deps
    prepare "$build"
    result=0
    suite check "$build" || result=1
    comma || result=1
    return $result
}

# The report of 2021 that the project found (four pages), or our own half-year report where it is absent.
bench()
{
    prepare "$build"
    make -s -C "$build" tests/bench/bench tests/bench/sign || die "the build failed"
    mkdir -p "$build/bench"
    input=samples/bao-cao-6-thang.md
    if [ -f ../shared/real/bao-cao-6-thang-2021.txt ]; then
        sh tests/real/papers.sh ../shared/real "$build/bench/in"
        input=$build/bench/in/bao-cao-2021.md
    fi
    run="$build/tests/bench/bench $build/vanban $build/bench/ $build"
    $run pdf,docx,odt - "$input" || return
    "$build/vanban" render -q --draft -f docx -o "$build/bench/read.docx" "$input"
    $run pdf - "$build/bench/read.docx" || return
    $run docx samples/mau-word/giay-moi.docx samples/mau-word/giay-moi.yaml || return
    (cd samples/ky-so && "$build/vanban" render -q -o "$build/bench/ky-so.pdf" ke-hoach.md) &&
        "$build/tests/bench/sign" "$build/vanban" "$build/bench" "$build/bench/ky-so.pdf" || return
    [ ! -d ../shared/corpus ] || {
        $run docx ../shared/corpus/vi/thangphan__mau_2c_template_FINAL_V5.docx ../shared/corpus/vi/thangphan__mau_2c_DATA_FULL.json \
            tests/conformance/vi/data/mau_2c_them.json &&
            $run pdf - ../shared/corpus/gold-word/case13/input.docx
    }
}

asan()
{
    prepare "$build/asan" --enable-asan CFLAGS="-O1 -g"
    ASAN_OPTIONS=exitcode=99:detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1 \
        UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 suite asan "$build/asan"
}

memcheck()
{
    need valgrind libc6-dbg
    prepare "$build/valgrind" CFLAGS="-O1 -g"
    wrap="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible"
    wrap="$wrap --suppressions=$top/tests/valgrind.supp"
    WRAP=$wrap suite valgrind "$build/valgrind" LOG_COMPILER="$wrap" \
        TESTS="$(make -s -C "$build/valgrind" print-programs) tests/golden/run.sh"
}

# fuzz_target NAME: built and run; its line goes to fuzz-NAME.line. Flags and libraries are fuzz's.
fuzz_target()
{
    name=$1 source=tests/fuzz/fuzz_$1.c line=$build/log/fuzz-$1.line
    # shellcheck disable=SC2086
    (cd "$build/fuzz" && eval "set -- $flags" && clang -std=c17 -O1 -g -fsanitize=fuzzer,$sanitize "$@" \
        -o "fuzz_$name" "$top/$source" .libs/libvanban-internal.a $libs) || {
        echo "not ok - fuzz $name: $source does not build" >"$line"
        return
    }
    mkdir -p "$build/fuzz/corpus/$name"
    seeds=
    [ ! -d "tests/fuzz/$name" ] || seeds=$top/tests/fuzz/$name
    # shellcheck disable=SC2086
    if srcdir=$top "$build/fuzz/fuzz_$name" -max_total_time="$FUZZ_SECONDS" -timeout=10 -rss_limit_mb=2048 \
        -max_len=65536 -print_final_stats=1 -artifact_prefix="$build/fuzz/$name-" \
        "$build/fuzz/corpus/$name" $seeds >"$build/log/fuzz-$name.log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/log/fuzz-$name.log")
        echo "ok - fuzz $name: $runs runs" >"$line"
    else
        echo "not ok - fuzz $name: see $build/log/fuzz-$name.log" >"$line"
    fi
}

# fuzz [NAME]: the library by clang with coverage, then every tests/fuzz/fuzz_NAME.c on it. What is found
# stays in build/fuzz/NAME-*; what is learnt in build/fuzz/corpus/NAME/.
fuzz()
{
    need clang libclang-rt-14-dev
    sanitize=address,undefined
    prepare "$build/fuzz" --disable-shared --enable-static CC=clang \
        CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,$sanitize -fno-sanitize-recover=undefined" \
        LDFLAGS="-fsanitize=$sanitize"
    libs=$(make -s -C "$build/fuzz" print-libs) flags=$(make -s -C "$build/fuzz" print-cppflags)
    mkdir -p "$build/log"
    log=$build/log/fuzz.log
    rm -f "$build"/log/fuzz-*.line
    running=0
    for source in tests/fuzz/fuzz_${1:-*}.c; do
        [ -f "$source" ] || continue
        [ "$running" -lt "$jobs" ] || { wait && running=0; }
        fuzz_target "$(basename "$source" .c | sed 's/^fuzz_//')" &
        running=$((running + 1))
    done
    wait
    cat "$build"/log/fuzz-*.line >"$log" 2>/dev/null
    [ -s "$log" ] || echo "not ok - fuzz: no target fuzz_${1:-*}.c" >>"$log"
    grep '^ok - ' "$log"
    lines fuzz "$log" 0
}

conformance()
{
    prepare "$build"
    mkdir -p "$build/log"
    log=$build/log/conformance.log
    VANBAN=$build/vanban BUILD=$build sh tests/conformance/run.sh >"$log" 2>&1
    lines conformance "$log" $?
}

distcheck()
{
    deps
    prepare "$build"
    mkdir -p "$build/log"
    log=$build/log/distcheck.log
    if make -C "$build" -j "$jobs" distcheck >"$log" 2>&1; then
        tally distcheck 1 0 0 </dev/null
    else
        tail -n 40 "$log" | tally distcheck 0 1 0
    fi
}

command=${1:-}
[ $# = 0 ] || shift
case $command in
deps | demo | gallery | check | bench | asan | fuzz | conformance | distcheck) "$command" "$@" ;;
valgrind) memcheck ;;
build) prepare "$build" ;;
-h | --help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
