#!/bin/sh
# make installcheck: what a user has after `make install`. BINDIR, LIBDIR, ... are the folders with DESTDIR in
# them, CC is the compiler. Prints "ok - ..." or "not ok - ..." a check.
set -u
: "${BINDIR:?}" "${LIBDIR:?}" "${INCLUDEDIR:?}" "${MANDIR:?}" "${DATADIR:?}" "${PKGDATADIR:?}" "${DOCDIR:?}" "${CC:?}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0

# check NAME: the exit status of the command before is that of the check.
check()
{
    if [ $? = 0 ]; then
        echo "ok - $1"
    else
        [ ! -s "$work/err" ] || sed 's/^/    /' "$work/err"
        echo "not ok - $1"
        failures=$((failures + 1))
    fi
}

# same FROM TO: every file of the folder FROM is in TO, the same.
same()
{
    (cd "$1" && find . -type f) | while read -r f; do
        cmp -s "$1/$f" "$2/$f" || echo "$2/$f"
    done >"$work/err"
    [ ! -s "$work/err" ]
}

: >"$work/err"
vanban=$BINDIR/vanban
[ -x "$vanban" ] && (cd / && "$vanban" --version) >"$work/out" 2>"$work/err" && grep -q '^vanban [0-9]' "$work/out"
check "the program"
for input in "$top"/samples/*.md; do
    break
done
(cd / && "$vanban" render -f pdf,docx,odt -o "$work/" "$input") 2>"$work/err" && [ "$(find "$work" -name '*.odt')" ]
check "a sample renders"
(cd / && "$vanban" check "$input") >"$work/out" 2>"$work/err"
check "a sample passes the check"
same "$top/templates" "$PKGDATADIR/templates"
check "templates, profiles, schemas"
same "$top/samples" "$DOCDIR/samples"
check "samples"
same "$top/examples" "$DOCDIR/examples"
check "examples"
for page in man1/vanban.1 man5/vanban-document.5 man7/vanban-docx-template.7 man7/vanban-template.7 man7/vanban-docx-data.7; do
    for language in . vi; do
        [ -s "$MANDIR/$language/$page" ] || echo "$MANDIR/$language/$page"
    done
done >"$work/err"
[ ! -s "$work/err" ]
check "manual pages in both languages"
cmp "$top/completions/vanban.bash" "$DATADIR/bash-completion/completions/vanban" 2>"$work/err"
check "completions"
cmp "$top/engine/render/vanban.h" "$INCLUDEDIR/vanban.h" 2>"$work/err"
check "the header"
PKG_CONFIG_PATH=$LIBDIR/pkgconfig PKG_CONFIG_SYSROOT_DIR=${DESTDIR:-} PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_ALLOW_SYSTEM_CFLAGS PKG_CONFIG_ALLOW_SYSTEM_LIBS
# shellcheck disable=SC2046,SC2086
$CC -std=c17 -Wall -o "$work/memory" "$DOCDIR/examples/memory.c" $(pkg-config --cflags --libs vanban) 2>"$work/err"
check "the example builds with pkg-config"
(cd / && LD_LIBRARY_PATH=$LIBDIR "$work/memory" "$work/memory.pdf") >"$work/out" 2>"$work/err" && [ -s "$work/memory.pdf" ]
check "the example renders from memory to memory"
# shellcheck disable=SC2046,SC2086
$CC -std=c17 -Wall -o "$work/fill" "$DOCDIR/examples/fill.c" $(pkg-config --cflags --libs vanban) 2>"$work/err" &&
    (cd / && LD_LIBRARY_PATH=$LIBDIR "$work/fill" "$DOCDIR/samples/mau-word/giay-moi.docx" "$DOCDIR/samples/mau-word/giay-moi.yaml" \
        "$work/moi.pdf") 2>"$work/err" && [ -s "$work/moi.pdf" ]
check "the other example fills a template and prints it"
exit $((failures > 0))
