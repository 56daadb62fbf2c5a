/* YAML 1.2 and JSON by libfyaml's events. Nothing is resolved: the events are put into the tree
 * with a stack of our own, so depth and counts are bounded before anything is built, and an alias,
 * an anchor, a tag or a merge key is an error. libfyaml's own messages are collected, never
 * printed.
 *
 * Invariant: the stack's frames are the open containers; a map's frame holds the key that waits for
 * its value. After a fault in the meaning (a key twice) reading goes on, after one in the syntax it
 * stops. */
#include "data/yaml.h"

#include "base/diag/data.h"
#include "data/input.h"
#include "data/reader.h"
#include "text/text.h"

struct frame {
    struct value *container;
    bool has_key;
    struct span key; /* in the arena */
    struct pos key_pos;
    size_t key_from, key_end; /* in the text */
};

struct yaml {
    struct yaml_input in;
    struct fy_parser *parser;
    struct frame stack[LIMIT_DEPTH];
    int depth;
    struct value *root;
    struct buf text; /* of the scalar at hand */
    struct pos last; /* where the last event stood, for those without a mark */
    size_t end;      /* bytes that the parser has seen at the end of its stream */
    int documents;
    bool ok, stop;
};

/* Every event that stands for a node, in one shape. */
struct node {
    enum fy_event_type type;
    struct fy_token *anchor, *tag, *scalar;
    struct pos pos;
    const struct fy_mark *start, *end;
    bool flow;
};

static struct pos mark_pos(const struct yaml *y, const struct fy_mark *mark)
{
    return (struct pos){y->in.source->file, y->in.first_line + mark->line, mark->column + 1, NULL};
}

static void fault(struct yaml *y, diag_code code, struct pos pos, const char *argument,
                  bool stop)
{
    diag(y->in.d->ctx, code, pos, argument);
    y->ok = false;
    y->stop = y->stop || stop;
}

static struct frame *top(struct yaml *y)
{
    return y->depth ? &y->stack[y->depth - 1] : NULL;
}

/* An anchor, alias or tag: reported at the node. */
static void check_node(struct yaml *y, const struct node *n)
{
    if (n->type == FYET_ALIAS)
        fault(y, DIAG_DATA_YAML_ALIAS, n->pos, NULL, true);
    else if (n->anchor)
        fault(y, DIAG_DATA_YAML_ALIAS, mark_pos(y, fy_token_start_mark(n->anchor)), NULL, true);
    else if (n->tag)
        fault(y, DIAG_DATA_YAML_TAG, mark_pos(y, fy_token_start_mark(n->tag)), NULL, true);
}

/* The text, until the next call. It is taken chunk by chunk: fy_token_get_text of libfyaml 0.7.12
 * gives unset bytes for some folded scalars. */
static struct span scalar_span(struct yaml *y, const struct node *n)
{
    buf_clear(&y->text);
    struct fy_token_iter *iterator = n->scalar ? fy_token_iter_create(n->scalar) : NULL;
    const struct fy_iter_chunk *chunk = NULL;
    int error = 0;
    while (iterator && (chunk = fy_token_iter_chunk_next(iterator, chunk, &error)))
        buf_put(&y->text, chunk->str, chunk->len);
    fy_token_iter_destroy(iterator);
    return buf_span(&y->text);
}

/* A “ whose ” stands behind a comma of the bracket was meant as a quote: the text is cut there. */
static void check_curly(struct yaml *y, const struct node *n, struct span text)
{
    const struct frame *f = top(y);
    struct buf mended = {0};
    if (!f || !f->container->as.items.flow || !span_starts(text, "\xE2\x80\x9C") ||
        memmem(text.p, text.n, "\xE2\x80\x9D", 3))
        return;
    struct span line = input_line(y->in.text, n->start ? n->start->input_pos : 0);
    size_t from = n->start ? n->start->input_pos - (size_t)(line.p - y->in.text.p) : 0;
    struct span rest = span_make(line.p + from + 3, line.n - from - 3);
    const char *close = memmem(rest.p, rest.n, "\xE2\x80\x9D", 3);
    value_quote(&mended, close ? span_make(rest.p, (size_t)(close - rest.p)) : span_make(text.p + 3, text.n - 3));
    fault(y, DIAG_DATA_YAML_CURLY, n->pos, arena_buf(&y->in.d->arena, &mended), true);
}

