/* Names of files: joining and taking apart, and what lies beside a file. */
#include "base/file.h"

char *path_join(struct arena *a, const char *dir, const char *name)
{
    size_t n = strlen(dir);
    if (name[0] == '/' || n == 0 || strcmp(dir, ".") == 0)
        return arena_str(a, name);
    return arena_printf(a, dir[n - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
}

/* The path without slashes at its end; "/" stays. */
static struct span path_trim(const char *path)
{
    struct span s = span_of(path);
    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    return s;
}

char *path_dir(struct arena *a, const char *path)
{
    struct span s = path_trim(path);
    size_t n = s.n;
    while (n && s.p[n - 1] != '/')
        n--;
    if (n == 0)
        return arena_str(a, ".");
    while (n > 1 && s.p[n - 1] == '/')
        n--;
    return arena_span(a, span_make(s.p, n));
}

char *path_base(struct arena *a, const char *path, bool with_suffix)
{
    struct span s = path_trim(path);
    size_t start = s.n;
    while (start && s.p[start - 1] != '/')
        start--;
    struct span base = span_make(s.p + start, s.n - start);
    if (!with_suffix) {
        size_t dot = base.n;
        while (dot && base.p[dot - 1] != '.')
            dot--;
        if (dot > 1) /* a name that begins with its only dot has no suffix */
            base.n = dot - 1;
    }
    return arena_span(a, base);
}

static bool inside_folder(const char *folder, const char *path)
{
    size_t n = strlen(folder);
    return strncmp(folder, path, n) == 0 && (path[n] == '/' || (n && folder[n - 1] == '/'));
}

/* A name that leads out by ".." is refused without a look whether there is such a file. */
static bool leads_out(const char *name)
{
    if (*name == '/')
        return true;
    for (const char *p = name; *p;) {
        size_t n = strcspn(p, "/");
        if (n == 2 && p[0] == '.' && p[1] == '.')
            return true;
        p += n + (p[n] == '/');
    }
    return false;
}

enum file_beside file_beside(const struct ctx *ctx, struct arena *a, const char *of, const char *name, char **path)
{
    char *folder = path_dir(a, of ? of : "-");
    *path = path_join(a, folder, name);
    if (leads_out(name))
        return FILE_OUTSIDE;
    const char *real = file_real(ctx, a, *path), *real_folder = file_real(ctx, a, folder);
    if (!real || !real_folder || !file_exists(ctx, *path) || (!ctx->files && file_is_dir(*path)))
        return FILE_ABSENT;
    return inside_folder(real_folder, real) ? FILE_BESIDE : FILE_OUTSIDE;
}

bool path_is_pattern(const char *path)
{
    return strpbrk(path, "*?") != NULL;
}

/* Linear in both but for the last star, which is tried at each place. */
bool path_fits(const char *pattern, const char *name)
{
    const char *star = NULL, *from = name;

    while (*name) {
        if (*pattern == '*') {
            star = ++pattern;
            from = name;
        } else if (*pattern == '?') {
            pattern++;
            for (name++; ((unsigned char)*name & 0xC0) == 0x80;)
                name++;
        } else if (*pattern == *name) {
            pattern++;
            name++;
        } else if (star) {
            pattern = star;
            name = ++from;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}
