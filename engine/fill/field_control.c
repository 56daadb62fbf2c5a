/* Content controls (ECMA-376 part 1, 17.5.2): found by tag or title, filled by kind.
 *
 * A control keeps its properties, so the result can be filled again; only that it shows a placeholder is taken out. The
 * first run and paragraph of what it held give the format, but for the grey of a placeholder. */
#include "fill/field.h"

#include "base/diag/mustache.h"
#include "text/date.h"
#include "text/text.h"

enum control_kind { CONTROL_TEXT, CONTROL_DATE, CONTROL_CHOICE, CONTROL_COMBO, CONTROL_CHECKBOX, CONTROL_REPEATED, CONTROL_PICTURE, CONTROL_FIXED };

struct control {
    size_t start, end;      /* of w:sdt */
    size_t props, content;  /* w:sdtPr, w:sdtContent; content 0: none */
    enum control_kind kind;
    size_t kind_at;
    const char *tag, *title, *name; /* name: under which the data has it */
    bool placeholder;
    struct span run_props;  /* of w:sdtPr */
    size_t binding;         /* w:dataBinding, 0: none */
    struct pos pos;
};

static const struct {
    const char *element;
    enum control_kind kind;
} kinds[] = {
    {"w:date", CONTROL_DATE},           {"w:dropDownList", CONTROL_CHOICE},       {"w:comboBox", CONTROL_COMBO},
    {"w14:checkbox", CONTROL_CHECKBOX}, {"w15:repeatingSection", CONTROL_REPEATED}, {"w:picture", CONTROL_PICTURE},
    {"w:docPartObj", CONTROL_FIXED},    {"w:docPartList", CONTROL_FIXED},         {"w:citation", CONTROL_FIXED},
    {"w:bibliography", CONTROL_FIXED},  {"w:equation", CONTROL_FIXED},            {"w15:repeatingSectionItem", CONTROL_FIXED},
};

static void read_property(struct fielding *x, size_t i, struct control *c)
{
    if (field_is(x, i, XSCAN_START, "w:tag"))
        c->tag = field_attribute(x, i, "w:val");
    else if (field_is(x, i, XSCAN_START, "w:alias"))
        c->title = field_attribute(x, i, "w:val");
    else if (field_is(x, i, XSCAN_START, "w:showingPlcHdr"))
        c->placeholder = true;
    else if (field_is(x, i, XSCAN_START, "w:dataBinding"))
        c->binding = i;
    else if (field_is(x, i, XSCAN_START, "w:rPr"))
        c->run_props = field_bytes(x, i, field_end(x, i));
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        if (field_is(x, i, XSCAN_START, kinds[k].element)) {
            c->kind = kinds[k].kind;
            c->kind_at = i;
        }
    }
}

static void read_control(struct fielding *x, size_t start, struct control *c)
{
    *c = (struct control){.start = start, .end = field_end(x, start)};
    for (size_t i = start + 1; i < c->end; i = field_end(x, i) + 1) {
        if (field_is(x, i, XSCAN_START, "w:sdtPr"))
            c->props = i;
        else if (field_is(x, i, XSCAN_START, "w:sdtContent"))
            c->content = i;
    }
    for (size_t i = c->props + 1; c->props && i < field_end(x, c->props); i = field_end(x, i) + 1)
        read_property(x, i, c);
}

/* By its tag, else by its title. */
static bool find_value(struct fielding *x, struct control *c, struct result *out)
{
    const char *names[] = {c->tag, c->title};
    int before = x->f->ctx->errors;

    for (size_t i = 0; i < 2; i++) {
        if (!names[i] || !*names[i])
            continue;
        c->name = names[i];
        c->pos = field_pos(x, c->start, names[i]);
        if (field_value(x, names[i], c->pos, out))
            return true;
        if (x->f->ctx->errors > before)
            return false;
    }
    return false;
}

static bool fault(struct fielding *x, const struct control *c, diag_code code, const char *detail)
{
    diag(x->f->ctx, code, c->pos, c->name, detail);
    x->failed = true;
    return false;
}

/* ---- what is shown ---- */

struct shown {
    const char *text;  /* NULL: reported */
    const char *store; /* what a bound part gets */
    const char *font;  /* of a checkbox's sign */
    const char *iso;   /* of a date */
    bool checked;
};

