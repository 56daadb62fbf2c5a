/* The register under many processes, under processes that are killed, and with files that are damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/lock.h"
#include "store/register_private.h"

static const struct reg_rules no_rules = {.file = "vanban.yaml"};
static const struct reg_row plan = {.organ = "BCĐ", .kinds = "Kế hoạch", .period = "2025 - 2030", .kind = "Kế hoạch", .symbol = "-KH/BCĐ"};

struct seen {
    char codes[10][40], text[400]; /* text: of the last */
    int n;
};

static void see(void *user, const struct diagnostic *d)
{
    struct seen *s = user;

    snprintf(s->text, sizeof s->text, "%s", d->text);
    if (s->n < 10)
        snprintf(s->codes[s->n++], sizeof s->codes[0], "%s", d->slug);
}

struct office {
    char root[64];
    struct ctx ctx;
    struct seen seen;
    struct arena arena;
};

static int set_up(void **state)
{
    struct office *o = calloc(1, sizeof *o);

    strcpy(o->root, "/tmp/vanban-register-XXXXXX");
    assert_non_null(mkdtemp(o->root));
    ctx_init(&o->ctx);
    o->ctx.sink = see;
    o->ctx.sink_user = &o->seen;
    *state = o;
    return 0;
}

static int tear_down(void **state)
{
    struct office *o = *state;
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", o->root);
    assert_int_equal(system(command), 0);
    arena_release(&o->arena);
    free(o);
    return 0;
}

static struct reg *open_at(struct office *o, int64_t now)
{
    return reg_open(&o->ctx, &(struct reg_place){.root = o->root, .who = "văn thư", .now = now});
}

static int64_t give(struct office *o, struct reg *r, const struct reg_how *how)
{
    struct reg_row got;

    return reg_give(r, &no_rules, &plan, how, &o->arena, &got) ? got.number : 0;
}

static const char *file(struct office *o, const char *name)
{
    return path_join(&o->arena, o->root, name);
}

static struct span dump(struct office *o)
{
    struct reg *r = open_at(o, 1);
    struct buf out = {0};

    assert_non_null(r);
    assert_true(reg_dump(r, &out));
    reg_close(r);
    size_t n = out.n;
    return span_make(arena_buf(&o->arena, &out), n);
}

static void append(struct office *o, const char *text)
{
    FILE *f = fopen(file(o, "luu/so-dang-ky.ndjson"), "a");

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void test_next_reserve_void(void **state)
{
    struct office *o = *state;
    struct reg *r = open_at(o, 1000);
    const struct reg_series series = {plan.organ, plan.kinds, plan.period};
    struct reg_row row;

    assert_int_equal(give(o, r, &(struct reg_how){0}), 1);
    assert_int_equal(give(o, r, &(struct reg_how){.until = 2000}), 2);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 3);
    assert_true(reg_void(r, &series, 3, "in hỏng"));
    assert_false(reg_void(r, &series, 3, "lần nữa"));
    assert_string_equal(o->seen.codes[0], "register-is-void");
    assert_int_equal(give(o, r, &(struct reg_how){.number = 3}), 0);
    assert_int_equal(give(o, r, &(struct reg_how){.number = 9}), 0);
    assert_string_equal(o->seen.codes[2], "register-jump");
    reg_close(r);
    r = open_at(o, 2000); /* the reservation is over */
    assert_int_equal(give(o, r, &(struct reg_how){0}), 2);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 4);
    assert_true(reg_find(r, &series, 3, &o->arena, &row));
    assert_string_equal(row.state, "void");
    assert_string_equal(row.full, "03-KH/BCĐ");
    reg_close(r);
}

static void test_skip_and_fill(void **state)
{
    struct office *o = *state;
    const struct reg_rules rules = {.file = "vanban.yaml", .may_skip = true, .may_fill = true};
    struct reg *r = open_at(o, 1);
    struct reg_row got;
    int64_t first;

    assert_false(reg_skip(r, &no_rules, &plan, 2, "chừa", &first));
    assert_true(reg_skip(r, &rules, &plan, 2, "chừa", &first));
    assert_int_equal(first, 1);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 3);
    assert_int_equal(give(o, r, &(struct reg_how){.number = 2}), 0);
    assert_string_equal(o->seen.codes[1], "register-fill");
    assert_true(reg_give(r, &rules, &plan, &(struct reg_how){.number = 2}, &o->arena, &got));
    assert_int_equal(got.number, 2);
    assert_false(reg_give(r, &rules, &plan, &(struct reg_how){.number = 2}, &o->arena, &got));
    assert_string_equal(o->seen.codes[2], "register-taken");
    reg_close(r);
}