static struct value *scalar_value(struct yaml *y, const struct node *n)
{
    struct data *d = y->in.d;
    struct span text = scalar_span(y, n);
    y->ok = input_check_text(d, text, n->pos) && y->ok;
    enum fy_scalar_style style = n->scalar ? fy_token_scalar_style(n->scalar) : FYSS_PLAIN;
    if (style == FYSS_PLAIN || style == FYSS_ANY) {
        check_curly(y, n, text);
        if (!text.n || span_is(text, "~") || span_is(text, "null"))
            return value_new(d, VALUE_NULL, n->pos, y->in.source);
        if (span_is(text, "true") || span_is(text, "false")) {
            struct value *v = value_new(d, VALUE_BOOL, n->pos, y->in.source);
            v->as.boolean = span_is(text, "true");
            return v;
        }
    }
    struct marks m = {0};
    struct pos pos = n->pos;
    size_t from = n->start ? n->start->input_pos : 0, to = n->end ? n->end->input_pos : from;
    if (to >= from && to <= y->in.text.n)
        yaml_put_scalar(&m, span_make(y->in.text.p + from, to - from), text, style, pos.line,
                        pos.col);
    else
        marks_put(&m, text);
    if (m.n) {
        pos.line = m.v[0].line;
        pos.col = m.v[0].col;
    }
    return marks_finish(&m, d, style != FYSS_PLAIN && style != FYSS_ANY, pos, y->in.source);
}

/* A list or map where a key is wanted: two braces are meant as an expression. */
static void refuse_key(struct yaml *y, const struct node *n)
{
    int number = n->pos.line - y->in.first_line + 1;
    struct span line = input_line_at(y->in.text, number);
    if (yaml_find_braces(line) == line.n) {
        fault(y, DIAG_DATA_KEY_NOT_TEXT, n->pos, NULL, true);
        return;
    }
    yaml_report_braces(&y->in, number);
    y->ok = false;
    y->stop = true;
}

/* The node stands where a key is wanted. */
static void take_key(struct yaml *y, const struct node *n)
{
    struct frame *f = top(y);
    struct span text = scalar_span(y, n);
    if (n->type != FYET_SCALAR) {
        refuse_key(y, n);
    } else if (span_is(text, "<<") && fy_token_scalar_style(n->scalar) == FYSS_PLAIN) {
        fault(y, DIAG_DATA_YAML_MERGE, n->pos, NULL, true);
    } else {
        y->ok = input_check_text(y->in.d, text, n->pos) && y->ok;
        f->has_key = true;
        f->key = span_make(arena_span(&y->in.d->arena, text), text.n);
        f->key_pos = n->pos;
        f->key_from = n->start ? n->start->input_pos : 0;
        f->key_end = n->end ? n->end->input_pos : f->key_from;
    }
}

