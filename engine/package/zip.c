/* A ZIP file built in memory by libzip (APPNOTE 6.3, the subset of ISO/IEC 21320-1).
 *
 * Idea: hand libzip borrowed buffers, let it write into a buffer source that we keep, and copy the
 * result out. Invariant: nothing in the output depends on the clock, the machine or the process;
 * every entry has the same DOS time, the same attributes and the same compression level, so the
 * same parts give the same bytes with the same libraries. ASCII names get no extra field, which
 * ODF 1.3 part 2, 3.3 demands of the entry `mimetype`. */
#include "package/zip.h"

#include "base/diag/package.h"

#include <zip.h>

enum {
    DOS_TIME = 1,
    DOS_1980_01_01 = (0 << 9) | (1 << 5) | 1, /* years since 1980, month, day */
    LEVEL = 9,
};
static const zip_uint32_t REGULAR_FILE = (zip_uint32_t)0100644 << 16; /* Unix mode, high half */

static void report_failure(struct ctx *ctx, const char *part, zip_error_t *error)
{
    struct pos nowhere = {0};
    diag(ctx, DIAG_ZIP_WRITE, nowhere, part, zip_error_strerror(error));
}

static bool add_part(struct ctx *ctx, zip_t *archive, const struct zip_part *part)
{
    zip_source_t *source = zip_source_buffer(archive, part->content.p, part->content.n, 0);
    if (!source) {
        report_failure(ctx, part->name, zip_get_error(archive));
        return false;
    }
    zip_int64_t at = zip_file_add(archive, part->name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        report_failure(ctx, part->name, zip_get_error(archive));
        zip_source_free(source);
        return false;
    }
    zip_uint64_t index = (zip_uint64_t)at;
    zip_int32_t method = part->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (zip_set_file_compression(archive, index, method, part->stored ? 0 : LEVEL) < 0 ||
        zip_file_set_dostime(archive, index, DOS_TIME, DOS_1980_01_01, 0) < 0 ||
        zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, REGULAR_FILE) < 0) {
        report_failure(ctx, part->name, zip_get_error(archive));
        return false;
    }
    return true;
}

/* Appends the finished archive to `out`. */
static bool copy_archive(zip_source_t *file, struct buf *out)
{
    char chunk[1 << 14];
    zip_int64_t got;
    if (zip_source_open(file) < 0)
        return false;
    while ((got = zip_source_read(file, chunk, sizeof(chunk))) > 0)
        buf_put(out, chunk, (size_t)got);
    zip_source_close(file);
    return got == 0;
}

bool zip_write(struct ctx *ctx, const struct zip_part *parts, size_t n, struct buf *out)
{
    bool ok = false;
    zip_t *archive = NULL;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *file = zip_source_buffer_create(NULL, 0, 0, &error);
    if (file)
        archive = zip_open_from_source(file, ZIP_TRUNCATE, &error);
    if (!archive) {
        report_failure(ctx, "", &error);
        goto done;
    }
    zip_source_keep(file); /* closing the archive must not take the bytes away */
    for (size_t i = 0; i < n; i++)
        if (!add_part(ctx, archive, &parts[i]))
            goto done;
    if (zip_close(archive) < 0) {
        report_failure(ctx, "", zip_get_error(archive));
        goto done;
    }
    archive = NULL;
    ok = copy_archive(file, out);
    if (!ok)
        report_failure(ctx, "", zip_source_error(file));
done:
    if (archive)
        zip_discard(archive);
    if (file)
        zip_source_free(file);
    zip_error_fini(&error);
    return ok;
}
