/* vanban status: which papers are stale, why, and which sentences the change touches; or which files of the archive are not as issued. */
#include "cli/office.h"
#include "cli/status.h"

#include <stdlib.h>

#include "store/stale.h"
#include "store/words.h"

enum { SENTENCES_OF = 20 }; /* papers whose sentences are shown without -v */

struct status_run {
    struct cli *cli;
    const struct options *options;
    struct workspace ws;
    struct depend store;
    struct stale_list stale;
    struct buf out;
    const char *paper; /* whose sentences are being told */
};

static const struct {
    enum why why;
    const char *name;    /* in JSON */
    const char *text[2]; /* %s: the file or path */
} whys[] = {
    {WHY_NEW, "new", {[LANG_VI] = "chưa dựng lần nào", [LANG_EN] = "never built"}},
    {WHY_SPEC, "spec", {[LANG_VI] = "vanban.yaml dựng theo cách khác", [LANG_EN] = "made otherwise by vanban.yaml"}},
    {WHY_ENGINE, "engine", {[LANG_VI] = "dựng bằng phiên bản vanban khác", [LANG_EN] = "built by another version of vanban"}},
    {WHY_YEAR, "year", {[LANG_VI] = "chưa ghi ngày, đã sang năm mới", [LANG_EN] = "undated, and the year is another"}},
    {WHY_FILE, "file", {[LANG_VI] = "tệp %s đã thay đổi", [LANG_EN] = "the file %s changed"}},
    {WHY_VALUE, "value", {"%s", "%s"}},
    {WHY_KEY, "key", {[LANG_VI] = "nay có khoá %s", [LANG_EN] = "there is a key %s now"}},
    {WHY_CUT, "cut", {[LANG_VI] = "lần dựng ra %s bị ngắt", [LANG_EN] = "the build of %s was interrupted"}},
    {WHY_GONE, "gone", {[LANG_VI] = "thiếu tệp %s", [LANG_EN] = "the output %s is gone"}},
    {WHY_EDITED, "edited", {[LANG_VI] = "tệp %s đã bị sửa tay", [LANG_EN] = "the output %s was changed by hand"}},
};

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_change(const struct reason *a, const struct reason *b)
{
    return a->why == b->why && same_text(a->file, b->file) && same_text(a->path, b->path) && same_text(a->before, b->before);
}

/* What was seen of the shape of a value says nothing where its content is told as well. */
static bool is_echo(const struct stale_list *list, size_t i)
{
    const struct reason *r = &list->v[i];

    if (r->why != WHY_VALUE || (*r->before != '?' && *r->before != '{'))
        return false;
    for (size_t k = 0; k < list->n; k++) {
        const struct reason *o = &list->v[k];

        if (o->why == WHY_VALUE && o->paper == r->paper && k != i && same_text(o->file, r->file) && strncmp(o->path, r->path, strlen(r->path)) == 0 &&
            *o->before != '?' && *o->before != '{')
            return true;
    }
    return false;
}

static void put_json(struct status_run *s, const struct reason *r)
{
    struct cli *cli = s->cli;
    size_t from = s->out.n;

    buf_putc(&s->out, '{');
    say_json_member(&s->out, from, "paper", s->ws.papers[r->paper].name);
    say_json_member(&s->out, from, "why", whys[r->why].name);
    say_json_member(&s->out, from, "file", r->file);
    say_json_member(&s->out, from, "path", r->path);
    if (r->cell)
        say_json_member(&s->out, from, "cell", r->cell);
    if (r->why == WHY_VALUE) {
        say_json_member(&s->out, from, "before", token_words(&cli->arena, cli->ctx.lang, r->before));
        say_json_member(&s->out, from, "after", token_words(&cli->arena, cli->ctx.lang, r->after));
        buf_puts(&s->out, ",\"places\":");
        workspace_places_json(cli, r->places, &s->out);
    }
    buf_puts(&s->out, "}\n");
}

