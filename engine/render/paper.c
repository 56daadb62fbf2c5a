/* What a register asks of a paper: what the merge noted (doc_filing) and what its paragraphs say. */
#include "render/render.h"
#include "sign/digest.h"

/* Texts of paragraphs with `between` between them. */
static void join(struct buf *to, struct span text, const char *between)
{
    if (text.n == 0)
        return;
    if (to->n)
        buf_puts(to, between);
    buf_putspan(to, text);
}

/* Without the dash before and the mark behind that the guide puts there. */
static struct span bare(struct span s)
{
    s = span_trim(s);
    if (span_starts(s, "- "))
        s = span_trim(span_make(s.p + 2, s.n - 2));
    while (s.n && strchr(";,.", s.p[s.n - 1]))
        s.n--;
    return span_trim(s);
}

static const char *finish(struct vb_document *d, struct buf *text)
{
    return text->n ? arena_buf(&d->arena, text) : NULL;
}

bool vb_document_paper(vb_document *d, vb_paper *out)
{
    const struct doc_filing *f = d->doc ? &d->doc->filing : NULL;
    struct buf subject = {0}, signers = {0}, receivers = {0}, kept = {0};

    if (!f || !f->profile)
        return false;
    for (const struct node *n = node_next(d->doc->root, d->doc->root); n; n = node_next(n, d->doc->root)) {
        struct buf text = {0};
        enum role role = n->type == NODE_PARA ? n->as.para.role : ROLE_BODY;

        if (role != ROLE_SUBJECT && role != ROLE_NAME && role != ROLE_RECIPIENT && role != ROLE_ADDRESSEES)
            continue;
        node_plain_text(n, &text);
        if (role == ROLE_SUBJECT) {
            join(&subject, span_trim(buf_span(&text)), " ");
        } else if (role == ROLE_NAME) {
            join(&signers, span_trim(buf_span(&text)), "; ");
        } else if (role == ROLE_ADDRESSEES) {
            const char *colon = strchr(text.p, ':');

            join(&receivers, bare(span_of(colon ? colon + 1 : text.p)), "; ");
        } else {
            struct span one = bare(buf_span(&text));

            if (span_starts(one, "Lưu"))
                join(&kept, one, "; ");
            else if (!span_is(one, "Như trên"))
                join(&receivers, one, "; ");
        }
        buf_release(&text);
    }
    *out = (vb_paper){.profile = f->profile, .family = f->family, .kind = f->kind, .code = f->code, .organ = f->organ,
                      .organ_code = f->organ_code, .symbol = f->symbol, .separator = f->separator,
                      .number = f->number && strcmp(f->number, BLANK) != 0 ? f->number : NULL,
                      .day = f->date.day, .month = f->date.month, .year = f->date.year,
                      .subject = finish(d, &subject), .signers = finish(d, &signers), .addressees = finish(d, &receivers),
                      .kept = finish(d, &kept), .copies = f->copies, .secrecy = f->secrecy, .urgency = f->urgency,
                      .hides_subject = d->doc->meta.hides_subject, .supersedes = f->supersedes, .repeals = f->repeals};
    return true;
}

void vb_digest(const void *bytes, size_t size, char out[65])
{
    digest_hex(span_make(bytes, size), out);
}
