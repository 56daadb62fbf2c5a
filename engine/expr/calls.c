/* The tables of what can be called: filters, tests, methods, functions. A row holds the names of
 * the arguments in order; the parser puts arguments into their slots by it.
 *
 * Where Jinja's first argument is a switch that is rarely given (sort, min, max, unique), ours is
 * the attribute, as in sum: sort('so_luong', reverse=true). A bare true or false there is still
 * Jinja's switch. */
#include "base/diag/expr.h"
#include "expr/eval.h"
#include "text/text.h"

/* Arguments that map(), select() and their like hand on. */
#define HANDED_ON "arg1", "arg2", "arg3", "arg4"

static const struct callee filters[] = {
    {"abs", filter_abs, 0, 0, false, {NULL}},
    {"attr", filter_attr, 1, 1, false, {"name"}},
    {"bang_chu", filter_bang_chu, 0, 3, false, {"option1", "option2", "option3"}},
    {"batch", filter_batch, 1, 2, false, {"linecount", "fill_with"}},
    {"capitalize", filter_capitalize, 0, 0, false, {NULL}},
    {"count", filter_length, 0, 0, false, {NULL}},
    {"center", filter_center, 0, 1, false, {"width"}},
    {"d", filter_default, 0, 2, true, {"default_value", "boolean"}},
    {"default", filter_default, 0, 2, true, {"default_value", "boolean"}},
    {"dictsort", filter_dictsort, 0, 3, false, {"case_sensitive", "by", "reverse"}},
    {"e", filter_escape, 0, 0, false, {NULL}},
    {"escape", filter_escape, 0, 0, false, {NULL}},
    {"filesizeformat", filter_filesizeformat, 0, 1, false, {"binary"}},
    {"first", filter_first, 0, 0, false, {NULL}},
    {"forceescape", filter_escape, 0, 0, false, {NULL}},
    {"float", filter_float, 0, 1, false, {"default"}},
    {"format", filter_format, 0, 8, false, {HANDED_ON, "arg5", "arg6", "arg7", "arg8"}},
    {"groupby", filter_groupby, 1, 3, false, {"attribute", "default", "case_sensitive"}},
    {"html", filter_html, 0, 0, false, {NULL}},
    {"in_hoa", filter_upper, 0, 0, false, {NULL}},
    {"in_thuong", filter_lower, 0, 0, false, {NULL}},
    {"indent", filter_indent, 0, 3, false, {"width", "first", "blank"}},
    {"int", filter_int, 0, 2, false, {"default", "base"}},
    {"items", filter_items, 0, 0, false, {NULL}},
    {"join", filter_join, 0, 2, false, {"d", "attribute"}},
    {"la_ma", filter_la_ma, 0, 0, false, {NULL}},
    {"last", filter_last, 0, 0, false, {NULL}},
    {"length", filter_length, 0, 0, false, {NULL}},
    {"list", filter_list, 0, 0, false, {NULL}},
    {"lower", filter_lower, 0, 0, false, {NULL}},
    {"map", filter_map, 0, 5, false, {"filter", HANDED_ON, "attribute", "default"}},
    {"markdown", filter_markdown, 0, 0, false, {NULL}},
    {"max", filter_max, 0, 2, false, {"attribute", "case_sensitive"}},
    {"min", filter_min, 0, 2, false, {"attribute", "case_sensitive"}},
    {"ngay", filter_ngay, 0, 0, false, {NULL}},
    {"ngay_ngan", filter_ngay_ngan, 0, 0, false, {NULL}},
    {"phan_tram", filter_phan_tram, 0, 1, false, {"decimals"}},
    {"reject", filter_reject, 0, 5, false, {"test", HANDED_ON}},
    {"rejectattr", filter_rejectattr, 1, 6, false, {"attribute", "test", HANDED_ON}},
    {"replace", filter_replace, 2, 3, false, {"old", "new", "count"}},
    {"reverse", filter_reverse, 0, 0, false, {NULL}},
    {"round", filter_round, 0, 2, false, {"precision", "method"}},
    {"safe", filter_same, 0, 0, false, {NULL}},
    {"select", filter_select, 0, 5, false, {"test", HANDED_ON}},
    {"selectattr", filter_selectattr, 1, 6, false, {"attribute", "test", HANDED_ON}},
    {"slice", filter_slice, 1, 2, false, {"slices", "fill_with"}},
    {"so", filter_so, 0, 1, false, {"decimals"}},
    {"sort", filter_sort, 0, 3, false, {"attribute", "reverse", "case_sensitive"}},
    {"string", filter_string, 0, 0, false, {NULL}},
    {"striptags", filter_striptags, 0, 0, false, {NULL}},
    {"sum", filter_sum, 0, 2, false, {"attribute", "start"}},
    {"tang_giam", filter_tang_giam, 0, 1, false, {"decimals"}},
    {"thu_tu", filter_thu_tu, 0, 0, false, {NULL}},
    {"title", filter_title, 0, 0, false, {NULL}},
    {"tojson", filter_tojson, 0, 1, false, {"indent"}},
    {"trim", filter_trim, 0, 1, false, {"chars"}},
    {"truncate", filter_truncate, 0, 4, false, {"length", "killwords", "end", "leeway"}},
    {"unique", filter_unique, 0, 2, false, {"attribute", "case_sensitive"}},
    {"upper", filter_upper, 0, 0, false, {NULL}},
    {"urlencode", filter_urlencode, 0, 0, false, {NULL}},
    {"viet_hoa", filter_viet_hoa, 0, 0, false, {NULL}},
    {"wordcount", filter_wordcount, 0, 0, false, {NULL}},
};

