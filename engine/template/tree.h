/* A template as read: elements with their parsed expressions. Internal to template. */
#ifndef TEMPLATE_TREE_H
#define TEMPLATE_TREE_H

#include "expr/expr.h"
#include "template/template.h"
#include "template/vocab.h"

/* A file that the template stands in, for the sources of the values. */
struct template_file {
    const char *path;
    struct source literal;            /* of its texts: they hold expressions */
    struct source made;               /* of what comes of them */
    const struct template_file *from; /* the file that includes it */
};

struct setting {
    const struct attribute *attribute;
    const struct value *written;
    const struct expr_literal *text; /* ATTRIBUTE_TEXT, NUMBER, CHOICE */
    const struct expr *expr;         /* ATTRIBUTE_EXPR */
    const char *name;                /* ATTRIBUTE_NAME, folded */
};

struct scan;

struct template_node {
    const struct element *element; /* NULL: text */
    const struct template_file *file;
    struct pos pos;
    struct template_node *parent, *first, *last, *next;
    struct setting *settings;
    size_t n_settings;
    const struct value *written;     /* text as written */
    const struct expr_literal *text; /* parsed; NULL in md */
    bool formatted;                  /* has inline elements in it */
};

struct template
{
    struct ctx *ctx;
    const char *folder; /* real path of the template's folder; NULL: there is none */
    struct data *data;
    struct evaluator *ev;
    struct template_node *root;
    size_t nodes;
};

/* ---- settings.c ---- */

/* Reads the attributes of the start tag at hand; false: reported. */
bool settings_read(struct template *t, struct scan *s, struct template_node *n);

static inline const struct setting *setting_lookup(const struct template_node *n, const char *name)
{
    for (size_t i = 0; i < n->n_settings; i++)
        if (strcmp(n->settings[i].attribute->name, name) == 0)
            return &n->settings[i];
    return NULL;
}

/* ---- scan.c: XML that is known to be well-formed, cut into tags and texts with exact places ----
 */

enum scan_type { SCAN_START, SCAN_END, SCAN_TEXT, SCAN_DONE };

struct scan {
    struct data *data;
    const struct source *source;
    struct span text;
    size_t at; /* the next byte to look at */
    /* the cursor of places: `line` and `col` are those of byte `seen` */
    size_t seen;
    int line, col;
    /* of the tag or text at hand */
    struct span name;
    bool empty_tag;
    size_t attributes, end;
    struct span run; /* a text */
    bool cdata;
};

/* Checks that the text is XML without a DOCTYPE within the bounds; false: reported. */
bool scan_check(struct data *d, const char *file, struct span *text);
void scan_init(struct scan *s, struct data *d, const struct source *source, struct span text);
enum scan_type scan_next(struct scan *s);
struct pos scan_pos(struct scan *s); /* of the tag at hand */
/* The next attribute of the start tag at hand; false: no more. Must be asked before the next
 * scan_next. */
bool scan_attribute(struct scan *s, struct span *name, struct pos *pos, struct value **value);
/* The text at hand as a scalar, entities resolved. `indent`: spaces to leave out at the start of
 * each line. */
struct value *scan_text(struct scan *s, size_t indent);

#endif
