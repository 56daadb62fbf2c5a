/* $replace: pictures and embedded files of the template that take the content of others, as docxtpl's replace_pic (by the
 * name, title or description of the picture), replace_media and replace_embedded (by the content) and replace_zipname (by
 * the name in the package). The place and size in the text stay. */
#include "base/diag/rich.h"
#include "fill/subdoc.h"
#include "model/picture.h"
#include "package/xml.h"

struct replacing {
    struct rich *r;
    const char *kind;
    const struct value *member; /* key: the old one, value: the new file */
    struct span bytes;
    bool found;
};

/* A JPEG under the name of a PNG: the type says what it is. */
static void set_type(struct replacing *x, const char *part)
{
    struct rich *r = x->r;
    struct picture picture;
    struct span types;
    const char *type = opc_content_type(r->package, part), *now;

    if (r->odt || picture_size(x->bytes, &picture) != PICTURE_OK) /* who opens an ODT looks at the picture itself */
        return;
    now = picture.jpeg ? "image/jpeg" : "image/png";
    if ((type && strcmp(type, now) == 0) || !package_text(r->package, "[Content_Types].xml", &types) ||
        memmem(types.p, types.n, part, strlen(part)))
        return;
    now = arena_printf(r->arena, "<Override PartName=\"/%s\" ContentType=\"%s\"/>", part, now);
    add_into(r->add, "[Content_Types].xml", "", span_of(now));
}

static void replace_part(struct replacing *x, const char *part)
{
    add_replace(x->r->add, part, x->bytes);
    set_type(x, part);
    x->found = true;
}

/* ---- by the name of the picture ---- */

static bool is_named(struct rich *r, const xmlNode *picture, const char *name)
{
    static const char *const attributes[] = {"name", "title", "descr"};
    xmlNode *props = node_child(picture, "nvPicPr");

    props = props ? node_child(props, "cNvPr") : NULL;
    for (size_t i = 0; props && i < 3; i++) {
        const char *value = node_attribute(r->arena, props, attributes[i]);

        if (value && strcmp(value, name) == 0)
            return true;
    }
    return false;
}

static void find_pictures(struct replacing *x, const char *part, const xmlNode *node)
{
    for (const xmlNode *c = node->children; c; c = c->next) {
        xmlNode *fill, *blip;
        const char *id;
        const struct opc_rel *rel;

        if (c->type != XML_ELEMENT_NODE)
            continue;
        find_pictures(x, part, c); /* as deep as package_xml lets in */
        if (!node_is(c, "pic") || !is_named(x->r, c, x->member->written_key))
            continue;
        fill = node_child(c, "blipFill");
        blip = fill ? node_child(fill, "blip") : NULL;
        id = blip ? node_attribute(x->r->arena, blip, "embed") : NULL;
        rel = id ? opc_rel_by_id(x->r->package, part, id) : NULL;
        if (rel && !rel->external && !rel->dangling)
            replace_part(x, rel->target);
    }
}

/* The same of ODT: the frame around a picture has the names. */
static bool is_frame(struct rich *r, const xmlNode *frame, const char *name)
{
    const char *own = node_attribute(r->arena, frame, "name");
    bool found = own && strcmp(own, name) == 0;

    for (const xmlNode *c = frame->children; c && !found; c = c->next) {
        xmlChar *text = node_is(c, "title") || node_is(c, "desc") ? xmlNodeGetContent(c) : NULL;

        found = text && strcmp((const char *)text, name) == 0;
        xmlFree(text);
    }
    return found;
}

static void find_frames(struct replacing *x, const xmlNode *node)
{
    for (const xmlNode *c = node->children; c; c = c->next) {
        const xmlNode *image = node_is(c, "frame") ? node_child(c, "image") : NULL;
        const char *href = image && is_frame(x->r, c, x->member->written_key) ? node_attribute(x->r->arena, image, "href") : NULL;
        const char *part = href ? package_find(x->r->package, strncmp(href, "./", 2) == 0 ? href + 2 : href) : NULL;

        if (part)
            replace_part(x, part);
        if (c->type == XML_ELEMENT_NODE)
            find_frames(x, c); /* as deep as package_xml lets in */
    }
}