static bool show_date(struct fielding *x, const struct control *c, struct shown *s)
{
    struct arena *a = &x->f->arena;
    const char *picture = "dd/MM/yyyy";
    struct date d;

    if (!*s->text)
        return true;
    if (!date_parse(span_of(s->text), &d)) {
        diag(x->f->ctx, DIAG_FIELD_DATE, c->pos, s->text);
        x->failed = true;
        return false;
    }
    for (size_t i = c->kind_at; i < field_end(x, c->kind_at); i++)
        if (field_is(x, i, XSCAN_START, "w:dateFormat") && field_attribute(x, i, "w:val"))
            picture = field_attribute(x, i, "w:val");
    s->text = field_date(a, &d, picture);
    s->iso = arena_printf(a, "%sT00:00:00Z", date_iso(a, d));
    s->store = s->iso;
    return true;
}

/* The text of a choice is one of the list, by its text or its value. */
static bool show_choice(struct fielding *x, const struct control *c, struct shown *s)
{
    struct buf names = {0};
    struct arena *a = &x->f->arena;
    const char *wanted = text_fold(a, span_of(s->text));

    if (!*s->text)
        return true;
    for (size_t i = c->kind_at; i < field_end(x, c->kind_at); i++) {
        const char *text, *value;

        if (!field_is(x, i, XSCAN_START, "w:listItem"))
            continue;
        value = field_attribute(x, i, "w:value");
        text = field_attribute(x, i, "w:displayText");
        text = text ? text : value ? value : "";
        value = value ? value : text;
        if (strcmp(text_fold(a, span_of(text)), wanted) == 0 || strcmp(value, s->text) == 0) {
            s->text = text;
            s->store = value;
            buf_release(&names);
            return true;
        }
        if (*value)
            buf_printf(&names, "%s%s", names.n ? "; " : "", text);
    }
    s->store = s->text;
    if (c->kind == CONTROL_CHOICE)
        diag(x->f->ctx, DIAG_FIELD_CHOICE, c->pos, c->name, s->text, names.p ? names.p : "");
    x->failed |= c->kind == CONTROL_CHOICE;
    buf_release(&names);
    return c->kind == CONTROL_COMBO;
}

static bool is_yes(const struct result *v, bool *out)
{
    if (v->type == RESULT_BOOL)
        *out = v->as.boolean;
    else if (v->type == RESULT_DATA && v->as.data->type == VALUE_BOOL)
        *out = v->as.data->as.boolean;
    else if (v->type == RESULT_DATA && v->as.data->type == VALUE_NULL)
        *out = false;
    else
        return false;
    return true;
}

static bool show_checkbox(struct fielding *x, const struct control *c, const struct result *v, struct shown *s)
{
    const char *state, *code;
    struct buf b = {0};
    uint32_t sign = 0;

    if (!is_yes(v, &s->checked))
        return fault(x, c, DIAG_FIELD_CHECKBOX, NULL);
    state = s->checked ? "w14:checkedState" : "w14:uncheckedState";
    sign = s->checked ? 0x2612 : 0x2610;
    s->font = "MS Gothic";
    for (size_t i = c->kind_at; i < field_end(x, c->kind_at); i++) {
        if (!field_is(x, i, XSCAN_START, state))
            continue;
        code = field_attribute(x, i, "w14:val");
        s->font = field_attribute(x, i, "w14:font") ? field_attribute(x, i, "w14:font") : s->font;
        sign = 0;
        for (const char *p = code ? code : ""; *p && sign < 0x10000; p++)
            sign = sign * 16 + (uint32_t)(*p >= '0' && *p <= '9' ? *p - '0' : (*p | 32) >= 'a' && (*p | 32) <= 'f' ? (*p | 32) - 'a' + 10 : 0);
    }
    buf_utf8(&b, sign > ' ' && sign < 0xd800 ? sign : sign >= 0xe000 && sign < 0x10000 ? sign : 0x2610);
    s->text = arena_buf(&x->f->arena, &b);
    s->store = s->checked ? "true" : "false";
    return true;
}

/* Lines of a list, or the text. */
static const char *plain_text(struct fielding *x, const struct control *c, const struct result *v)
{
    struct buf b = {0};

    if (v->type != RESULT_DATA || v->as.data->type != VALUE_LIST)
        return field_text(x, v, c->pos);
    for (size_t i = 0; i < value_count(v->as.data); i++) {
        struct result item = {.type = RESULT_DATA, .as.data = value_item(v->as.data, i)};
        const char *line = field_text(x, &item, c->pos);

        if (!line) {
            buf_release(&b);
            return NULL;
        }
        buf_printf(&b, "%s%s", i ? "\n" : "", line);
    }
    return arena_buf(&x->f->arena, &b);
}

