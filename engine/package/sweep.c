/* The scanner of XML over a part, with its faults told as those of the trees are.
 *
 * Invariant: after sweep_next gave false, `failed` says whether the part was read whole. */
#include "package/sweep.h"

#include "base/diag/package.h"
#include "package/xml.h"

bool sweep_open(struct sweep *s, struct package *p, const char *part)
{
    struct span text;
    const char *end;

    *s = (struct sweep){.package = p, .part = part};
    if (!package_text(p, part, &text)) {
        s->failed = package_has(p, part);
        return false;
    }
    /* What the declaration says of the encoding was true before package_text made it UTF-8. */
    if (span_starts(text, "<?xml ") && (end = memmem(text.p, text.n, "?>", 2)))
        text = span_make(end + 2, text.n - (size_t)(end + 2 - text.p));
    xscan_init(&s->x, text);
    return true;
}

static bool report(struct sweep *s, size_t at, enum xscan_fault fault)
{
    static const char *const what[] = {
        [XSCAN_BAD_CHARACTER] = "character", [XSCAN_BAD_MARKUP] = "markup", [XSCAN_BAD_NESTING] = "nesting of tags",
        [XSCAN_BAD_REFERENCE] = "reference", [XSCAN_ENCODING] = "encoding", [XSCAN_END_EARLY] = "end of the part",
    };
    diag_code code = fault == XSCAN_DTD ? DIAG_PACKAGE_DTD : fault == XSCAN_DEEP ? DIAG_PACKAGE_XML_DEEP : DIAG_PACKAGE_XML;
    struct arena a = {0};
    int line = 1;

    for (size_t i = 0; i < at && i < s->x.bytes.n; i++)
        line += s->x.bytes.p[i] == '\n';
    diag(package_ctx(s->package), code, pos_file(package_name(s->package)), s->part, arena_printf(&a, "%d", line),
         what[fault] ? what[fault] : "");
    arena_release(&a);
    s->failed = true;
    return false;
}

bool sweep_next(struct sweep *s)
{
    while (xscan_next(&s->x, &s->t)) {
        switch (s->t.type) {
        case XSCAN_START:
            if (s->x.depth > LIMIT_XML_DEPTH)
                return report(s, s->t.from, XSCAN_DEEP);
            s->name = xscan_local(s->t.name);
            return true;
        case XSCAN_CLOSE:
            s->name = xscan_local(s->t.name);
            return true;
        case XSCAN_TEXT:
        case XSCAN_CDATA:
            return true;
        case XSCAN_COMMENT:
        case XSCAN_PI:
            break;
        }
    }
    return s->x.fault == XSCAN_OK ? false : report(s, s->x.at, s->x.fault);
}

bool sweep_skip(struct sweep *s)
{
    int depth = s->x.depth - 1;

    if (s->t.empty)
        return true;
    while (sweep_next(s))
        if (s->t.type == XSCAN_CLOSE && s->x.depth == depth)
            return true;
    return false;
}

struct span sweep_attribute(const struct sweep *s, const char *local)
{
    struct span value = {"", 0};

    if (!xscan_attribute_local(&s->x, &s->t, local, &value))
        return SPAN("");
    return value;
}

void sweep_text(const struct sweep *s, struct buf *out)
{
    struct span raw = span_make(s->x.bytes.p + s->t.from, s->t.to - s->t.from);

    if (s->t.type == XSCAN_CDATA)
        buf_put(out, raw.p + 9, raw.n - 12);
    else
        xscan_decode(raw, out);
}
