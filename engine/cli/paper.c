/* A number belongs to a kind of paper of an organ in a term, and these are what the merge makes of a paper. So a paper that is not
 * written out yet is put together as a draft with nothing in it; of what is reported only what makes it impossible counts here. */
#include "cli/cli.h"

#include "base/file.h"

/* What was found stands in the document's memory: copied into the program's. */
static void keep(struct arena *a, vb_paper *p)
{
    const char **const texts[] = {&p->profile, &p->family, &p->kind, &p->code, &p->organ, &p->organ_code, &p->symbol, &p->separator};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_str(a, *texts[i]);
    p->number = p->subject = p->signers = p->addressees = p->kept = p->copies = p->secrecy = p->urgency = p->supersedes = p->repeals = NULL;
}

bool paper_of_kind(struct cli *cli, const char *defaults, const char *kind, const char *day, bool quiet, vb_paper *out)
{
    struct arena *a = &cli->arena;
    const char *name = path_join(a, path_dir(a, defaults), "van-ban.yaml"), *share = place_share(a);
    const vb_options draft = {.draft = true};
    vb_context *c = vb_context_new();
    struct buf office = {0}, text = {0};
    bool ok = c && file_read(&cli->ctx, defaults, LIMIT_FILE_BYTES, &office);

    buf_puts(&text, "ten_loai: ");
    buf_json(&text, kind);
    buf_puts(&text, "\nngay: ");
    buf_json(&text, day);
    buf_puts(&text, "\nnoi_dung: []\n");
    if (ok) {
        const vb_file files[] = {{name, text.p, text.n}, {defaults, office.p, office.n}};
        vb_document *d;

        vb_context_set_lang(c, cli->ctx.lang == LANG_EN ? VB_EN : VB_VI);
        vb_context_set_sink(c, quiet ? NULL : say_errors, cli);
        if (share)
            vb_context_set_share(c, share);
        vb_context_set_files(c, files, 2);
        d = vb_document_load(c, &name, 1, &draft);
        ok = d && vb_document_paper(d, out);
        if (ok)
            keep(a, out);
        vb_document_free(d);
    }
    vb_context_free(c);
    buf_release(&office);
    buf_release(&text);
    return ok;
}