/* What a crash leaves, and what somebody changed. */
static void test_damage(void **state)
{
    struct office *o = *state;
    struct reg *r = open_at(o, 1);
    struct span before, after;
    int fd;

    for (int i = 1; i <= 3; i++)
        assert_int_equal(give(o, r, &(struct reg_how){0}), i);
    reg_close(r);
    before = dump(o);

    append(o, "{\"stt\":4,\"truoc\":\"abc"); /* torn */
    after = dump(o);
    assert_true(span_equal(before, after));
    assert_string_equal(o->seen.codes[0], "journal-torn");

    assert_int_equal(unlink(file(o, ".vanban/so-dang-ky.sqlite")), 0); /* gone */
    after = dump(o);
    assert_true(span_equal(before, after));

    fd = open(file(o, ".vanban/so-dang-ky.sqlite"), O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, "this is no database at all, and long enough to be looked at as one", 66), 66);
    close(fd);
    after = dump(o);
    assert_true(span_equal(before, after));
    assert_string_equal(o->seen.codes[1], "register-remade");

    append(o, "{\"stt\":4,\"truoc\":\"0000000000000000\",\"luc\":1,\"ai\":\"x\",\"viec\":\"cap\",\"dong\":[]}\n"); /* not ours */
    r = open_at(o, 1);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 0);
    assert_string_equal(o->seen.codes[2], "journal-damaged");
    reg_close(r);
    assert_int_equal(truncate(file(o, "luu/so-dang-ky.ndjson"), 20), 0); /* cut */
    r = open_at(o, 1);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 0);
    assert_string_equal(o->seen.codes[3], "register-apart");
    reg_close(r);
}

/* The version of the schema stands in the header of the database. */
static void write_version(struct office *o, unsigned char version)
{
    const unsigned char bytes[4] = {0, 0, 0, version};
    int fd = open(file(o, ".vanban/so-dang-ky.sqlite"), O_WRONLY);

    assert_int_equal(pwrite(fd, bytes, sizeof bytes, 60), sizeof bytes);
    close(fd);
}

static void test_other_versions(void **state)
{
    struct office *o = *state;
    struct reg *r = open_at(o, 1);
    struct span before;

    for (int i = 1; i <= 3; i++)
        assert_int_equal(give(o, r, &(struct reg_how){0}), i);
    reg_close(r);
    before = dump(o);

    write_version(o, 1);
    assert_true(span_equal(before, dump(o)));
    assert_string_equal(o->seen.codes[0], "register-remade");

    write_version(o, 99);
    r = open_at(o, 1);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 0);
    assert_string_equal(o->seen.codes[1], "register-newer");
    assert_int_equal(o->seen.n, 2);
    write_version(o, 2); /* the same process goes on once it can */
    assert_int_equal(give(o, r, &(struct reg_how){0}), 4);
    reg_close(r);
}

/* The journal has a line that the database does not: a process died between the two. */
static void test_catches_up(void **state)
{
    struct office *o = *state;
    struct buf copy = {0};
    struct file_out out;
    struct reg *r = open_at(o, 1);

    assert_int_equal(give(o, r, &(struct reg_how){0}), 1);
    reg_close(r);
    assert_true(file_read(&o->ctx, file(o, ".vanban/so-dang-ky.sqlite"), 1 << 20, &copy));
    r = open_at(o, 1);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 2);
    reg_close(r);
    assert_true(file_out_write(&o->ctx, file(o, ".vanban/so-dang-ky.sqlite"), buf_span(&copy), &out));
    assert_true(file_out_commit(&o->ctx, &out));
    buf_release(&copy);
    r = open_at(o, 1);
    assert_int_equal(give(o, r, &(struct reg_how){0}), 3);
    reg_close(r);
    assert_int_equal(o->seen.n, 0);
}

