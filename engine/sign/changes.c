/* The rule is the other way round than a list of attacks: every object of the signed file must still be what it was, but for a few
 * places that are named here and looked into one by one. New objects only matter where one of these places leads to them. The places are those
 * that pyHanko takes for harmless as well: what readers and signers in use do change. */
#include "sign/changes_private.h"

#include "package/xml.h"
#include "sign/fields.h"

enum { LIMIT_PAGES_COMPARED = LIMIT_PAGES };

static void changed(struct compare *c, enum change_kind kind, const char *what)
{
    if (c->out->kind < kind) {
        c->out->what = what;
        c->out->kind = kind;
    }
}

void changed_other(struct compare *c, const char *what)
{
    changed(c, CHANGE_OTHER, what);
}

void changed_unsound(struct compare *c, const char *what)
{
    changed(c, CHANGE_UNSOUND, what);
}

bool changes_is_new(struct compare *c, const struct pdf_obj *ref)
{
    return ref->type == PDF_REF && pdf_object(c->then, ref->as.ref.num)->type == PDF_NULL;
}

bool changes_same_but(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now, const char *const *keys)
{
    struct pdf_obj x, y;

    if (then->type != now->type || then->type != PDF_DICT)
        return pdf_equal(then, now, CHANGES_DEPTH);
    x = pdf_copy(c->a, then);
    y = pdf_copy(c->a, now);
    for (; *keys; keys++) {
        pdf_dict_set(c->a, &x, *keys, pdf_null);
        pdf_dict_set(c->a, &y, *keys, pdf_null);
    }
    return pdf_equal(&x, &y, CHANGES_DEPTH);
}

void changes_clear(struct compare *c, const struct pdf_obj *ref)
{
    if (ref->type == PDF_REF && ref->as.ref.num < c->n && c->cleared[ref->as.ref.num] < CLEARED_ANYWHERE - 1)
        c->cleared[ref->as.ref.num]++;
}

void changes_clear_anywhere(struct compare *c, uint32_t num)
{
    if (num < c->n)
        c->cleared[num] = CLEARED_ANYWHERE;
}

bool changes_replaced(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now, const char *key)
{
    const struct pdf_obj *old = pdf_dict_get(then, key), *new = pdf_dict_get(now, key);
    const bool same = old->type == PDF_REF && pdf_equal(old, new, 1);

    if (pdf_resolve(c->now, new)->type == PDF_NULL)
        return pdf_resolve(c->then, old)->type == PDF_NULL;
    if (new->type != PDF_REF || pdf_equal(pdf_resolve(c->then, old), pdf_resolve(c->now, new), CHANGES_DEPTH))
        return true;
    changes_clear(c, old);
    return pdf_resolve(c->then, old)->type != PDF_STREAM && (same ? pdf_resolve(c->now, new)->type != PDF_STREAM : changes_is_new(c, new));
}

static bool all_references(const struct pdf_obj *array)
{
    for (size_t i = 0; i < array->as.array.n; i++)
        if (array->as.array.v[i].type != PDF_REF)
            return false;
    return true;
}

bool changes_grown(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now,
                   bool (*may)(struct compare *c, const struct pdf_obj *ref))
{
    enum { WAS = 1, IS = 2 };
    const struct pdf_obj empty = pdf_array();
    uint8_t *seen;

    if (pdf_equal(then, now, CHANGES_DEPTH))
        return true;
    if (then->type == PDF_NULL)
        then = &empty;
    if (then->type != PDF_ARRAY || now->type != PDF_ARRAY || !all_references(then) || !all_references(now))
        return false;
    seen = ARENA_NEWS(c->a, c->n_now, uint8_t);
    for (size_t i = 0; i < then->as.array.n; i++)
        if (then->as.array.v[i].as.ref.num < c->n_now)
            seen[then->as.array.v[i].as.ref.num] = WAS;
    for (size_t i = 0; i < now->as.array.n; i++) {
        const struct pdf_obj *ref = &now->as.array.v[i];
        if (ref->as.ref.num >= c->n_now || (!seen[ref->as.ref.num] && !may(c, ref)))
            return false;
        seen[ref->as.ref.num] |= IS;
    }
    for (size_t i = 0; i < then->as.array.n; i++)
        if (then->as.array.v[i].as.ref.num < c->n_now && seen[then->as.array.v[i].as.ref.num] == WAS)
            return false;
    return true;
}