static const struct callee tests[] = {
    {"!=", test_ne, 1, 1, false, {"other"}},
    {"<", test_lt, 1, 1, false, {"other"}},
    {"<=", test_le, 1, 1, false, {"other"}},
    {"==", test_eq, 1, 1, false, {"other"}},
    {">", test_gt, 1, 1, false, {"other"}},
    {">=", test_ge, 1, 1, false, {"other"}},
    {"boolean", test_boolean, 0, 0, false, {NULL}},
    {"callable", test_callable, 0, 0, true, {NULL}},
    {"defined", test_defined, 0, 0, true, {NULL}},
    {"divisibleby", test_divisibleby, 1, 1, false, {"num"}},
    {"eq", test_eq, 1, 1, false, {"other"}},
    {"equalto", test_eq, 1, 1, false, {"other"}},
    {"even", test_even, 0, 0, false, {NULL}},
    {"false", test_false, 0, 0, false, {NULL}},
    {"filter", test_filter, 0, 0, false, {NULL}},
    {"float", test_float, 0, 0, false, {NULL}},
    {"ge", test_ge, 1, 1, false, {"other"}},
    {"greaterthan", test_gt, 1, 1, false, {"other"}},
    {"gt", test_gt, 1, 1, false, {"other"}},
    {"in", test_in, 1, 1, false, {"seq"}},
    {"integer", test_integer, 0, 0, false, {NULL}},
    {"iterable", test_sequence, 0, 0, false, {NULL}},
    {"le", test_le, 1, 1, false, {"other"}},
    {"lessthan", test_lt, 1, 1, false, {"other"}},
    {"lower", test_lower, 0, 0, false, {NULL}},
    {"lt", test_lt, 1, 1, false, {"other"}},
    {"mapping", test_mapping, 0, 0, false, {NULL}},
    {"ne", test_ne, 1, 1, false, {"other"}},
    {"none", test_none, 0, 0, false, {NULL}},
    {"number", test_number, 0, 0, false, {NULL}},
    {"odd", test_odd, 0, 0, false, {NULL}},
    {"sameas", test_sameas, 1, 1, true, {"other"}},
    {"sequence", test_sequence, 0, 0, false, {NULL}},
    {"string", test_string, 0, 0, false, {NULL}},
    {"test", test_test, 0, 0, false, {NULL}},
    {"true", test_true, 0, 0, false, {NULL}},
    {"undefined", test_undefined, 0, 0, true, {NULL}},
    {"upper", test_upper, 0, 0, false, {NULL}},
};

