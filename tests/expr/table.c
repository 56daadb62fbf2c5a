/* The shared data of the tests; see table.h. */
#include "table.h"

#include <stdlib.h>

/* Line numbers matter: faults name them. */
static const char yaml[] = "ten_loai: Báo cáo\n"                             /* 1 */
                           "ngay: 3/2/2026\n"                                /* 2 */
                           "Trích yếu: \"về {{ so_lieu.tong }} mô hình\"\n"  /* 3 */
                           "vong: \"{{ vong }}\"\n"                          /* 4 */
                           "do_mat: ~\n"                                     /* 5 */
                           "gap: true\n"                                     /* 6 */
                           "so_lieu:\n"                                      /* 7 */
                           "  tong: 7392\n"                                  /* 8 */
                           "  ty_le: 7,5\n"                                  /* 9 */
                           "  quoted: \"4.140\"\n"                           /* 10 */
                           "  bare: 4.140\n"                                 /* 11 */
                           "  nam_mo_hinh: 05\n"                             /* 12 */
                           "  dien_thoai: 0912345678\n"                      /* 13 */
                           "  chu: abc\n"                                    /* 14 */
                           "  ten: Nguyễn Thị Ánh\n"                         /* 15 */
                           "  tho: \"{{ 1 + 1 }}\"\n"                        /* 16 */
                           "  khong: 0\n"                                    /* 17 */
                           "  rong: \"\"\n"                                  /* 18 */
                           "  in: chữ in\n"                                  /* 19 */
                           "  khoi:\n"                                       /* 20 */
                           "    - { ten: Xã, so_luong: 12, ma: b }\n"        /* 21 */
                           "    - { ten: Đảng uỷ, so_luong: 9, ma: a }\n"    /* 22 */
                           "    - { ten: Ấp, so_luong: \"1.200\", ma: b }\n" /* 23 */
                           "  chia: { Khối xã: 3, khoi_tinh: 1 }\n"          /* 24 */
                           "  so_list: [10, 9, \"1,5\", 2]\n"                /* 25 */
                           "  chu_list: [Đ, D, e, Ă, a, Â]\n"                /* 26 */
                           "  tron: [2, 10, 1a]\n"                           /* 27 */
                           "  mixed: [3, ~]\n";                              /* 28 */

static void listen(void *user, const struct diagnostic *d)
{
    struct table *t = user;
    diag_format(&t->said, d, t->ctx.lang);
    buf_putc(&t->said, '\n');
}

static void note(void *user, const char *path, enum read_kind kind, uint32_t node)
{
    struct table *t = user;
    (void)node;
    buf_printf(&t->trace, "%c %s\n", "VAS"[kind], path);
}

void table_init(struct table *t, enum lang lang)
{
    memset(t, 0, sizeof *t);
    ctx_init(&t->ctx);
    t->ctx.lang = lang;
    t->ctx.sink = listen;
    t->ctx.sink_user = t;
    t->tracer = (struct tracer){.read = note, .user = t};
    t->ctx.tracer = &t->tracer;
    data_init(&t->data, &t->ctx);
    if (!data_read_memory(&t->data, "d.yaml", SPAN(yaml))) {
        abort();
    }
    t->ev = expr_new(&t->ctx, &t->data);
}

void table_release(struct table *t)
{
    expr_free(t->ev);
    data_release(&t->data);
    buf_release(&t->said);
    buf_release(&t->trace);
}

void table_clear(struct table *t)
{
    buf_clear(&t->said);
    buf_clear(&t->trace);
    buf_puts(&t->said, "");
    buf_puts(&t->trace, "");
    t->ctx.errors = 0;
}

const char *table_print(struct table *t, const char *source)
{
    /* A copy of the exact size: reading past its end is seen by the sanitizer. */
    size_t n = strlen(source);
    char *copy = mem_alloc(n ? n : 1);
    memcpy(copy, source, n);
    struct pos where = {"m.xml", 1, 1, NULL};
    struct result v;
    table_clear(t);
    const struct expr *e = expr_parse(t->ev, span_make(copy, n), where);
    free(copy);
    return e && expr_eval(t->ev, e, NULL, &v) ? expr_print(t->ev, &v, where) : NULL;
}
