/* The entry goes behind the last line that is indented more than the dashes of van_ban, and the text is read again before it is taken. */
#include "store/listing.h"

#include "data/value.h"

/* A text that YAML reads as it stands: a name with a dash, a point or a slash in it, and no other signs. */
static bool is_plain(const char *text)
{
    bool sign = false;

    if (!((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z')))
        return false;
    for (; *text; text++) {
        bool letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9') || *text == '_';

        if (!letter && !strchr("-./", *text))
            return false;
        sign |= !letter;
    }
    return sign;
}

static void put_text(struct buf *out, const char *text)
{
    if (is_plain(text))
        buf_puts(out, text);
    else
        buf_json(out, text);
}

static void put(struct buf *out, const char *key, const char *value)
{
    if (!value)
        return;
    buf_printf(out, "%s%s: ", out->n > 2 ? ", " : "", key);
    put_text(out, value);
}

static void put_list(struct buf *out, const char *key, const char *const *items, size_t n)
{
    if (n == 0)
        return;
    buf_printf(out, n > 1 ? ", %s: [" : ", %s: ", key);
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? ", " : "");
        if (vb_format_find(items[i]))
            buf_puts(out, items[i]);
        else
            put_text(out, items[i]);
    }
    if (n > 1)
        buf_putc(out, ']');
}

const char *listing_entry(struct arena *a, const struct ws_paper *like, const char *name, const char *own, bool plain)
{
    struct buf out = {0};

    buf_puts(&out, "{ ");
    put(&out, "ten", name);
    put(&out, "tep", own);
    if (!plain) {
        put(&out, "mau", like->template_file);
        put_list(&out, "du_lieu", like->files + like->own, like->n_files - like->own);
        put(&out, "dien_nhu", like->compat);
    }
    put(&out, "the_thuc", like->profile);
    put_list(&out, "ra", like->formats, like->n_formats);
    if (strcmp(like->folder, "xuat") != 0)
        put(&out, "noi_ra", like->folder);
    buf_puts(&out, like->draft ? ", du_thao: true }" : " }");
    return arena_buf(a, &out);
}

static struct span line_at(struct span text, size_t from)
{
    const char *end = memchr(text.p + from, '\n', text.n - from);

    return span_make(text.p + from, end ? (size_t)(end - text.p) - from + 1 : text.n - from);
}

static size_t indent_of(struct span line)
{
    size_t n = 0;

    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

/* Where line `number` begins, from 1 on. */
static size_t start_of(struct span text, int number)
{
    size_t at = 0;

    while (number-- > 1 && at < text.n)
        at += line_at(text, at).n;
    return at;
}

/* How many papers the text lists, and the first and last of them; 0: none, or not as a list with dashes. */
static size_t items_of(struct span text, int *first, int *last)
{
    struct ctx quiet = {0};
    struct data data;
    const struct value *list;
    size_t n = 0;

    data_init(&data, &quiet);
    list = data_read_memory(&data, "vanban.yaml", text) ? value_member(data.root, "van_ban") : NULL;
    if (list && list->type == VALUE_LIST && !list->as.items.flow && (n = value_count(list))) {
        *first = value_item(list, 0)->pos.line;
        *last = value_item(list, n - 1)->pos.line;
    }
    data_release(&data);
    return n;
}

bool listing_add(struct arena *a, struct span text, const char *entry, struct buf *out)
{
    int first = 0, last = 0, unused;
    size_t n = items_of(text, &first, &last), dash, at, end;
    struct span line;

    if (n == 0)
        return false;
    line = line_at(text, start_of(text, first));
    dash = indent_of(line);
    if (dash >= line.n || line.p[dash] != '-')
        return false;
    at = start_of(text, last);
    end = at += line_at(text, at).n;
    while (at < text.n) {
        line = line_at(text, at);
        at += line.n;
        if (span_trim(line).n == 0 || *span_trim(line).p == '#')
            continue;
        if (indent_of(line) <= dash)
            break;
        end = at;
    }
    buf_put(out, text.p, end);
    if (end && text.p[end - 1] != '\n')
        buf_putc(out, '\n');
    buf_puts(out, arena_printf(a, "%*s- %s\n", (int)dash, "", entry));
    buf_put(out, text.p + end, text.n - end);
    return items_of(buf_span(out), &unused, &unused) == n + 1;
}
