/* Text of old fonts into Unicode: a file may still hold TCVN3 or VNI, whose letters only its fonts show. Such text becomes
 * Unicode in the nearest font that everybody has. Fonts of that kind are found on Unicode text as well, so the whole
 * document decides what its text in them is. */
#include "model/doc.h"
#include "text/text.h"

typedef void visit_text(struct doc *d, struct node *para, struct node *text, enum text_code code, void *user);

static void visit(struct doc *d, struct node *top, visit_text *each, void *user)
{
    struct node *para = NULL;
    for (struct node *n = top; n; n = node_next(n, top)) {
        if (n->type == NODE_PARA)
            para = n;
        if (n->type != NODE_TEXT || !para || !n->as.text.text)
            continue;
        const enum text_code code = text_code_of(text_props(para, n)->family);
        if (code != CODE_UNICODE)
            each(d, para, n, code, user);
    }
}

static void visit_all(struct doc *d, visit_text *each, void *user)
{
    visit(d, d->root, each, user);
    for (struct node *n = d->root->first; n; n = n->next) {
        if (n->type != NODE_SECTION)
            continue;
        struct section *s = &n->as.section;
        struct node *const parts[] = {s->first_header, s->header, s->even_header, s->first_footer, s->footer, s->even_footer};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (parts[i])
                visit(d, parts[i], each, user);
    }
}

static void weigh(struct doc *d, struct node *para, struct node *text, enum text_code code, void *user)
{
    const int evidence = text_code_evidence(span_of(text->as.text.text), code);
    (void)d, (void)para;
    *(long *)user += evidence > 0 ? 1 : evidence < 0 ? -1 : 0;
}

struct made {
    const struct char_props *from, *to;
};

static bool names_sans(const char *family)
{
    static const char *const sans[] = {"Arial", "Helve", "Avant", "Univer"};
    for (size_t i = 0; i < sizeof sans / sizeof *sans; i++)
        if (strstr(family, sans[i]))
            return true;
    return false;
}

const char *recode_family(const char *family)
{
    return names_sans(family) ? "Arial" : "Times New Roman";
}

static void recode(struct doc *d, struct node *para, struct node *text, enum text_code code, void *user)
{
    struct made *made = user;
    const struct char_props *chr = text_props(para, text);
    if (text_code_evidence(span_of(text->as.text.text), code) < 0)
        return;
    text->as.text.text = text_recode(&d->arena, span_of(text->as.text.text), code);
    if (made->from != chr) {
        struct char_props *own = ARENA_NEW(&d->arena, struct char_props);
        *own = *chr;
        own->family = recode_family(chr->family);
        *made = (struct made){chr, own};
    }
    text->as.text.chr = made->to;
}

void doc_recode(struct doc *d)
{
    long evidence = 0;
    struct made made = {NULL, NULL};
    visit_all(d, weigh, &evidence);
    if (evidence > 0)
        visit_all(d, recode, &made);
}
