/* What the workspace and the register read from their own folder, hostile: the journal of the register (read, and written to), vanban.yaml
 * with its sources, the records of papers with the store that is made of them, and a table of entries that is imported. The first byte
 * chooses. What is refused was told of. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "gather/gather.h"
#include "store/register.h"
#include "store/settings.h"
#include "store/stale.h"

static char folder[] = "/tmp/vanban-fuzz-XXXXXX";

static int drop(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static void clean_up(void)
{
    if (chdir("/") == 0)
        nftw(folder, drop, 8, FTW_DEPTH | FTW_PHYS);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!mkdtemp(folder) || chdir(folder) != 0)
        abort();
    atexit(clean_up);
    return 0;
}

static void put_file(const char *path, struct span bytes)
{
    FILE *f = fopen(path, "wb");

    if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0)
        abort();
}

static void begin_anew(void)
{
    nftw("luu", drop, 8, FTW_DEPTH | FTW_PHYS);
    nftw(".vanban", drop, 8, FTW_DEPTH | FTW_PHYS);
    nftw("mat", drop, 8, FTW_DEPTH | FTW_PHYS);
}

static bool see_row(void *user, const struct reg_row *row)
{
    size_t *n = user;

    *n += row->number > 0;
    return true;
}

static const struct reg_row plan = {.organ = "BCĐ", .kinds = "Kế hoạch", .period = "2025 - 2030", .kind = "Kế hoạch", .symbol = "-KH/BCĐ"};

static void journal(struct ctx *ctx, struct span s, bool write)
{
    const struct reg_rules rules = {.file = "vanban.yaml"};
    struct reg_row given;
    struct arena a = {0};
    struct buf csv = {0};
    struct reg *r;
    size_t n = 0;

    begin_anew();
    mkdir("luu", 0777);
    put_file("luu/so-dang-ky.ndjson", s);
    r = reg_open(ctx, &(struct reg_place){.root = ".", .who = "fuzz", .now = 1795000000, .read_only = !write, .impatient = true});
    if (!r && ctx->errors == 0)
        abort();
    if (r && reg_each(r, NULL, see_row, &n))
        reg_print_csv(ctx, r, &(struct reg_period){0}, &csv);
    if (r && write && reg_give(r, &rules, &plan, &(struct reg_how){0}, &a, &given) && given.number < 1)
        abort();
    reg_close(r);
    buf_release(&csv);
    arena_release(&a);
}

static void settings(struct ctx *ctx, struct span s)
{
    const struct memory_file files[] = {{"vanban.yaml", s}, {"du-lieu/a.csv", SPAN("ten,khoi\nTân An,3\n")}, {"du-lieu/b.csv", SPAN("ten,khoi\nTân Hà,4\n")}};
    struct workspace ws = {0};
    struct reg_rules rules;
    struct settings_signing signing;
    struct arena a = {0};
    struct data d;

    ctx->files = files;
    ctx->n_files = sizeof files / sizeof *files;
    workspace_read(ctx, false, &ws);
    workspace_release(&ws);
    reg_rules_read(ctx, &a, ".", &rules);
    settings_signing(ctx, &a, "vanban.yaml", &signing);
    data_init(&d, ctx);
    if (data_read_defaults(&d, "vanban.yaml"))
        gather_sources(&d, "vanban.yaml", d.sources);
    data_release(&d);
    arena_release(&a);
}

static void records(struct ctx *ctx, struct span s)
{
    static const char *const names[] = {"a", "b"};
    struct ws_paper papers[2] = {{.name = names[0], .spec = "1"}, {.name = names[1], .spec = "2"}};
    const struct workspace ws = {.root = folder, .secret = "mat", .papers = papers, .n = 2};
    struct depend store;
    struct stale_list list;

    begin_anew();
    if (depend_open(ctx, &ws, true, &store) && depend_begin(&store)) {
        depend_put(&store, s);
        depend_commit(&store);
        stale_find(&store, 2026, &list);
        stale_release(&list);
    }
    depend_close(&store);
}

static bool any_paper(void *user, const char *kind, const char *day, bool quiet, vb_paper *out)
{
    (void)user;
    (void)day;
    (void)quiet;
    *out = (vb_paper){.profile = "nd30-2020", .family = "nha-nuoc", .kind = "Kế hoạch", .code = "KH", .organ = "Ban", .organ_code = "BCĐ",
                      .symbol = "KH/BCĐ", .separator = "-", .year = 2026, .month = 1, .day = 1};
    return *kind != 'X';
}

static void import(struct ctx *ctx, struct span s)
{
    const struct memory_file file = {"so.csv", s};
    const struct reg_rules rules = {.file = "vanban.yaml"};
    struct reg *r;
    size_t n;

    begin_anew();
    r = reg_open(ctx, &(struct reg_place){.root = ".", .who = "fuzz", .now = 1795000000, .impatient = true});
    if (!r)
        abort();
    ctx->files = &file;
    ctx->n_files = 1;
    if (!reg_import(r, &rules, &(struct reg_source){.file = "so.csv", .paper = any_paper}, &n) && ctx->errors == 0)
        abort();
    reg_close(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct span s = size ? span_make((const char *)bytes + 1, size - 1) : SPAN("");
    struct ctx ctx;

    if (!size)
        return 0;
    ctx_init(&ctx);
    switch (bytes[0] % 8) {
    case 0:
    case 1:
        journal(&ctx, s, bytes[0] % 2);
        break;
    case 2:
        records(&ctx, s);
        break;
    case 3:
        import(&ctx, s);
        break;
    default:
        settings(&ctx, s);
    }
    return 0;
}
