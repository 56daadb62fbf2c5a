/* Papers that take their names: a batch with a failure in it, and a build that dies between the names and the rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/publish.h"
#include "store/stale.h"

static const char names[] = "abc";

struct room {
    char root[64];
    struct ctx ctx;
    struct workspace ws;
    struct depend store;
    struct publish publish;
    int heard;
    size_t done, failed;
};

static void hear(void *user, const struct diagnostic *d)
{
    (void)d;
    ((struct room *)user)->heard++;
}

static void done(void *user, size_t paper, bool ok)
{
    struct room *r = user;

    (void)paper;
    r->done += ok;
    r->failed += !ok;
}

static int set_up(void **state)
{
    struct room *r = calloc(1, sizeof *r);

    strcpy(r->root, "/tmp/vanban-publish-XXXXXX");
    assert_non_null(mkdtemp(r->root));
    assert_int_equal(chdir(r->root), 0);
    ctx_init(&r->ctx);
    r->ctx.sink = hear;
    r->ctx.sink_user = r;
    r->ws = (struct workspace){.root = r->root, .secret = "mat", .n = strlen(names)};
    r->ws.papers = calloc(r->ws.n, sizeof *r->ws.papers);
    for (size_t i = 0; i < r->ws.n; i++)
        r->ws.papers[i] = (struct ws_paper){.name = arena_printf(&r->ws.arena, "%c", names[i]), .formats = {"txt"}, .n_formats = 1, .folder = "xuat"};
    assert_true(file_make_dirs(&r->ctx, "xuat"));
    assert_true(depend_open(&r->ctx, &r->ws, true, &r->store));
    assert_true(depend_begin(&r->store));
    r->publish = (struct publish){.store = &r->store, .done = done, .user = r};
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    struct room *r = *state;
    char command[128];

    publish_release(&r->publish);
    depend_close(&r->store);
    assert_int_equal(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", r->root);
    assert_int_equal(system(command), 0);
    arena_release(&r->ws.arena);
    free(r->ws.papers);
    free(r);
    return 0;
}

static void put(struct buf *out, const char *text)
{
    buf_put(out, text, strlen(text) + 1);
}

/* What make_paper would have left of the paper, with such words in its only output. */
static void make(struct room *r, size_t paper, const char *words, struct buf *record)
{
    const char *path = workspace_output(&r->ws.arena, &r->ws.papers[paper], "txt");
    const char *const rows[] = {"N", r->ws.papers[paper].name, "", vb_version(), "0", "0", "K", "", "", "R", "0", "P", path};
    struct file_out out;
    char digest[STAMP_DIGEST];

    assert_true(file_out_write_marked(&r->ctx, MADE_MARK, path, span_make(words, strlen(words)), &out));
    vb_digest(words, strlen(words), digest);
    buf_clear(record);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strlen(rows[i]) == 1 && strchr("NKRP", *rows[i]) && *rows[i])
            buf_putc(record, *rows[i]);
        else
            put(record, rows[i]);
    }
    put(record, out.temp);
    put(record, digest);
    file_out_hand_over(&out);
}

static void expect(const char *path, const char *words)
{
    char found[64] = "";
    FILE *f = fopen(path, "r");

    assert_non_null(f);
    assert_non_null(fgets(found, sizeof found, f));
    fclose(f);
    assert_string_equal(found, words);
}

static enum why why_of(struct room *r, size_t paper)
{
    struct stale_list list;
    enum why why = WHY_NEW;

    assert_true(stale_find(&r->store, 2026, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i].paper == paper)
            why = list.v[i].why;
    assert_true(list.stale[paper]);
    stale_release(&list);
    return why;
}

static void test_batch(void **state)
{
    struct room *r = *state;
    struct buf record = {0};
    struct stale_list list;

    for (size_t i = 0; i < r->ws.n; i++) {
        make(r, i, r->ws.papers[i].name, &record);
        assert_true(publish_add(&r->publish, i, buf_span(&record)));
    }
    assert_int_equal(access("xuat/a.txt", F_OK), -1); /* not before the batch */
    assert_int_equal(mkdir("xuat/b.txt", 0777), 0);
    assert_true(publish_flush(&r->publish));
    assert_int_equal(r->done, 2);
    assert_int_equal(r->failed, 1);
    assert_int_equal(r->heard, 1);
    expect("xuat/a.txt", "a");
    expect("xuat/c.txt", "c");
    assert_int_equal(system("ls -A xuat | grep -q tmp"), 256);
    assert_true(stale_find(&r->store, 2026, &list));
    assert_true(!list.stale[0] && list.stale[1] && !list.stale[2]);
    stale_release(&list);
    buf_release(&record);
}

/* The names had changed and the rows had not: nobody changed the file by hand. */
static void test_dies_between(void **state)
{
    struct room *r = *state;
    struct buf record = {0};

    make(r, 0, "one", &record);
    assert_true(publish_add(&r->publish, 0, buf_span(&record)) && publish_flush(&r->publish));
    make(r, 0, "two", &record);
    assert_true(depend_announce(&r->store, buf_span(&record)) && depend_commit(&r->store));
    assert_int_equal(system("mv xuat/.vanban-*.tmp xuat/a.txt"), 0);
    assert_int_equal(why_of(r, 0), WHY_CUT);
    assert_int_equal(system("echo three >xuat/a.txt"), 0);
    assert_int_equal(why_of(r, 0), WHY_EDITED);

    assert_true(depend_begin(&r->store));
    make(r, 0, "two", &record);
    assert_true(publish_add(&r->publish, 0, buf_span(&record)) && publish_flush(&r->publish));
    expect("xuat/a.txt", "two");
    make(r, 1, "left", &record);
    publish_sweep(&r->ws);
    assert_int_equal(system("ls -A xuat | grep -q tmp"), 256);
    buf_release(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_batch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dies_between, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