/* The disk is full where the journal ends. */
static void test_full(void **state)
{
    enum { ENTRIES = 600 };
    static const struct reg_rules skipping = {.file = "vanban.yaml", .may_skip = true};
    struct office *o = *state;
    struct reg *r = open_at(o, 1);
    const char *journal = file(o, "luu/so-dang-ky.ndjson");
    struct rlimit limit, before;
    struct stat st, after;
    int64_t first;

    signal(SIGXFSZ, SIG_IGN);
    assert_true(reg_skip(r, &skipping, &plan, ENTRIES, "để trống", &first)); /* the journal is larger than the database then */
    assert_int_equal(first, 1);
    reg_close(r);
    assert_int_equal(stat(journal, &st), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    r = open_at(o, 1);
    for (int more = 0; more < 200; more += 37) {
        limit = before;
        limit.rlim_cur = (rlim_t)st.st_size + (rlim_t)more;
        setrlimit(RLIMIT_FSIZE, &limit);
        o->seen.n = 0;
        assert_int_equal(give(o, r, &(struct reg_how){0}), 0);
        setrlimit(RLIMIT_FSIZE, &before);
        assert_int_equal(o->seen.n, 1);
        assert_string_equal(o->seen.codes[0], "file-write-failed");
        assert_int_equal(stat(journal, &after), 0);
        assert_int_equal(after.st_size, st.st_size);
    }
    assert_int_equal(give(o, r, &(struct reg_how){0}), ENTRIES + 1);
    reg_close(r);
}

static int children(void)
{
    const char *wanted = getenv("REGISTER_PAPERS");

    return wanted ? atoi(wanted) : 25;
}

/* Each process gives numbers and takes some of the papers through to issued. */
static void work(struct office *o, int papers, bool forever)
{
    for (int i = 0; i < papers || forever; i++) {
        struct reg *r = open_at(o, 1);
        struct reg_row row;

        if (!r || !reg_give(r, &no_rules, &plan, &(struct reg_how){.held = true}, &o->arena, &row) ||
            !reg_advance(r, &row, "rendered", "soan") || !reg_advance(r, &row, "signed", "ky") ||
            !reg_issued(r, &row, NULL, NULL))
            _exit(1);
        reg_close(r);
    }
    _exit(o->seen.n > 0 && !forever);
}

struct tally {
    int64_t last;
    int issued, other;
    bool gap;
};

static bool count(void *user, const struct reg_row *row)
{
    struct tally *t = user;

    t->gap |= row->number != t->last + 1;
    t->last = row->number;
    if (strcmp(row->state, "issued") == 0)
        t->issued++;
    else
        t->other++;
    return true;
}

static struct tally tally_of(struct office *o)
{
    struct tally t = {0};
    struct reg *r = open_at(o, 1);

    assert_non_null(r);
    assert_true(reg_each(r, NULL, count, &t));
    reg_close(r);
    return t;
}

static void test_many_processes(void **state)
{
    enum { PROCESSES = 8 };
    struct office *o = *state;
    int papers = children(), status;
    struct tally t;

    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0)
            work(o, papers, false);
    for (int i = 0; i < PROCESSES; i++) {
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    t = tally_of(o);
    assert_false(t.gap);
    assert_int_equal(t.issued, PROCESSES * papers);
    assert_int_equal(t.other, 0);
}

static int64_t journal_size(struct office *o)
{
    struct stat st;

    return stat(file(o, "luu/so-dang-ky.ndjson"), &st) == 0 ? (int64_t)st.st_size : 0;
}

/* Whatever is killed: no number twice and none lost, and the next goes on. */
static void test_killed(void **state)
{
    struct office *o = *state;
    const char *wanted = getenv("REGISTER_ROUNDS");
    int rounds = wanted ? atoi(wanted) : 10, status;
    unsigned seed = 7;
    struct span kept, again;
    struct tally t;

    for (int round = 0; round < rounds; round++) {
        pid_t child[3];

        for (int i = 0; i < 3; i++)
            if ((child[i] = fork()) == 0)
                work(o, 0, true);
        seed = seed * 1103515245 + 12345;
        for (int64_t until = journal_size(o) + seed / 65536 % 4000 + 1; journal_size(o) < until;)
            usleep(seed / 256 % 1000 + 100); /* somewhere in the midst of a transaction */
        for (int i = 0; i < 3; i++)
            kill(child[i], SIGKILL);
        for (int i = 0; i < 3; i++)
            assert_true(waitpid(child[i], &status, 0) > 0);
        t = tally_of(o);
        assert_false(t.gap);
    }
    assert_true(t.issued > 0);
    o->seen.n = 0; /* what was void with its reason has been told */
    struct reg *r = open_at(o, 1);
    int64_t next;

    do { /* what the last ones left is taken up first, then it goes on */
        next = give(o, r, &(struct reg_how){0});
        assert_true(next > 0);
    } while (next <= t.last);
    reg_close(r);
    t = tally_of(o);
    assert_false(t.gap);
    kept = dump(o);
    assert_int_equal(unlink(file(o, ".vanban/so-dang-ky.sqlite")), 0);
    again = dump(o);
    assert_true(span_equal(kept, again));
}

/* A holder that was stopped is named, and nobody waits for it for ever; one that died is not in the way. */
static void test_stopped_holder(void **state)
{
    struct office *o = *state;
    const struct reg_place place = {.root = o->root, .who = "văn thư", .now = 1, .impatient = true};
    struct reg *r = open_at(o, 1), *other;
    int ready[2], status;
    char byte, pid_text[24];

    assert_int_equal(give(o, r, &(struct reg_how){0}), 1);
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct reg *own = open_at(o, 1);

        (void)!write(ready[1], reg_begin(own) ? "1" : "0", 1);
        raise(SIGSTOP);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, '1');
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    assert_true(WIFSTOPPED(status));

    o->ctx.lang = LANG_EN;
    other = reg_open(&o->ctx, &place);
    assert_int_equal(give(o, other, &(struct reg_how){0}), 0);
    assert_int_equal(o->seen.n, 1);
    assert_string_equal(o->seen.codes[0], "register-stuck");
    snprintf(pid_text, sizeof pid_text, "process %ld ", (long)pid);
    assert_non_null(strstr(o->seen.text, pid_text));
    reg_close(other);
    assert_int_equal(o->seen.n, 1); /* told once */

    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    other = reg_open(&o->ctx, &place);
    assert_int_equal(give(o, other, &(struct reg_how){0}), 2);
    reg_close(other);
    reg_close(r);
    close(ready[0]);
    close(ready[1]);
}