/* `{ tong: 1,5 }` is a key tong and a key 5 without a colon: said with both as one value. */
static bool check_lone_key(struct yaml *y, const struct frame *f)
{
    size_t i = f->key_end;
    const struct value *last = f->container->type == VALUE_MAP ? value_item(f->container, value_count(f->container) - 1) : NULL;
    while (i < y->in.text.n && strchr(" \t\r\n", y->in.text.p[i]))
        i++;
    if (!f->container->as.items.flow || i >= y->in.text.n || y->in.text.p[i] == ':')
        return true;
    size_t colon = 0;
    while (colon < f->key.n && f->key.p[colon] != ':')
        colon++;
    if (colon < f->key.n) { /* "chuc_vu:Bí thư": the space is missing */
        struct span rest = span_make(f->key.p + colon + 1, f->key.n - colon - 1);
        fault(y, DIAG_DATA_YAML_COLON_SPACE, f->key_pos,
              arena_printf(&y->in.d->arena, "%.*s: %.*s", (int)colon, f->key.p, (int)rest.n, rest.p), false);
        return false;
    }
    bool spaced = f->key_from > 0 && y->in.text.p[f->key_from - 1] == ' ';
    struct arena *a = &y->in.d->arena;
    struct buf value = {0}, mended = {0};
    if (last && last->type == VALUE_SCALAR)
        buf_printf(&value, "%s,%s", last->as.scalar.text, spaced ? " " : "");
    buf_putspan(&value, f->key);
    buf_printf(&mended, "%s: ", last ? last->written_key : "ten");
    value_quote(&mended, buf_span(&value));
    buf_release(&value);
    diag(y->in.d->ctx, DIAG_DATA_YAML_LONE, f->key_pos, arena_span(a, f->key), arena_buf(a, &mended));
    y->ok = false;
    return false;
}

/* Puts a value where the stack stands. */
static void place(struct yaml *y, struct value *v)
{
    struct frame *f = top(y);
    if (!f) {
        y->root = v;
    } else if (f->container->type == VALUE_LIST) {
        value_append(y->in.d, f->container, v);
    } else {
        if (!value_insert(y->in.d, f->container, f->key, f->key_pos, v))
            y->ok = false;
        f->has_key = false;
    }
}

static void push(struct yaml *y, const struct node *n)
{
    if (y->depth == LIMIT_DEPTH) {
        fault(y, DIAG_DATA_TOO_DEEP, n->pos, arena_printf(&y->in.d->arena, "%d", LIMIT_DEPTH),
              true);
        return;
    }
    enum value_type type = n->type == FYET_MAPPING_START ? VALUE_MAP : VALUE_LIST;
    struct value *v = value_new(y->in.d, type, n->pos, y->in.source);
    v->as.items.flow = n->flow;
    place(y, v);
    y->stack[y->depth++] = (struct frame){.container = v};
}

static void take_node(struct yaml *y, struct node *n)
{
    struct frame *f = top(y);
    bool wants_key = f && f->container->type == VALUE_MAP && !f->has_key;
    if (!n->start) /* an empty value has no mark: it stands where its key does */
        n->pos = f && f->has_key ? f->key_pos : y->last;
    y->last = n->pos;
    check_node(y, n);
    if (!input_within_limit(y->in.d, n->pos)) {
        y->ok = false;
        y->stop = true;
    }
    if (y->stop)
        return;
    if (f && f->has_key && !n->start && !check_lone_key(y, f)) {
        f->has_key = false;
        return;
    }
    if (wants_key)
        take_key(y, n);
    else if (n->type == FYET_SCALAR)
        place(y, scalar_value(y, n));
    else
        push(y, n);
}

static void take_document(struct yaml *y, struct fy_event *e)
{
    const struct fy_mark *mark = fy_event_start_mark(e);
    if (y->documents++ > 0)
        fault(y, DIAG_DATA_YAML_DOCUMENTS, mark ? mark_pos(y, mark) : y->last, NULL, true);
}

