/* bench PROGRAM FOLDER SHARE FORMATS TEMPLATE INPUT...: one line of figures for `./dev bench`. INPUT is the data for TEMPLATE; where that
 * is "-", a paper, taken as a draft, or a DOCX to be converted.
 *
 * cold: wall time of the whole program, INPUT into all FORMATS; median of 21 runs after one.
 * memory: the largest resident size of those runs.
 * warm: loading INPUT and rendering it in the first of FORMATS inside one process with one context; median of 51. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "render/vanban.h"

enum { COLD_RUNS = 21, WARM_RUNS = 51, INPUTS = 8 };

struct job {
    const char *program, *folder, *share, *formats, *template; /* template NULL: none */
    const char *const *inputs;
    size_t n;
};

static bool run_library(vb_context *c, const struct job *j, double *ms)
{
    const vb_options options = {.draft = !j->template, .template_file = j->template};
    char first[16] = "";
    double start = now_ms();
    void *out = NULL;
    size_t size = 0;

    snprintf(first, sizeof first, "%.*s", (int)strcspn(j->formats, ","), j->formats);
    vb_document *d = vb_document_load(c, j->inputs, j->n, &options);
    bool good = d && vb_document_render(d, vb_format_find(first), 0, &out, &size);

    vb_free(out);
    vb_document_free(d);
    *ms = now_ms() - start;
    return good;
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

/* The command line of a cold run; `argv` has room for it. */
static void command_line(const struct job *j, const char **argv)
{
    size_t n = 0;

    argv[n++] = j->program;
    argv[n++] = ends_with(j->inputs[0], ".docx") ? "convert" : "render";
    argv[n++] = "-q";
    argv[n++] = "-f";
    argv[n++] = j->formats;
    argv[n++] = "-o";
    argv[n++] = j->folder;
    if (j->template) {
        argv[n++] = "-t";
        argv[n++] = j->template;
    } else if (strcmp(argv[1], "render") == 0) {
        argv[n++] = "--draft";
    }
    for (size_t i = 0; i < j->n; i++)
        argv[n++] = j->inputs[i];
    argv[n] = NULL;
}

int main(int argc, char **argv)
{
    double cold[COLD_RUNS], warm[WARM_RUNS], first;
    const char *command[16 + INPUTS];
    long kib = 0;

    if (argc < 7 || argc > 6 + INPUTS) {
        fprintf(stderr, "usage: bench PROGRAM FOLDER SHARE FORMATS TEMPLATE|- INPUT...\n");
        return 2;
    }
    const struct job job = {argv[1], argv[2], argv[3], argv[4], strcmp(argv[5], "-") == 0 ? NULL : argv[5],
                            (const char *const *)argv + 6, (size_t)argc - 6};
    command_line(&job, command);
    bool good = run_program(command, &first, &kib);
    for (size_t i = 0; good && i < COLD_RUNS; i++)
        good = run_program(command, &cold[i], &kib);

    vb_context *c = vb_context_new();
    if (c)
        vb_context_set_share(c, job.share);
    good = good && c && run_library(c, &job, &first);
    for (size_t i = 0; good && i < WARM_RUNS; i++)
        good = run_library(c, &job, &warm[i]);
    vb_context_free(c);
    if (!good) {
        fprintf(stderr, "bench: %s does not render\n", job.inputs[0]);
        return 1;
    }
    printf("%s: cold %s %.1f ms (median of %d), %.1f MiB; warm %.2f ms (median of %d)\n", job.template ? job.template : job.inputs[0],
           job.formats, median(cold, COLD_RUNS), COLD_RUNS, (double)kib / 1024, median(warm, WARM_RUNS), WARM_RUNS);
    return 0;
}