static bool show(struct fielding *x, const struct control *c, const struct result *v, struct shown *s)
{
    *s = (struct shown){0};
    if (c->kind == CONTROL_PICTURE)
        return fault(x, c, DIAG_FIELD_PICTURE, NULL);
    if (c->kind == CONTROL_CHECKBOX)
        return show_checkbox(x, c, v, s);
    s->text = s->store = plain_text(x, c, v);
    if (!s->text)
        return false;
    if (c->kind == CONTROL_DATE)
        return show_date(x, c, s);
    return (c->kind != CONTROL_CHOICE && c->kind != CONTROL_COMBO) || show_choice(x, c, s);
}

/* ---- writing ---- */

/* The start tag at i with an attribute changed or added. */
static void put_attribute(struct fielding *x, size_t i, const char *name, const char *value)
{
    struct span tag = field_bytes(x, i, i), raw;
    size_t close = tag.n - (x->v[i].t.empty ? 2 : 1);

    if (xscan_attribute_named(&x->scan, &x->v[i].t, name, &raw)) {
        buf_put(x->out, tag.p, (size_t)(raw.p - tag.p));
        buf_puts(x->out, value);
        buf_put(x->out, raw.p + raw.n, (size_t)(tag.p + tag.n - raw.p) - raw.n);
    } else {
        buf_put(x->out, tag.p, close);
        buf_printf(x->out, " %s=\"%s\"", name, value);
        buf_put(x->out, tag.p + close, tag.n - close);
    }
}

static void put_props(struct fielding *x, const struct control *c, const struct shown *s)
{
    for (size_t i = c->start; i < c->content; i++) {
        if (field_is(x, i, XSCAN_START, "w:showingPlcHdr") ||
            (x->no_ids && field_is(x, i, XSCAN_START, "w:id") && x->v[i].parent == c->props))
            i = field_end(x, i);
        else if (s->iso && i == c->kind_at)
            put_attribute(x, i, "w:fullDate", s->iso);
        else if (s->font && field_is(x, i, XSCAN_START, "w14:checked") && i > c->kind_at)
            put_attribute(x, i, "w14:val", s->checked ? "1" : "0");
        else
            buf_putspan(x->out, field_bytes(x, i, i));
    }
}

/* The format of what the control held: its first run, but a placeholder's is the control's own. */
static struct span format_of(struct fielding *x, const struct control *c, const struct shown *s)
{
    struct span props = c->placeholder ? c->run_props : field_run_props(x, c->content, field_end(x, c->content));
    struct buf b = {0};

    if (!s->font)
        return props;
    buf_printf(&b, "<w:rPr><w:rFonts w:ascii=\"%s\" w:eastAsia=\"%s\" w:hAnsi=\"%s\" w:hint=\"eastAsia\"/>", s->font, s->font, s->font);
    if (props.p) { /* without the fonts that it had */
        const char *p = memmem(props.p, props.n, "<w:rFonts", 9), *from = memchr(props.p, '>', props.n);
        const char *end = p ? memchr(p, '>', (size_t)(props.p + props.n - p)) : NULL;

        if (from && props.p + props.n - from > 1) {
            buf_put(&b, from + 1, (size_t)((p ? p : props.p + props.n) - from) - 1);
            if (end)
                buf_put(&b, end + 1, (size_t)(props.p + props.n - end) - 1);
        } else {
            buf_puts(&b, "</w:rPr>");
        }
    } else {
        buf_puts(&b, "</w:rPr>");
    }
    props.n = b.n;
    props.p = arena_buf(&x->f->arena, &b);
    return props;
}

static size_t first_in(const struct fielding *x, const struct control *c, const char *name)
{
    for (size_t i = c->content + 1; i < field_end(x, c->content); i++)
        if (field_is(x, i, XSCAN_START, name))
            return i;
    return 0;
}

/* Paragraphs, a line each, with the properties of the first that was there. */
static void put_paragraphs(struct fielding *x, const struct control *c, struct span format, const char *text)
{
    size_t first = first_in(x, c, "w:p");
    struct span props = {0};

    if (first && field_is(x, first + 1, XSCAN_START, "w:pPr"))
        props = field_bytes(x, first + 1, field_end(x, first + 1));
    for (;;) {
        size_t n = strcspn(text, "\n");

        buf_puts(x->out, "<w:p>");
        buf_putspan(x->out, props);
        field_put_run(x, format, arena_span(&x->f->arena, span_make(text, n)));
        buf_puts(x->out, "</w:p>");
        if (!text[n])
            return;
        text += n + 1;
    }
}