/* ---- the store ---- */

static bool is_one_of(struct span key, const char *const *keys)
{
    while (*keys && !span_is(key, *keys))
        keys++;
    return *keys != NULL;
}

static bool only_keys(const struct pdf_obj *dict, const char *const *keys)
{
    for (size_t i = 0; i < dict->as.dict.n; i++)
        if (!is_one_of(dict->as.dict.v[i].key, keys))
            return false;
    return true;
}

static bool only_streams(struct compare *c, const struct pdf_obj *list)
{
    for (size_t i = 0; list->type == PDF_ARRAY && i < list->as.array.n; i++)
        if (list->as.array.v[i].type != PDF_REF || pdf_at(c->now, list, i)->type != PDF_STREAM)
            return false;
    return list->type == PDF_ARRAY;
}

/* What is kept for a signature stays, and what comes is named by a digest. */
static bool keeps_entries(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now)
{
    static const char *const keys[] = {"Type", "TU", "TS", "Cert", "CRL", "OCSP", NULL};
    enum { DIGEST_LETTERS = 40 };

    for (size_t i = 0; pdf_is_dict(then) && i < then->as.dict.n; i++) {
        const char *key = arena_span(c->a, then->as.dict.v[i].key);
        if (!pdf_equal(&then->as.dict.v[i].value, pdf_dict_get(now, key), CHANGES_DEPTH))
            return false;
    }
    for (size_t i = 0; i < now->as.dict.n; i++) {
        const char *key = arena_span(c->a, now->as.dict.v[i].key);
        const struct pdf_obj *entry = pdf_resolve(c->now, &now->as.dict.v[i].value);
        if (pdf_dict_get(then, key)->type == PDF_NULL &&
            (strspn(key, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") < DIGEST_LETTERS || entry->type != PDF_DICT || !only_keys(entry, keys)))
            return false;
    }
    return true;
}

static bool store_is_sound(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now)
{
    static const char *const keys[] = {"Type", "VRI", "Certs", "CRLs", "OCSPs", NULL}, *const lists[] = {"Certs", "CRLs", "OCSPs"};
    const struct pdf_obj *old = pdf_get(c->then, then, "DSS"), *dss = pdf_get(c->now, now, "DSS"), *vri = pdf_get(c->now, dss, "VRI");

    if (!changes_replaced(c, then, now, "DSS"))
        return false;
    if (dss->type == PDF_NULL)
        return true;
    if (dss->type != PDF_DICT || (old->type != PDF_NULL && old->type != PDF_DICT) || !only_keys(dss, keys))
        return false;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (pdf_get(c->now, dss, lists[i])->type != PDF_NULL &&
            (!changes_replaced(c, old, dss, lists[i]) || !only_streams(c, pdf_get(c->now, dss, lists[i]))))
            return false;
    return changes_replaced(c, old, dss, "VRI") &&
           (vri->type == PDF_NULL || (vri->type == PDF_DICT && keeps_entries(c, pdf_get(c->then, old, "VRI"), vri)));
}

/* ---- the catalogue ---- */

static bool is_well_formed(struct pdf_file *f, const struct pdf_obj *stream)
{
    struct ctx silent;
    struct span xml;
    xmlDoc *doc;

    ctx_init(&silent);
    if (stream->type != PDF_STREAM || !pdf_decode(f, stream, &xml))
        return false;
    doc = package_parse(&silent, "pdf", "Metadata", xml);
    xmlFreeDoc(doc);
    return doc != NULL;
}

/* What is said about the file, not in it: it may be said anew, as XML that no reader can take for anything else. */
static bool metadata_is_sound(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now)
{
    const struct pdf_obj *old_ref = pdf_dict_get(then, "Metadata"), *ref = pdf_dict_get(now, "Metadata");
    const struct pdf_obj *old = pdf_resolve(c->then, old_ref), *metadata = pdf_resolve(c->now, ref);
    const bool same = pdf_equal(old_ref, ref, 1);

    if (metadata->type == PDF_NULL || (same && pdf_equal(old, metadata, CHANGES_DEPTH)))
        return true;
    if (same)
        changes_clear(c, ref);
    return ref->type == PDF_REF && (same || changes_is_new(c, ref)) && is_well_formed(c->now, metadata) &&
           (old->type == PDF_NULL || is_well_formed(c->then, old));
}

static void compare_catalogue(struct compare *c)
{
    static const char *const keys[] = {"AcroForm", "DSS", "Extensions", "Metadata", "MarkInfo", "Version", NULL};
    uint32_t then_num, now_num;
    const struct pdf_obj *then = pdf_catalogue(c->then, &then_num), *now = pdf_catalogue(c->now, &now_num), root = pdf_ref(now_num, 0);

    changes_clear_anywhere(c, then_num);
    if ((then_num != now_num && !changes_is_new(c, &root)) || !changes_same_but(c, then, now, keys) || !changes_replaced(c, then, now, "Extensions") ||
        !changes_replaced(c, then, now, "MarkInfo"))
        changed_other(c, "Catalog");
    if (!store_is_sound(c, then, now))
        changed_unsound(c, "DSS");
    if (!metadata_is_sound(c, then, now))
        changed_other(c, "Metadata");
    changes_compare_form(c, then, now);
}

/* ---- pages and all else ---- */

static bool is_new_widget(struct compare *c, const struct pdf_obj *ref)
{
    return c->widgets[ref->as.ref.num] != 0;
}

static void compare_pages(struct compare *c)
{
    static const char *const keys[] = {"Annots", NULL};
    size_t n = pdf_pages(c->then);

    if (n != pdf_pages(c->now) || n > LIMIT_PAGES_COMPARED) {
        changed_other(c, "Pages");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t then_num = 0, now_num = 0;
        const struct pdf_obj *then = pdf_page(c->then, i, &then_num), *now = pdf_page(c->now, i, &now_num);
        if (then_num != now_num || !changes_same_but(c, then, now, keys) || !changes_replaced(c, then, now, "Annots") ||
            !changes_grown(c, pdf_get(c->then, then, "Annots"), pdf_get(c->now, now, "Annots"), is_new_widget))
            changed_other(c, arena_printf(c->a, "page %zu", i + 1));
        changes_clear_anywhere(c, then_num);
    }
}

/* Cross-reference and object streams hold no content of their own. */
static bool is_container(const struct pdf_obj *o)
{
    return o->type == PDF_STREAM && (pdf_is_name(pdf_dict_get(o, "Type"), "XRef") || pdf_is_name(pdf_dict_get(o, "Type"), "ObjStm"));
}

bool changes_any_reference(struct compare *c, const struct pdf_obj *o, int depth, bool (*is)(struct compare *c, const struct pdf_obj *ref))
{
    bool found = false;

    if (depth == 0)
        return false;
    if (o->type == PDF_REF)
        return is(c, o);
    if (o->type == PDF_ARRAY)
        for (size_t i = 0; i < o->as.array.n && !found; i++)
            found = changes_any_reference(c, &o->as.array.v[i], depth - 1, is);
    else if (pdf_is_dict(o))
        for (size_t i = 0; i < o->as.dict.n && !found; i++)
            found = changes_any_reference(c, &o->as.dict.v[i].value, depth - 1, is);
    return found;
}

/* A reference that led nowhere and leads somewhere now: what was signed has become something else, though no object changed. */
static bool leads_elsewhere(struct compare *c, const struct pdf_obj *ref)
{
    return changes_is_new(c, ref) && pdf_object(c->now, ref->as.ref.num)->type != PDF_NULL;
}

static bool count_use(struct compare *c, const struct pdf_obj *ref)
{
    if (ref->as.ref.num < c->n && c->uses[ref->as.ref.num] < UINT16_MAX)
        c->uses[ref->as.ref.num]++;
    return false;
}

unsigned changes_uses(struct compare *c, const struct pdf_obj *ref)
{
    if (!c->uses) {
        c->uses = ARENA_NEWS(c->a, c->n, uint16_t);
        changes_any_reference(c, pdf_trailer(c->then), CHANGES_DEPTH, count_use);
        for (size_t i = 0; i < pdf_places(c->then); i++) {
            const struct pdf_obj *o = pdf_object(c->then, pdf_place_at(c->then, i)->num);
            if (!is_container(o))
                changes_any_reference(c, o, CHANGES_DEPTH, count_use);
        }
    }
    return ref->type == PDF_REF && ref->as.ref.num < c->n ? c->uses[ref->as.ref.num] : 0;
}

/* An object that was changed, at all the places where it is used. */
static bool is_cleared(struct compare *c, uint32_t num)
{
    const struct pdf_obj ref = pdf_ref(num, 0);

    return c->cleared[num] != 0 && (c->cleared[num] == CLEARED_ANYWHERE || c->cleared[num] >= changes_uses(c, &ref));
}

static void compare_rest(struct compare *c)
{
    for (size_t i = 0; i < pdf_places(c->then) && c->out->kind != CHANGE_OTHER; i++) {
        uint32_t num = pdf_place_at(c->then, i)->num;
        const struct pdf_obj *then = pdf_object(c->then, num);
        if (is_container(then) || num >= c->n)
            continue;
        if ((!pdf_equal(then, pdf_object(c->now, num), CHANGES_DEPTH) && !is_cleared(c, num)) ||
            changes_any_reference(c, then, CHANGES_DEPTH, leads_elsewhere))
            changed_other(c, arena_printf(c->a, "object %lu", (unsigned long)num));
    }
}

/* Nothing that is added takes anything away, nor a number that was to be had already: who does that has some plan with it. */
static void compare_numbers(struct compare *c)
{
    const struct pdf_obj *size = pdf_dict_get(pdf_trailer(c->then), "Size");

    for (size_t i = pdf_revisions(c->then); i < pdf_revisions(c->now); i++) {
        const struct pdf_revision *r = pdf_revision_at(c->now, i);
        for (size_t k = 0; k < r->n_places; k++) {
            const struct pdf_place *place = &r->places[k];
            const struct pdf_obj ref = pdf_ref(place->num, place->gen);
            const bool freed = place->type == PDF_FREE;
            if (place->num != 0 && (freed ? place->gen != 0 : size->type == PDF_INT && place->num < size->as.integer && changes_is_new(c, &ref)))
                changed_unsound(c, arena_printf(c->a, "object %lu", (unsigned long)place->num));
        }
    }
}

void changes_find(struct pdf_file *then, struct pdf_file *now, const struct permission *by, struct changes *out)
{
    struct compare c = {.then = then, .now = now, .a = pdf_arena(now), .by = by, .out = out};

    *out = (struct changes){0};
    c.n = (size_t)pdf_size(then) + 1;
    c.n_now = (size_t)pdf_size(now) + 1;
    c.cleared = ARENA_NEWS(c.a, c.n, uint16_t);
    c.widgets = ARENA_NEWS(c.a, c.n_now, uint8_t);
    /* What a reader shows as title and author, and nothing on a page: a program that saves writes its date there. */
    changes_clear(&c, pdf_dict_get(pdf_trailer(then), "Info"));
    compare_catalogue(&c);
    compare_pages(&c);
    compare_numbers(&c);
    compare_rest(&c);
    if (changes_any_reference(&c, pdf_trailer(then), CHANGES_DEPTH, leads_elsewhere))
        changed_unsound(&c, "trailer");
    if (pdf_failed(then) || pdf_failed(now))
        changed_other(&c, "structure");
}