/* Waiting ends when its time is over, and when the holder goes. */
static void test_wait(void **state)
{
    struct office *o = *state;
    const char *path = file(o, "lock");
    int held = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), fd = open(path, O_RDWR | O_CLOEXEC), ready[2];
    struct lock_holder holder;

    assert_true(held >= 0 && fd >= 0);
    lock_read(path, &holder);
    assert_int_equal(holder.process, 0);
    assert_int_equal(lock_wait(held, LOCK_EX, 1), LOCK_HELD);
    lock_sign(held);
    lock_read(path, &holder);
    assert_int_equal(holder.process, getpid());
    assert_true(holder.here && holder.lives);
    assert_int_equal(lock_wait(fd, LOCK_SH, 0), LOCK_TIMED_OUT);
    assert_int_equal(lock_wait(fd, LOCK_EX, 1), LOCK_TIMED_OUT);
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(held); /* the lock goes with the last who has the opening */
        (void)!write(ready[1], "1", 1);
        _exit(lock_wait(open(path, O_RDWR), LOCK_EX, 60) == LOCK_HELD ? 0 : 1);
    }
    char byte;
    int status;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(held);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    close(fd);
    fd = open(path, O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, "12 a\0b", 6), 6);
    lock_read(path, &holder); /* no fault, whatever stands there */
    assert_int_equal(pwrite(fd, "999999999999999999999999", 24, 0), 24);
    lock_read(path, &holder);
    assert_int_equal(holder.process, 0);
    close(fd);
    close(ready[0]);
    close(ready[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_next_reserve_void, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_skip_and_fill, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_versions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_catches_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_full, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_processes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_killed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stopped_holder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wait, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