static const struct callee methods[] = {
    {"capitalize", filter_capitalize, 0, 0, false, {NULL}},
    {"casefold", filter_lower, 0, 0, false, {NULL}},
    {"center", filter_center, 1, 2, false, {"width", "fillchar"}},
    {"count", method_count, 1, 3, false, {"sub", "start", "end"}},
    {"endswith", method_endswith, 1, 3, false, {"suffix", "start", "end"}},
    {"expandtabs", method_expandtabs, 0, 1, false, {"tabsize"}},
    {"find", method_find, 1, 3, false, {"sub", "start", "end"}},
    {"get", method_get, 1, 2, false, {"key", "default"}},
    {"index", method_index, 1, 3, false, {"sub", "start", "end"}},
    {"isalnum", method_isalnum, 0, 0, false, {NULL}},
    {"isalpha", method_isalpha, 0, 0, false, {NULL}},
    {"isdecimal", method_isdecimal, 0, 0, false, {NULL}},
    {"isdigit", method_isdigit, 0, 0, false, {NULL}},
    {"islower", method_islower, 0, 0, false, {NULL}},
    {"isnumeric", method_isnumeric, 0, 0, false, {NULL}},
    {"isspace", method_isspace, 0, 0, false, {NULL}},
    {"istitle", method_istitle, 0, 0, false, {NULL}},
    {"isupper", method_isupper, 0, 0, false, {NULL}},
    {"items", method_items, 0, 0, false, {NULL}},
    {"join", method_join, 1, 1, false, {"iterable"}},
    {"keys", method_keys, 0, 0, false, {NULL}},
    {"ljust", method_ljust, 1, 2, false, {"width", "fillchar"}},
    {"lower", filter_lower, 0, 0, false, {NULL}},
    {"lstrip", method_lstrip, 0, 1, false, {"chars"}},
    {"partition", method_partition, 1, 1, false, {"sep"}},
    {"removeprefix", method_removeprefix, 1, 1, false, {"prefix"}},
    {"removesuffix", method_removesuffix, 1, 1, false, {"suffix"}},
    {"replace", filter_replace, 2, 3, false, {"old", "new", "count"}},
    {"rfind", method_rfind, 1, 3, false, {"sub", "start", "end"}},
    {"rindex", method_rindex, 1, 3, false, {"sub", "start", "end"}},
    {"rjust", method_rjust, 1, 2, false, {"width", "fillchar"}},
    {"rpartition", method_rpartition, 1, 1, false, {"sep"}},
    {"rsplit", method_rsplit, 0, 2, false, {"sep", "maxsplit"}},
    {"rstrip", method_rstrip, 0, 1, false, {"chars"}},
    {"split", method_split, 0, 2, false, {"sep", "maxsplit"}},
    {"splitlines", method_splitlines, 0, 1, false, {"keepends"}},
    {"startswith", method_startswith, 1, 3, false, {"prefix", "start", "end"}},
    {"strip", method_strip, 0, 1, false, {"chars"}},
    {"swapcase", method_swapcase, 0, 0, false, {NULL}},
    {"title", method_title, 0, 0, false, {NULL}},
    {"upper", filter_upper, 0, 0, false, {NULL}},
    {"values", method_values, 0, 0, false, {NULL}},
    {"zfill", method_zfill, 1, 1, false, {"width"}},
};

