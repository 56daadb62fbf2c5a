/* Which data a template reads, seen from its expressions without running it: for lists of
 * templates, and to find keys of the data that nothing reads. A name that a loop gives stands for
 * the items of what it goes through. */
#include <stdlib.h>

#include "template/tree.h"

struct local {
    const struct local *outer;
    const char *name;
    const char *stands_for; /* "mo_hinh[]"; NULL: nothing of the data */
    bool filtered;          /* made by filters: its members are those of the items */
};

struct search {
    struct arena arena;
    const struct local *locals;
    const char *first; /* the first path of the expression at hand */
    const char **v;
    size_t n, cap;
};

static const struct local *local_lookup(const struct search *s, struct span name)
{
    for (const struct local *l = s->locals; l; l = l->outer)
        if (span_is(name, l->name))
            return l;
    return NULL;
}

static void found(void *user, const char *path)
{
    struct search *s = user;
    size_t n = strcspn(path, ".");
    const struct local *l = local_lookup(s, span_make(path, n));

    if (l && !l->stands_for)
        return;
    path = l ? arena_printf(&s->arena, "%s%s%s", l->stands_for, l->filtered && path[n] ? "[]" : "",
                            path + n)
             : arena_str(&s->arena, path);
    if (!s->first)
        s->first = path;
    MEM_ROOM(s->v, s->n, s->cap);
    s->v[s->n++] = path;
}

static const struct local *new_local(struct search *s, const char *name, const char *stands_for,
                                     bool filtered)
{
    struct local *l = ARENA_NEW(&s->arena, struct local);

    *l = (struct local){s->locals, name, stands_for, filtered};
    return l;
}

static void search_expr(struct search *s, const struct setting *e)
{
    s->first = NULL;
    if (e && e->expr)
        expr_paths(e->expr, found, s);
}

static void search_node(struct search *s, const struct template_node *n);

static void search_children(struct search *s, const struct template_node *n)
{
    const struct local *before = s->locals;

    for (const struct template_node *c = n->first; c; c = c->next)
        search_node(s, c);
    s->locals = before;
}

static void search_node(struct search *s, const struct template_node *n)
{
    const struct local *before = s->locals;

    if (n->text)
        expr_text_paths(n->text, found, s);
    for (size_t i = 0; i < n->n_settings; i++) {
        if (n->settings[i].text)
            expr_text_paths(n->settings[i].text, found, s);
        search_expr(s, &n->settings[i]);
    }
    if (vocab_is(n->element, "for")) {
        search_expr(s, setting_lookup(n, "in"));
        s->locals = new_local(s, setting_lookup(n, "each")->name,
                              s->first ? arena_printf(&s->arena, "%s[]", s->first) : NULL, false);
        s->locals = new_local(s, "loop", NULL, false);
    } else if (vocab_is(n->element, "set")) {
        search_expr(s, setting_lookup(n, "value"));
        s->locals =
            new_local(s, setting_lookup(n, "name")->name, s->first,
                      strchr(setting_lookup(n, "value")->written->as.scalar.text, '|') != NULL);
        return; /* it holds for what follows */
    }
    if (vocab_is(n->element, "include")) {
        for (const struct template_node *c = n->first ? n->first->first : NULL; c; c = c->next)
            search_node(s, c);
        return;
    }
    search_children(s, n);
    s->locals = before;
}

static int compare(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

void template_paths(const struct template *t, void (*each)(void *user, const char *path),
                    void *user)
{
    struct search s = {0};

    search_node(&s, t->root);
    if (s.n)
        qsort(s.v, s.n, sizeof *s.v, compare);
    for (size_t i = 0; i < s.n; i++)
        if (i == 0 || strcmp(s.v[i], s.v[i - 1]) != 0)
            each(user, s.v[i]);
    free(s.v);
    arena_release(&s.arena);
}