/* A change with all whom it touches; i moves behind them. */
static void put_change(struct status_run *s, size_t *i)
{
    const struct stale_list *list = &s->stale;
    const struct reason *r = &list->v[*i];
    struct cli *cli = s->cli;
    const char *in = cli->ctx.lang == LANG_EN ? "in" : "ở", *form = whys[r->why].text[cli->ctx.lang], *hole = strstr(form, "%s");
    const char *name = r->why == WHY_VALUE || r->why == WHY_KEY ? r->path : r->file;

    buf_put(&s->out, form, hole ? (size_t)(hole - form) : strlen(form));
    if (hole)
        buf_printf(&s->out, "%s%s", name ? name : "", hole + 2);
    if (r->why == WHY_VALUE)
        buf_printf(&s->out, ": %s → %s", token_words(&cli->arena, cli->ctx.lang, r->before), token_words(&cli->arena, cli->ctx.lang, r->after));
    if (r->why == WHY_VALUE || r->why == WHY_KEY)
        buf_printf(&s->out, " (%s%s%s)", r->file, r->cell ? " " : "", r->cell ? r->cell : "");
    for (bool first = true; *i < list->n && same_change(&list->v[*i], r); ++*i, first = false) {
        const struct reason *each = &list->v[*i];
        const char *places = workspace_places(cli, each->places);

        if (first)
            buf_puts(&s->out, r->why == WHY_VALUE ? arena_printf(&cli->arena, ", %s ", in) : ": ");
        else
            buf_puts(&s->out, ", ");
        buf_printf(&s->out, "%s%s%s", s->ws.papers[each->paper].name, *places ? " " : "", places);
    }
    buf_putc(&s->out, '\n');
}

static void put_sentence(void *user, const struct passage_change *c)
{
    struct status_run *s = user;
    struct cli *cli = s->cli;
    struct buf marked = {0};
    size_t from = s->out.n;

    workspace_change(cli, c, false, &marked);
    if (cli->json) {
        buf_putc(&s->out, '{');
        say_json_member(&s->out, from, "paper", s->paper);
        buf_puts(&s->out, ",\"places\":");
        workspace_places_json(cli, c->place, &s->out);
        say_json_member(&s->out, from, "text", marked.p);
        buf_puts(&s->out, "}\n");
    } else {
        const char *place = workspace_places(cli, c->place);

        buf_printf(&s->out, "  %s%s%s\n", place, *place ? ": " : "", marked.p ? marked.p : "");
    }
    buf_release(&marked);
}

/* The sentences of a stale paper as they were and as they would be. A fault of the paper is the build's to tell. */
static void put_sentences(struct status_run *s, const struct ws_paper *paper)
{
    struct maker maker = {.ctx = &s->cli->ctx, .library = s->cli->library, .ws = &s->ws};
    struct passages before, after;
    vb_document *d;

    if (!words_of_store(&s->store, paper->name, &before)) {
        passages_release(&before);
        return;
    }
    vb_context_set_sink(s->cli->library, NULL, NULL);
    vb_context_reset(s->cli->library);
    d = make_load(&maker, paper);
    s->paper = paper->name;
    if (d && passages_of_document(d, &after)) {
        size_t start = s->out.n;

        if (!s->cli->json)
            buf_printf(&s->out, "%s\n", paper->name);
        size_t head = s->out.n;
        passages_compare_lines(before.v, before.n, after.v, after.n, put_sentence, s);
        if (s->out.n == head)
            s->out.n = start;
        passages_release(&after);
    }
    vb_document_free(d);
    vb_context_reset(s->cli->library);
    say_init(s->cli);
    passages_release(&before);
}

static void put_all(struct status_run *s)
{
    const struct stale_list *list = &s->stale;
    size_t told = 0;

    for (size_t i = 0; i < list->n;) {
        if (is_echo(list, i))
            i++;
        else if (s->cli->json)
            put_json(s, &list->v[i++]);
        else
            put_change(s, &i);
    }
    for (size_t i = 0; i < s->ws.n; i++)
        if (list->stale[i] && (s->options->verbose || told++ < SENTENCES_OF))
            put_sentences(s, &s->ws.papers[i]);
    for (size_t i = 0; i < s->ws.n && s->options->verbose && !s->cli->json; i++)
        if (!list->stale[i])
            buf_printf(&s->out, "%s: %s\n", s->ws.papers[i].name, s->cli->ctx.lang == LANG_EN ? "up to date" : "không cần dựng");
    if (s->cli->json)
        return;
    for (size_t i = 0; i < list->n_removed; i++)
        buf_printf(&s->out, s->cli->ctx.lang == LANG_EN ? "no longer listed: %s\n" : "không còn trong danh sách: %s\n", list->removed[i]);
    buf_printf(&s->out, s->cli->ctx.lang == LANG_EN ? "%zu of %zu papers stale\n" : "%zu trên %zu văn bản cần dựng lại\n", list->n_stale, s->ws.n);
}

