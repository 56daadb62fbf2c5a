# Sourced by the suites that run golden cases: a case whose template is a DOCX or ODT, NAME.parts (tests/package/pack_case.c), is run in a
# folder of its own, where NAME.parts and NAME-*.parts are packed beside NAME.yaml. PACK is the program that does it.
PACK=${PACK:-$(dirname "$VANBAN")/tests/package/pack_case}

# place_of FOLDER NAME INTO: prints where the case is to be run; status 1: it cannot be packed.
place_of()
{
    if [ ! -f "$1/$2.parts" ]; then
        printf '%s' "$1"
        return
    fi
    rm -rf "$3"
    mkdir "$3" || return 1
    cp "$1/$2".* "$3/"
    for parts in "$1/$2.parts" "$1/$2"-*.parts; do
        [ -f "$parts" ] || continue
        kind=docx
        ! grep -q '^%% odt' "$parts" || kind=odt
        "$PACK" "$parts" "$3/$(basename "$parts" .parts).$kind" || return 1
    done
    printf '%s' "$3"
}
