#!/bin/sh
# The header for other languages, and the example program against the library that was built.
set -u
: "${CC:?the compiler}"
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
        sed 's/^/    /' "$work/err"
        echo "not ok - $1"
        failures=$((failures + 1))
    fi
}

include=$top/engine/render
strict="-fsyntax-only -Wall -Wextra -Werror -pedantic"
printf '#include <vanban.h>\nint main(void) { return vb_version() == NULL; }\n' >"$work/use.c"
cp "$work/use.c" "$work/use.cc"
# shellcheck disable=SC2086
$CC -std=c99 $strict -I"$include" "$work/use.c" 2>"$work/err"
check "vanban.h is C99"
if command -v g++ >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    g++ -std=c++11 $strict -I"$include" "$work/use.cc" 2>"$work/err"
    check "vanban.h is C++11"
else
    echo "skip - vanban.h is C++11: there is no g++"
fi

for library in .libs/libvanban.so .libs/libvanban.dylib; do
    [ -e "$library" ] || continue
    # shellcheck disable=SC2086
    $CC -std=c17 -Wall -Wextra -Werror -I"$include" -o "$work/memory" "$top/examples/memory.c" -L.libs -lvanban \
        -Wl,-rpath,"$PWD/.libs" 2>"$work/err"
    check "examples/memory.c builds"
    (cd / && "$work/memory" "$work/memory.pdf" "$top") >"$work/out" 2>"$work/err" && [ ! -s "$work/err" ]
    check "examples/memory.c says nothing"
    grep -q ': 1 pages, [0-9]* bytes$' "$work/out" && pdftotext "$work/memory.pdf" - 2>"$work/err" | grep -q '41.250 đảng viên'
    check "examples/memory.c writes a PDF"
    # shellcheck disable=SC2086
    $CC -std=c17 -Wall -Wextra -Werror -I"$include" -o "$work/fill" "$top/examples/fill.c" -L.libs -lvanban \
        -Wl,-rpath,"$PWD/.libs" 2>"$work/err"
    check "examples/fill.c builds"
    "$work/fill" -s "$top" "$top/samples/mau-word/giay-moi.docx" "$top/samples/mau-word/giay-moi.yaml" "$work/moi.docx" "$work/moi.pdf" \
        2>"$work/err" && [ ! -s "$work/err" ] && [ -s "$work/moi.docx" ] && pdftotext "$work/moi.pdf" "$work/moi.txt" &&
        grep -q 'GIẤY MỜI' "$work/moi.txt" && ! grep -q '[{}]' "$work/moi.txt"
    check "examples/fill.c fills a template and prints it"
    ! "$work/fill" -s "$top" "$top/samples/mau-word/giay-moi.docx" "$top/samples/mau-word/giay-moi.yaml" "$work/moi.xyz" 2>"$work/err" &&
        grep -q 'no-format' "$work/err" && [ ! -e "$work/moi.xyz" ]
    check "examples/fill.c is told of a format that there is not"
done
[ -x "$work/memory" ] || echo "skip - examples: no shared library was built"
exit $((failures > 0))