/* What Jinja and Python have and a document may not: why. */
static const struct { enum node_type kind; const char *name; diag_code why; } refused[] = {
    {NODE_FILTER, "pprint", DIAG_EXPR_WHY_DEBUG},     {NODE_FILTER, "random", DIAG_EXPR_WHY_SAME},
    {NODE_FILTER, "urlize", DIAG_EXPR_WHY_HTML},      {NODE_FILTER, "wordwrap", DIAG_EXPR_WHY_WRAP},
    {NODE_FILTER, "xmlattr", DIAG_EXPR_WHY_HTML},     {NODE_TEST, "escaped", DIAG_EXPR_WHY_ESCAPED},
    {NODE_FUNCTION, "lipsum", DIAG_EXPR_WHY_SAME},    {NODE_METHOD, "append", DIAG_EXPR_WHY_CHANGE},
    {NODE_METHOD, "clear", DIAG_EXPR_WHY_CHANGE},     {NODE_METHOD, "extend", DIAG_EXPR_WHY_CHANGE},
    {NODE_METHOD, "insert", DIAG_EXPR_WHY_CHANGE},    {NODE_METHOD, "pop", DIAG_EXPR_WHY_CHANGE},
    {NODE_METHOD, "popitem", DIAG_EXPR_WHY_CHANGE},   {NODE_METHOD, "remove", DIAG_EXPR_WHY_CHANGE},
    {NODE_METHOD, "reverse", DIAG_EXPR_WHY_CHANGE},   {NODE_METHOD, "setdefault", DIAG_EXPR_WHY_CHANGE},
    {NODE_METHOD, "sort", DIAG_EXPR_WHY_CHANGE},      {NODE_METHOD, "update", DIAG_EXPR_WHY_CHANGE},
};

/* dict() is the parser's, its keywords are free. */
static const struct callee functions[] = {
    {"cycler", function_cycler, 1, 8, true, {HANDED_ON, "arg5", "arg6", "arg7", "arg8"}},
    {"iteritems", function_iteritems, 1, 1, false, {"map"}},
    {"joiner", function_joiner, 0, 1, false, {"sep"}},
    {"namespace", function_namespace, 0, 1, false, {"init"}},
    {"range", function_range, 1, 3, false, {"start", "stop", "step"}},
};

static const struct {
    enum node_type kind;
    const struct callee *rows;
    size_t n;
} tables[] = {
    {NODE_FILTER, filters, sizeof filters / sizeof *filters},
    {NODE_TEST, tests, sizeof tests / sizeof *tests},
    {NODE_METHOD, methods, sizeof methods / sizeof *methods},
    {NODE_FUNCTION, functions, sizeof functions / sizeof *functions},
};

static const struct callee *lookup(enum node_type kind, const char *name)
{
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        for (size_t i = 0; tables[t].kind == kind && i < tables[t].n; i++) {
            if (strcmp(tables[t].rows[i].name, name) == 0) {
                return &tables[t].rows[i];
            }
        }
    }
    return NULL;
}

const struct callee *filter_lookup(const char *name)
{
    return lookup(NODE_FILTER, name);
}

const struct callee *test_lookup(const char *name)
{
    return lookup(NODE_TEST, name);
}

const struct callee *method_lookup(const char *name)
{
    return lookup(NODE_METHOD, name);
}

const struct callee *function_lookup(const char *name)
{
    return lookup(NODE_FUNCTION, name);
}

diag_code callee_refused(enum node_type kind, const char *name)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (refused[i].kind == kind && strcmp(refused[i].name, name) == 0) {
            return refused[i].why;
        }
    }
    return DIAG__NONE;
}

const char *const *callee_names(struct arena *a, enum node_type kind)
{
    const char **names = ARENA_NEWS(a, sizeof filters / sizeof *filters + 1, const char *);
    size_t n = 0;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        for (size_t i = 0; tables[t].kind == kind && i < tables[t].n; i++) {
            names[n++] = tables[t].rows[i].name;
        }
    }
    return names;
}

/* -- arguments */