static void put_content(struct fielding *x, const struct control *c, const struct shown *s)
{
    struct span format = format_of(x, c, s), open = field_bytes(x, c->content, c->content);
    size_t cell = first_in(x, c, "w:tc"), end = field_end(x, c->content);

    buf_putspan(x->out, x->v[c->content].t.empty ? SPAN("<w:sdtContent>") : open);
    if (cell) {
        buf_putspan(x->out, field_bytes(x, cell, cell));
        if (field_is(x, cell + 1, XSCAN_START, "w:tcPr"))
            buf_putspan(x->out, field_bytes(x, cell + 1, field_end(x, cell + 1)));
        put_paragraphs(x, c, format, s->text);
        buf_puts(x->out, "</w:tc>");
    } else if (first_in(x, c, "w:p")) {
        put_paragraphs(x, c, format, s->text);
    } else {
        field_put_run(x, format, s->text);
    }
    buf_puts(x->out, "</w:sdtContent>");
    if (end < c->end)
        buf_putspan(x->out, field_bytes(x, end + 1, c->end));
}

static void bind(struct fielding *x, const struct control *c, const char *value)
{
    struct bound_value *b;

    if (!c->binding || x->no_ids || x->scope) /* of a list the part has rows of its own */
        return;
    b = VECTOR_ADD(&x->f->arena, x->bound);
    *b = (struct bound_value){.store = field_attribute(x, c->binding, "w:storeItemID"), .prefixes = field_attribute(x, c->binding, "w:prefixMappings"),
                              .path = field_attribute(x, c->binding, "w:xpath"), .value = value, .pos = c->pos};
}

/* ---- lists ---- */

static const struct scope *enter(struct fielding *x, const struct value *item)
{
    const struct scope *names = x->scope;

    for (size_t i = 0; item->type == VALUE_MAP && i < value_count(item); i++) {
        const struct value *v = value_item(item, i);
        struct scope *s = ARENA_NEW(&x->f->arena, struct scope);

        *s = (struct scope){.outer = names, .name = v->key, .value = {.type = RESULT_DATA, .as.data = v}};
        names = s;
    }
    return names;
}

/* A repeating section: its first item for each of the list. */
static void put_list(struct fielding *x, const struct control *c, const struct value *list)
{
    const struct scope *outer = x->scope;
    bool copies = x->no_ids;
    size_t item = first_in(x, c, "w:sdt");
    struct shown none = {0};

    if (!item) {
        fault(x, c, DIAG_FIELD_SECTION, NULL);
        return;
    }
    put_props(x, c, &none);
    buf_putspan(x->out, field_bytes(x, c->content, c->content));
    for (size_t i = 0; i < value_count(list); i++) {
        x->scope = enter(x, value_item(list, i));
        x->no_ids = copies || i > 0;
        field_copy(x, item, field_end(x, item));
    }
    x->scope = outer;
    x->no_ids = copies;
    buf_putspan(x->out, field_bytes(x, field_end(x, c->content), c->end));
}

/* ---- all ---- */

size_t field_control(struct fielding *x, size_t i)
{
    struct control c;
    struct result v;
    struct shown s;

    int before = x->f->ctx->errors;

    read_control(x, i, &c);
    if (!c.content || c.kind == CONTROL_FIXED)
        return i;
    if (!find_value(x, &c, &v)) {
        if (c.placeholder && c.tag && *c.tag && x->f->ctx->errors == before)
            fault(x, &c, DIAG_FIELD_MISSING, NULL);
        return i;
    }
    if (++x->f->steps > FILL_MAX_STEPS || x->out->n > FILL_MAX_OUTPUT) {
        if (!x->failed)
            fault(x, &c, DIAG_MUSTACHE_MUCH, NULL);
        return c.end + 1;
    }
    x->changed = true;
    if (c.kind == CONTROL_REPEATED) {
        if (v.type == RESULT_DATA && v.as.data->type == VALUE_LIST)
            put_list(x, &c, v.as.data);
        else
            fault(x, &c, DIAG_FIELD_SECTION, NULL);
    } else if (show(x, &c, &v, &s)) {
        put_props(x, &c, &s);
        put_content(x, &c, &s);
        bind(x, &c, s.store);
    }
    return c.end + 1;
}
