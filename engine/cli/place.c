/* The surroundings of the program: language, clock, and the folder of templates. They are read
 * here, once, and handed to the library. */
#include "cli/cli.h"

#include "base/diag/cli.h"
#include "base/file.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { ZONE = 7 * 3600 }; /* Việt Nam's, which no clock moves */

/* An office in Việt Nam whose machine says nothing, or "C", is meant: only en* is English. */
enum lang place_lang(const char *wanted)
{
    static const char *const variables[] = {"VANBAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; !wanted && i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            wanted = value;
    }
    return wanted && strncmp(wanted, "en", 2) == 0 ? LANG_EN : LANG_VI;
}

/* The folder above or at that of the program with templates/profiles in it: a program that was
 * built but not installed stands in, or one folder below, the build folder. */
static const char *share_beside_program(struct arena *a)
{
    enum { LEVELS = 3 };
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n <= 0)
        return NULL;
    program[n] = '\0';
    const char *dir = program;
    for (int i = 0; i < LEVELS; i++) {
        dir = path_dir(a, dir);
        if (file_is_dir(path_join(a, dir, "templates/profiles")))
            return dir;
    }
    return NULL;
}

const char *place_share(struct arena *a)
{
    const char *named = getenv("VANBAN_SHARE");
    if (named && *named)
        return arena_str(a, named);
    const char *beside = share_beside_program(a);
    if (beside)
        return beside;
    return file_is_dir(VB_PKGDATADIR) ? VB_PKGDATADIR : NULL;
}

const char *place_who(struct arena *a, const char *said)
{
    static const char *const variables[] = {"VANBAN_WHO", "LOGNAME", "USER"};
    for (size_t i = 0; !(said && *said) && i < sizeof variables / sizeof *variables; i++)
        said = getenv(variables[i]);
    return said && *said ? arena_str(a, said) : arena_printf(a, "uid %ld", (long)getuid());
}

const char *place_folder(struct arena *a)
{
    char *dir = getcwd(NULL, 0);
    const char *copy = dir ? arena_str(a, dir) : ".";
    free(dir);
    return copy;
}

const char *place_day(struct arena *a, int64_t seconds)
{
    time_t t = (time_t)(seconds + ZONE);
    struct tm tm;
    if (!gmtime_r(&t, &tm))
        return "?";
    return arena_printf(a, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

const char *place_shown_time(struct arena *a, int64_t seconds)
{
    time_t t = (time_t)(seconds + ZONE);
    struct tm tm;
    if (!gmtime_r(&t, &tm))
        return "?";
    return arena_printf(a, "%02d/%02d/%04d %02d:%02d:%02d +07:00", tm.tm_mday, tm.tm_mon + 1, tm.tm_year + 1900, tm.tm_hour, tm.tm_min,
                        tm.tm_sec);
}

int place_year(const struct cli *cli)
{
    time_t t = (time_t)(cli->now + ZONE);
    struct tm tm;
    return gmtime_r(&t, &tm) ? tm.tm_year + 1900 : 0;
}

bool place_time(struct cli *cli, int64_t *out)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (!epoch || !*epoch) {
        *out = (int64_t)time(NULL);
        return true;
    }
    int64_t seconds = 0;
    size_t n = 0;
    for (; epoch[n] >= '0' && epoch[n] <= '9' && n < 12; n++)
        seconds = seconds * 10 + (epoch[n] - '0');
    if (epoch[n]) {
        diag(&cli->ctx, DIAG_CLI_BAD_EPOCH, (struct pos){0}, epoch);
        return false;
    }
    *out = seconds;
    return true;
}