const struct node *call_arg_node(const struct call *c, size_t i)
{
    const struct node *kid = i + 1 < c->node->n ? c->node->kids[i + 1] : NULL;
    return kid ? kid : c->node;
}

static const struct node *subject_node(const struct call *c)
{
    return c->node->kids[0] ? c->node->kids[0] : c->node;
}

bool call_text(struct call *c, size_t i, const char *otherwise, const char **out)
{
    struct span s;
    *out = otherwise;
    if (!c->given[i] || c->args[i].type == RESULT_NONE) {
        return true;
    }
    if (!need_text(c->run, call_arg_node(c, i), &c->args[i], &s)) {
        return false;
    }
    *out = arena_span(&c->run->ev->arena, s);
    return true;
}

bool call_whole(struct call *c, size_t i, long otherwise, long min, long max, long *out)
{
    *out = otherwise;
    return !c->given[i] || need_whole(c->run, call_arg_node(c, i), &c->args[i], min, max, out);
}

bool call_bool(struct call *c, size_t i, bool otherwise)
{
    return c->given[i] ? run_truth(c->run, &c->args[i]) : otherwise;
}

bool call_subject_text(struct call *c, struct span *out)
{
    return need_text(c->run, subject_node(c), &c->subject, out);
}

bool call_subject_list(struct call *c, struct list *out)
{
    return need_list(c->run, subject_node(c), &c->subject, out);
}

bool call_subject_number(struct call *c, mpq_t out)
{
    return need_number(c->run, subject_node(c), &c->subject, out);
}

bool callee_fault(struct ctx *ctx, diag_code code, struct pos pos, const struct callee *callee,
                  const char *detail)
{
    struct buf names = {0};
    for (size_t i = 0; callee->args[i]; i++) {
        buf_printf(&names, "%s%s", i ? ", " : "", callee->args[i]);
    }
    diag(ctx, code, pos, callee->name, detail,
         names.n ? names.p : diag_text(DIAG_EXPR_NO_ARGUMENTS, ctx->lang));
    buf_release(&names);
    return false;
}

static bool wrong_count(struct call *c, const struct callee *callee, diag_code code,
                        const char *detail)
{
    struct run *r = c->run;
    return callee_fault(r->ev->ctx, code, expr_pos(r->expr, c->node->at), callee, detail);
}

bool call_by_name(struct call *c, bool test, const char *name, size_t first, const struct result *v,
                  struct result *out)
{
    const struct callee *callee = test ? test_lookup(name) : filter_lookup(name);
    if (!callee) {
        const char *near =
            text_nearest(name, callee_names(&c->run->ev->arena, test ? NODE_TEST : NODE_FILTER));
        diag_code plain = test ? DIAG_EXPR_TEST : DIAG_EXPR_FILTER;
        diag_code close = test ? DIAG_EXPR_TEST_NEAR : DIAG_EXPR_FILTER_NEAR;
        return FAULT(c->run, c->node, near ? close : plain, name, near);
    }
    struct call inner = {.run = c->run, .node = c->node, .subject = *v};
    size_t n = 0;
    for (size_t i = first; i < first + 4 && i < CALL_MAX_ARGS && c->given[i]; i++, n++) {
        if (n == callee->positional) {
            return wrong_count(c, callee, DIAG_EXPR_ARGUMENT_MANY, "");
        }
        inner.args[n] = c->args[i];
        inner.given[n] = true;
    }
    if (n < callee->required) {
        return wrong_count(c, callee, DIAG_EXPR_ARGUMENT_FEW, callee->args[n]);
    }
    if (v->type == RESULT_UNDEFINED && !callee->takes_missing && !c->run->ev->python) {
        return report_missing(c->run, c->node, v);
    }
    if (v->type == RESULT_UNDEFINED && !callee->takes_missing && !test) {
        inner.subject = result_text("");
    }
    return run_charge(c->run, c->node, 1) && callee->fn(&inner, out);
}