/* An office that has a register only needs no list of papers. What is found is the result, so it goes where results go. */
static enum status run_archive(struct cli *cli, const struct options *options)
{
    struct office office = {0};
    struct buf out = {0};
    struct reg_checked checked = {0};
    bool ok = workspace_go(cli, options) && office_open(cli, &office) && office_look(cli, options->secret, &office);

    cli->found = ok;
    ok = ok && reg_check_archive(office.reg, &checked);
    if (ok && cli->json)
        buf_printf(&out, "{\"entries\":%zu,\"wrong\":%zu}\n", checked.entries, checked.wrong);
    else if (ok && !options->quiet)
        buf_printf(&out, cli->ctx.lang == LANG_EN ? "%zu entries; %zu archived files with something wrong\n" : "%zu mục; %zu tệp lưu có vấn đề\n",
                   checked.entries, checked.wrong);
    ok = ok && say_result(cli, buf_span(&out));
    buf_release(&out);
    office_close(&office);
    if (!ok)
        return say_status(cli) == STATUS_DONE ? STATUS_SYSTEM : say_status(cli);
    return checked.wrong ? STATUS_FOUND : STATUS_DONE;
}

static enum status run_status(struct cli *cli, const struct options *options)
{
    struct status_run s = {.cli = cli, .options = options};
    bool ok, stale = false;

    if (options->archive)
        return run_archive(cli, options);
    ok = workspace_enter(cli, options, &s.ws) && depend_open(&cli->ctx, &s.ws, false, &s.store) && stale_find(&s.store, place_year(cli), &s.stale);
    if (ok) {
        stale = s.stale.n_stale + s.stale.n_removed > 0;
        if (!options->quiet) {
            put_all(&s);
            ok = status_issued(&(struct issued_status){cli, &s.ws, &s.store, s.stale.stale, options->verbose, &s.out});
        }
        ok = ok && say_result(cli, buf_span(&s.out));
    }
    buf_release(&s.out);
    stale_release(&s.stale);
    depend_close(&s.store);
    workspace_release(&s.ws);
    if (!ok)
        return say_status(cli) == STATUS_DONE ? STATUS_SYSTEM : say_status(cli);
    return stale ? STATUS_FOUND : say_status(cli);
}

static const struct option_row rows[] = {
    OPTIONS_OF_WORKSPACE,
    {'\0', "archive", {NULL}, OPTION_FLAG, offsetof(struct options, archive),
     {[LANG_VI] = "so thư mục lưu với sổ đăng ký: tệp đã phát hành nào bị sửa, bị mất, tệp nào không có trong sổ",
      [LANG_EN] = "compares the archive with the register: issued files that changed or are gone, files that no entry has"}},
    {'\0', "mat", {NULL}, OPTION_FLAG, offsetof(struct options, secret),
     {[LANG_VI] = "với --archive: kho của văn bản mật", [LANG_EN] = "with --archive: the store of secret papers"}},
};

const struct command command_status = {
    .name = "status",
    .alias = "tinh-trang",
    .run = run_status,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "", [LANG_EN] = ""},
    .summary = {[LANG_VI] = "Cho biết văn bản nào đã cũ, vì giá trị nào, ở câu nào", [LANG_EN] = "Tells which papers are stale, for which value, in which sentence"},
    .examples = {[LANG_VI] = "  vanban status\n"
                             "      so_lieu.khoi: 480 → 460 (du-lieu/so-lieu.yaml), ở bc-06 §II.1, kh-02 bảng 1, dòng 2\n"
                             "  vanban status -q || vanban build\n"
                             "      mã kết thúc 1: có văn bản cần dựng lại\n"
                             "  vanban status --archive\n"
                             "      tệp đã phát hành nào không còn như khi vào sổ\n",
                 [LANG_EN] = "  vanban status\n"
                             "      so_lieu.khoi: 480 → 460 (du-lieu/so-lieu.yaml), in bc-06 §II.1, kh-02 table 1, row 2\n"
                             "  vanban status -q || vanban build\n"
                             "      exit status 1: papers are stale\n"
                             "  vanban status --archive\n"
                             "      issued files that are not as they were registered\n"},
};
