/* bench PROGRAM INPUT FOLDER SHARE: one line of figures for `./dev bench`, INPUT taken as a draft.
 *
 * cold: wall time of the whole program, INPUT into pdf, docx and odt; median of 21 runs after one.
 * memory: the largest resident size of those runs.
 * warm: loading INPUT and rendering it as PDF inside one process with one context; median of 51. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "render/vanban.h"

enum { COLD_RUNS = 21, WARM_RUNS = 51 };

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_size);
    return v[n / 2];
}

/* One run of the program; false: it failed. */
static bool run_program(const char *const *argv, double *ms, long *kib)
{
    struct rusage usage;
    int status = 0;
    double start = now_ms();
    pid_t child = fork();

    if (child == 0) {
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return false;
    *ms = now_ms() - start;
    if (usage.ru_maxrss > *kib)
        *kib = usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool run_library(vb_context *c, const char *input, double *ms)
{
    const char *const files[] = {input};
    double start = now_ms();
    void *out = NULL;
    size_t size = 0;
    vb_document *d = vb_document_load(c, files, 1, &(vb_options){.draft = true});
    bool good = d && vb_document_render(d, vb_format_find("pdf"), 0, &out, &size);

    vb_free(out);
    vb_document_free(d);
    *ms = now_ms() - start;
    return good;
}

int main(int argc, char **argv)
{
    double cold[COLD_RUNS], warm[WARM_RUNS], first;
    long kib = 0;

    if (argc != 5) {
        fprintf(stderr, "usage: bench PROGRAM INPUT FOLDER SHARE\n");
        return 2;
    }
    const char *const command[] = {argv[1],        "render", "-q",    "--draft", "-f",
                                   "pdf,docx,odt", "-o",     argv[3], argv[2],   NULL};
    bool good = run_program(command, &first, &kib);
    for (size_t i = 0; good && i < COLD_RUNS; i++)
        good = run_program(command, &cold[i], &kib);

    vb_context *c = vb_context_new();
    if (c)
        vb_context_set_share(c, argv[4]);
    good = good && c && run_library(c, argv[2], &first);
    for (size_t i = 0; good && i < WARM_RUNS; i++)
        good = run_library(c, argv[2], &warm[i]);
    vb_context_free(c);
    if (!good) {
        fprintf(stderr, "bench: %s does not render\n", argv[2]);
        return 1;
    }
    printf("%s: cold pdf+docx+odt %.1f ms (median of %d), %.1f MiB; warm load+pdf %.2f ms (median "
           "of %d)\n",
           argv[2], median(cold, COLD_RUNS), COLD_RUNS, (double)kib / 1024, median(warm, WARM_RUNS),
           WARM_RUNS);
    return 0;
}
