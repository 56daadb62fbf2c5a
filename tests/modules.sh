#!/bin/sh
# The include contract and the ban list of engine/README.md, checked on the sources. One line a rule:
# "ok - ..." or "not ok - ..." with the places above it.
set -u
cd "${srcdir:-.}" || exit 99
order="base text font package data expr gather media model fill merge template odf ooxml layout paint pdf sign render store cli"

# rule NAME: standard input has one offending place a line; none is a pass.
rule()
{
    places=$(cat)
    if [ -z "$places" ]; then
        echo "ok - $1"
    else
        printf '%s\n' "$places" | sed 's/^/    /'
        echo "not ok - $1"
    fi
}

sources()
{
    find engine -name '*.[ch]' | LC_ALL=C sort
}

# Code without comments and without the contents of strings, as FILE:LINE:CODE.
code()
{
    sources | while read -r f; do
        awk -v file="$f" '
        {
            line = $0; out = ""
            while (line != "") {
                if (inside) {
                    end = index(line, "*/")
                    if (!end) { line = ""; break }
                    line = substr(line, end + 2); inside = 0
                } else if (substr(line, 1, 2) == "/*") {
                    inside = 1; line = substr(line, 3)
                } else if (substr(line, 1, 2) == "//") {
                    line = ""
                } else if (substr(line, 1, 1) == "\"" || substr(line, 1, 1) == "\047") {
                    quote = substr(line, 1, 1); line = substr(line, 2)
                    while (line != "" && substr(line, 1, 1) != quote)
                        line = substr(line, substr(line, 1, 1) == "\\" ? 3 : 2)
                    line = substr(line, 2); out = out quote quote
                } else {
                    out = out substr(line, 1, 1); line = substr(line, 2)
                }
            }
            if (out ~ /[^ \t]/) print file ":" FNR ":" out
        }' "$f"
    done
}

# calls REGEX: places that call one of the functions.
calls()
{
    printf '%s\n' "$code" | grep -E "(^|[^A-Za-z0-9_.>])($1)[ ]*\("
}

code=$(code)
checks()
{
    sources | while read -r f; do
        awk -v file="$f" -v order="$order" '
        BEGIN {
            n = split(order, name, " ")
            for (i = 1; i <= n; i++) rank[name[i]] = i
            split(file, part, "/"); own = part[2]
            if (!(own in rank)) print file ": module " own " is not in the order"
        }
        /^[ \t]*#[ \t]*include[ \t]*"/ {
            split($0, quoted, "\""); path = quoted[2]; split(path, part, "/"); other = part[1]
            if (path !~ /\// || !(other in rank))
                print file ":" FNR ": \"" path "\" is not written as module/file.h"
            else if (rank[other] > rank[own])
                print file ":" FNR ": " own " includes " path ", which stands below it in the order"
            else if (own == "cli" && other != "cli" && other != "render" && other != "base" && other != "store")
                print file ":" FNR ": cli calls only render and store"
            else if ((own == "odf" || own == "ooxml") && (other == "layout" || other == "odf" || other == "ooxml") &&
                     own != other)
                print file ":" FNR ": writers do not know each other"
            else if (own == "paint" && (other == "odf" || other == "ooxml"))
                print file ":" FNR ": writers do not know each other"
        }' "$f"
    done | rule "a module includes only what stands above it in the order"

    sources | xargs grep -nE '#[ ]*include[ ]*<cairo' | grep -v '^engine/paint/' |
        rule "cairo.h is included by paint only"
    sources | xargs grep -nE '#[ ]*include[ ]*<(openssl|p11-kit|pkcs11)' | grep -v '^engine/sign/' |
        rule "crypto headers are included by sign only"
    sources | xargs grep -nE '#[ ]*include[ ]*<sqlite3' | grep -v '^engine/store/' |
        rule "sqlite3.h is included by store only"
    calls 'printf|vprintf|puts|putchar|perror|fprintf|vfprintf|fputs|fputc|warn|warnx|err|errx' |
        grep -v '^engine/cli/' | rule "the library does not print"
    calls 'exit|_exit|abort|_Exit|quick_exit' | grep -v -e '^engine/cli/' -e '^engine/base/arena\.c:' |
        rule "the library does not end the process (out of memory: base/arena.c)"
    calls abort | grep -c '^engine/base/arena\.c:' | awk '$1 > 1 { print "engine/base/arena.c: " $1 " calls of abort" }' |
        rule "out of memory ends the process in one place"
    calls 'strtod|strtof|strtold|atof|isalpha|isalnum|isdigit|isspace|isupper|islower|ispunct|isprint|toupper|tolower|strcasecmp|strncasecmp|strcoll|strxfrm|setlocale|uselocale|newlocale|mblen|mbtowc|mbstowcs|wcstombs|isw[a-z]+|tow[a-z]+|strftime|strptime|localtime|localtime_r|mktime|tzset' |
        rule "no locale-dependent or zone-dependent calls"
    calls 'time|gettimeofday|clock_gettime|rand|random|srand|drand48' | grep -v '^engine/cli/' |
        rule "no clock and no randomness in the library"
    calls 'gets|strcpy|strcat|sprintf|vsprintf|strtok|alloca|setjmp|longjmp|system|popen|tmpnam|mktemp' |
        rule "no unbounded or process-wide calls"
    # %f, %g, %e and %a print the locale's point (%.0f prints none).
    sources | xargs grep -nE 'printf[^;]*"[^"]*%[-+ #0]*[0-9*]*(\.[0-9*]+)?l?[fFgGeEaA]([^a-zA-Z]|$)' |
        grep -vE '%\.0f"' | rule "no formatting of floating-point numbers by printf"
    printf '%s\n' "$code" |
        grep -E '^[^:]+:[0-9]+:(static )?(unsigned |struct [a-z_]+ |int |char |bool |size_t |double |float |void )[^(]*(=.*)?;$' |
        grep -vE ':(static )?.*\bconst\b' | grep -vE '^engine/[^:]+\.h:' |
        rule "no variables of file scope that vary"
    sources | xargs grep -nE '(^|[^A-Za-z])(TODO|FIXME|XXX|HACK)([^A-Za-z]|$)' | rule "no open ends in the sources"
    find engine tests -name '*.c' ! -path 'tests/fuzz/*' ! -path 'tests/conformance/*' ! -name comma-locale.c | LC_ALL=C sort | while read -r f; do
        grep -qF "$f" Makefile.am engine/*/local.mk tests/*/local.mk || echo "$f"
    done | rule "every source is listed in a local.mk"
    sources | xargs wc -l | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines" }' |
        rule "no file is longer than 600 lines"
    sources | xargs wc -l | awk '$2 != "total" && $1 > 500 { print "note: " $2 ": " $1 " lines, aim is 500" }'
    sources | xargs awk 'FNR == 1 && $0 !~ /^\/\*/ { print FILENAME ": no comment at its head" }' |
        rule "every file says at its head what it is"
}

result=$(checks)
printf '%s\n' "$result"
! printf '%s\n' "$result" | grep -q '^not ok'
