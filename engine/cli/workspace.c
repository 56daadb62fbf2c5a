/* Going into a workspace, and telling of its papers. Every path in it counts from its folder, and so do those in messages. */
#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/diag/cli.h"
#include "store/words.h"
#include "store/workspace.h"

enum { AROUND = 7 }; /* words beside a change */

bool workspace_go(struct cli *cli, const struct options *options)
{
    const char *root = workspace_find(&cli->ctx, &cli->arena, options->dir ? options->dir : ".");

    if (!root)
        return false;
    if (chdir(root) != 0) {
        diag(&cli->ctx, DIAG_CLI_NO_FOLDER, (struct pos){0}, root);
        return false;
    }
    return true;
}

bool workspace_enter(struct cli *cli, const struct options *options, struct workspace *out)
{
    *out = (struct workspace){0};
    return workspace_go(cli, options) && workspace_read(&cli->ctx, true, out);
}

/* A place in a file of others is in words already, behind "=". */
static const char *words_of(struct cli *cli, struct span code)
{
    const char *text = arena_span(&cli->arena, code);
    char *words;

    if (*text == '=')
        return text + 1;
    words = vb_place_words(cli->ctx.lang == LANG_EN ? VB_EN : VB_VI, text);
    text = arena_str(&cli->arena, words);
    vb_free(words);
    return text;
}

const char *workspace_places(struct cli *cli, const char *codes)
{
    struct buf out = {0};

    while (codes && *codes) {
        size_t n = strcspn(codes, "\t");

        buf_printf(&out, "%s%s", out.n ? "; " : "", words_of(cli, span_make(codes, n)));
        codes += n + (codes[n] == '\t');
    }
    return arena_buf(&cli->arena, &out);
}

void workspace_places_json(struct cli *cli, const char *codes, struct buf *out)
{
    size_t n = 0;

    buf_putc(out, '[');
    for (bool first = true; codes && *codes; first = false) {
        n = strcspn(codes, "\t");
        if (!first)
            buf_putc(out, ',');
        buf_json(out, words_of(cli, span_make(codes, n)));
        codes += n + (codes[n] == '\t');
    }
    buf_putc(out, ']');
}

void workspace_change(struct cli *cli, const struct passage_change *c, bool whole, struct buf *out)
{
    static const char *const plain[] = {"[-", "-]", "{+", "+}"};
    static const char *const coloured[] = {"\033[31m[-", "-]\033[0m", "\033[32m{+", "+}\033[0m"};
    const char *no_color = getenv("NO_COLOR");
    bool colours = !cli->json && isatty(STDOUT_FILENO) && !(no_color && *no_color);

    words_mark(c->before, c->after, colours ? coloured : plain, whole ? 0 : AROUND, out);
}
