/* A batch: all contents synced together, one transaction before the names change and one behind. */
#include "store/publish.h"

#include <stdlib.h>

#include "base/file.h"

struct waiting {
    size_t paper;
    struct buf record;
    size_t from, n; /* of the batch's files */
    bool failed;
};

static size_t count_outputs(struct span record)
{
    struct made_row row;
    size_t n = 0;

    for (size_t at = 0; made_next(record, &at, &row);)
        n += row.letter == MADE_OUTPUT;
    return n;
}

static void adopt(const struct waiting *w, struct file_out *files)
{
    struct made_row row;
    size_t n = w->from;

    for (size_t at = 0; made_next(buf_span(&w->record), &at, &row);)
        if (row.letter == MADE_OUTPUT)
            file_out_adopt(row.field[0], row.field[1], &files[n++]);
}

/* Papers of which a file failed; none of their other files goes on. */
static void note_failures(struct publish *p, struct file_out *files)
{
    for (size_t i = 0; i < p->n; i++) {
        struct waiting *w = &p->papers[i];

        for (size_t k = 0; k < w->n; k++)
            w->failed |= files[w->from + k].failed;
        for (size_t k = 0; k < w->n && w->failed; k++)
            file_out_discard(&files[w->from + k]);
    }
}

static bool next_transaction(struct publish *p)
{
    return depend_commit(p->store) && depend_begin(p->store);
}

static bool announce(struct publish *p)
{
    bool ok = true;

    for (size_t i = 0; i < p->n && ok; i++)
        ok = p->papers[i].failed || depend_announce(p->store, buf_span(&p->papers[i].record));
    return ok && next_transaction(p);
}

static bool record_papers(struct publish *p)
{
    bool ok = true;

    for (size_t i = 0; i < p->n && ok; i++)
        ok = p->papers[i].failed || depend_put(p->store, buf_span(&p->papers[i].record));
    return ok && next_transaction(p);
}

static void clear(struct publish *p)
{
    for (size_t i = 0; i < p->n; i++)
        buf_release(&p->papers[i].record);
    p->n = p->n_files = 0;
}

bool publish_flush(struct publish *p)
{
    struct file_out *files = mem_alloc((p->n_files + 1) * sizeof *files);
    bool ok;

    for (size_t i = 0; i < p->n; i++)
        adopt(&p->papers[i], files);
    if (!file_outs_sync(p->store->ctx, files, p->n_files))
        note_failures(p, files);
    ok = announce(p);
    if (ok && !file_outs_name(p->store->ctx, files, p->n_files, true))
        note_failures(p, files);
    ok = ok && record_papers(p);
    for (size_t i = 0; i < p->n_files; i++)
        file_out_discard(&files[i]);
    for (size_t i = 0; i < p->n; i++)
        p->done(p->user, p->papers[i].paper, ok && !p->papers[i].failed);
    clear(p);
    free(files);
    return ok;
}

bool publish_add(struct publish *p, size_t paper, struct span record)
{
    struct waiting *w;

    if (!p->papers)
        p->papers = mem_alloc(PUBLISH_PAPERS * sizeof *p->papers);
    w = &p->papers[p->n++];
    *w = (struct waiting){.paper = paper, .from = p->n_files, .n = count_outputs(record)};
    buf_putspan(&w->record, record);
    p->n_files += w->n;
    return (p->n < PUBLISH_PAPERS && p->n_files < PUBLISH_FILES) || publish_flush(p);
}

void publish_release(struct publish *p)
{
    clear(p);
    free(p->papers);
    p->papers = NULL;
}

void publish_sweep(const struct workspace *ws)
{
    const char *last = "";

    for (size_t i = 0; i < ws->n; i++) {
        bool seen = strcmp(ws->papers[i].folder, last) == 0;

        last = ws->papers[i].folder;
        for (size_t k = 0; k < i && !seen; k++)
            seen = strcmp(ws->papers[k].folder, last) == 0;
        if (!seen)
            file_sweep(last, MADE_MARK);
    }
}
