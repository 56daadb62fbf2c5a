#!/bin/sh
# make installcheck: VANBAN is the installed program; CC, INCLUDES and LIBRARIES build against the
# installed library.
set -u
: "${VANBAN:?}" "${CC:?}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
for input in "$top"/samples/*.md; do
    break
done
"$VANBAN" render -f pdf -o "$work/" "$input" || exit 1
cat >"$work/use.c" <<'END'
#include <stdio.h>
#include <vanban.h>

int main(int argc, char **argv)
{
    vb_context *c = vb_context_new();
    const char *const files[] = {argv[argc - 1]};
    vb_document *d = vb_document_load(c, files, 1, NULL);
    void *out = NULL;
    size_t size = 0;
    bool good = d && vb_document_render(d, vb_format_find("odt"), 0, &out, &size) && size > 0;

    printf("vanban %s: %zu bytes\n", vb_version(), size);
    vb_free(out);
    vb_document_free(d);
    vb_context_free(c);
    return good ? 0 : 1;
}
END
# shellcheck disable=SC2086
$CC ${INCLUDES:-} -o "$work/use" "$work/use.c" ${LIBRARIES:-} && "$work/use" "$input"
