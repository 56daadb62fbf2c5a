/* Filters that say what a text is, for those who set it: a map of one member, $markdown or $html, as data may write it. */
#include "expr/eval.h"

static bool mark(struct call *c, const char *key, struct result *out)
{
    struct list list;

    if (!run_list(c->run, c->node, 2, &list))
        return false;
    list.v[0] = result_text(key);
    list.v[1] = c->subject;
    *out = (struct result){.type = RESULT_MAP};
    out->as.map.keys = &list.v[0];
    out->as.map.values = &list.v[1];
    out->as.map.n = 1;
    return true;
}

bool filter_markdown(struct call *c, struct result *out)
{
    return mark(c, "$markdown", out);
}

bool filter_html(struct call *c, struct result *out)
{
    return mark(c, "$html", out);
}