static void replace_odt_picture(struct replacing *x)
{
    static const char *const parts[] = {"content.xml", "styles.xml"};

    for (size_t i = 0; i < 2; i++) {
        xmlDoc *doc = package_has(x->r->package, parts[i]) ? package_xml(x->r->package, parts[i]) : NULL;

        if (doc)
            find_frames(x, xmlDocGetRootElement(doc));
    }
}

static void replace_picture(struct replacing *x)
{
    struct package *p = x->r->package;
    const char *main = opc_main(p);
    size_t n;
    const struct opc_rel *rels = opc_rels(p, main, &n);

    for (size_t i = 0; i <= n; i++) {
        const char *part = i == n ? main : opc_rel_is(&rels[i], "header") || opc_rel_is(&rels[i], "footer") ? rels[i].target : NULL;
        xmlDoc *doc = part && package_has(p, part) ? package_xml(p, part) : NULL;

        if (doc)
            find_pictures(x, part, xmlDocGetRootElement(doc));
    }
}

/* ---- by content, by name in the package ---- */

static void replace_content(struct replacing *x, const char *folder)
{
    struct rich *r = x->r;
    struct span old, now;
    const struct value *v = x->member;

    if (!rich_file_named(r, v->source ? v->source->file : "", v->written_key, v->key_pos, RICH_MAX_FILE, &old)) {
        x->found = true; /* said */
        return;
    }
    for (size_t i = 0; i < package_parts(r->package); i++) {
        const char *part = package_part_name(r->package, i);

        if (strncmp(part, folder, strlen(folder)) == 0 && package_part(r->package, part, &now) && span_equal(now, old))
            replace_part(x, part);
    }
}

/* Where pictures and media stand, then embedded files. */
static const char *const docx_folders[] = {"word/media/", "word/embeddings/", NULL}, *const odt_folders[] = {"Pictures/", "Object ", NULL};

static void replace_name(struct replacing *x)
{
    const char *part = package_find(x->r->package, x->member->written_key), *const *folder = x->r->odt ? odt_folders : docx_folders;

    while (*folder && strncmp(x->member->written_key, *folder, strlen(*folder)) != 0)
        folder++;
    if (!*folder) {
        diag(x->r->ctx, DIAG_RICH_REPLACE_PART, x->member->key_pos, x->member->written_key);
        x->found = true;
    } else if (part) {
        replace_part(x, part);
    }
}

static bool replace_one(struct rich *r, const char *kind, const struct value *member)
{
    struct replacing x = {.r = r, .kind = kind, .member = member};
    const char *const *folders = r->odt ? odt_folders : docx_folders;
    int errors = r->ctx->errors;

    if (!rich_file(r, member, RICH_MAX_FILE, &x.bytes))
        return false;
    if (strcmp(kind, "picture") == 0 && r->odt)
        replace_odt_picture(&x);
    else if (strcmp(kind, "picture") == 0)
        replace_picture(&x);
    else if (strcmp(kind, "media") == 0)
        replace_content(&x, folders[0]);
    else if (strcmp(kind, "embedded") == 0)
        replace_content(&x, folders[1]);
    else
        replace_name(&x);
    if (!x.found)
        diag(r->ctx, DIAG_RICH_REPLACE_NONE, member->key_pos, member->written_key, kind);
    return r->ctx->errors == errors;
}

bool rich_replace(struct rich *r, const struct value *root)
{
    static const char *const kinds[] = {"picture", "media", "embedded", "zipname", NULL};
    const struct value *replace = rich_tag(root);
    bool ok = true;

    if (!replace || strcmp(replace->written_key, "$replace") != 0)
        return true;
    for (size_t i = 0; i < value_count(replace); i++) {
        const struct value *kind = replace->as.items.v[i];
        size_t k = 0;

        while (kinds[k] && (!kind->key || strcmp(kinds[k], kind->key) != 0))
            k++;
        if (!kinds[k] || kind->type != VALUE_MAP) {
            diag(r->ctx, DIAG_RICH_REPLACE_FORM, kind->pos, kind->written_key ? kind->written_key : rich_found(r, kind));
            ok = false;
            continue;
        }
        for (size_t m = 0; m < kind->as.items.n; m++)
            ok &= replace_one(r, kinds[k], kind->as.items.v[m]);
    }
    if (replace->type != VALUE_MAP) {
        diag(r->ctx, DIAG_RICH_REPLACE_FORM, replace->pos, rich_found(r, replace));
        ok = false;
    }
    return ok;
}