static void take_event(struct yaml *y, struct fy_event *e)
{
    struct node n = {.type = e->type, .start = fy_event_start_mark(e), .end = fy_event_end_mark(e)};
    if (n.start)
        n.pos = mark_pos(y, n.start);
    switch (e->type) {
    case FYET_DOCUMENT_START:
        take_document(y, e);
        return;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        y->depth--;
        return;
    case FYET_STREAM_END:
        y->end = n.end ? n.end->input_pos : y->in.text.n;
        return;
    case FYET_SCALAR:
        n.anchor = e->scalar.anchor;
        n.tag = e->scalar.tag;
        n.scalar = e->scalar.value;
        break;
    case FYET_ALIAS:
        break;
    case FYET_SEQUENCE_START:
        n.anchor = e->sequence_start.anchor;
        n.tag = e->sequence_start.tag;
        break;
    case FYET_MAPPING_START:
        n.anchor = e->mapping_start.anchor;
        n.tag = e->mapping_start.tag;
        break;
    default:
        return;
    }
    n.flow = fy_event_get_node_style(e) == FYNS_FLOW;
    take_node(y, &n);
}

/* The first of libfyaml's errors; the others follow from it. */
static void report_error(struct yaml *y, struct fy_diag *messages)
{
    void *iterator = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(messages, &iterator);
    struct pos open = {0};
    for (int i = 0; i < y->depth; i++)
        if (y->stack[i].container->as.items.flow)
            open = y->stack[i].container->pos;
    y->ok = false;
    if (error)
        yaml_report(&y->in, error->msg ? error->msg : "", error->line, error->column, open);
    else
        yaml_report(&y->in, "", y->last.line - y->in.first_line + 1, y->last.col, open);
}

static void run(struct yaml *y, struct fy_diag *messages)
{
    struct fy_event *e = NULL;
    y->end = SIZE_MAX;
    while (!y->stop && (e = fy_parser_parse(y->parser))) {
        take_event(y, e);
        fy_parser_event_free(y->parser, e);
    }
    if (y->stop)
        return;
    if (fy_parser_get_stream_error(y->parser) || y->end == SIZE_MAX || fy_diag_got_error(messages))
        report_error(y, messages);
    else if (y->end < y->in.text.n)
        fault(y, DIAG_DATA_YAML_STOPPED,
              input_pos(y->in.source->file, y->in.text, y->end, y->in.first_line), NULL, true);
}

static struct value *parse(struct data *d, const struct source *source, struct span text,
                           int first_line, bool json, bool checked)
{
    if (!(checked ? input_check_bytes : input_check)(d, source->file, &text, first_line))
        return NULL;
    if (!json && !yaml_check_spaces(d, source, text, first_line))
        return NULL;
    struct yaml y = {.in = {d, source, text, first_line, json}, .ok = true};
    y.last = (struct pos){source->file, first_line, 1, NULL};
    if (!span_trim(text).n) {
        diag(d->ctx, DIAG_DATA_EMPTY, y.last);
        return NULL;
    }
    struct fy_diag_cfg quiet;
    fy_diag_cfg_default(&quiet);
    quiet.fp = NULL;
    quiet.level = FYET_ERROR;
    struct fy_diag *messages = fy_diag_create(&quiet);
    fy_diag_set_collect_errors(messages, true);
    struct fy_parse_cfg cfg = {
        .flags =
            FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 | (json ? FYPCF_JSON_FORCE : FYPCF_JSON_NONE),
        .diag = messages,
    };
    y.parser = fy_parser_create(&cfg);
    if (y.parser && fy_parser_set_string(y.parser, text.p, text.n) == 0)
        run(&y, messages);
    else
        report_error(&y, messages);
    buf_release(&y.text);
    fy_parser_destroy(y.parser);
    fy_diag_destroy(messages);
    if (y.ok && !y.root) {
        diag(d->ctx, DIAG_DATA_EMPTY, y.last);
        return NULL;
    }
    return y.ok ? y.root : NULL;
}

struct value *yaml_read(struct data *d, const struct source *source, struct span text,
                        int first_line)
{
    return parse(d, source, text, first_line, false, false);
}

struct value *json_read(struct data *d, const struct source *source, struct span text)
{
    return parse(d, source, text, 1, true, false);
}

struct value *json_read_again(struct data *d, const struct source *source, struct span text)
{
    return parse(d, source, text, 1, true, true);
}
