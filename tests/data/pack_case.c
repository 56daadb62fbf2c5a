/* Makes an XLSX or ODS of a text file of its parts (pack_sheets.h) for scripts: pack_case CASE.parts OUT.xlsx */
#include <stdio.h>

#include "base/file.h"
#include "pack_sheets.h"

int main(int argc, char **argv)
{
    struct buf text = {0}, bytes = {0};
    struct file_out out = {0};
    struct ctx ctx;
    bool ok;

    ctx_init(&ctx);
    ok = argc == 3 && file_read(&ctx, argv[1], LIMIT_FILE_BYTES, &text);
    if (ok)
        pack_sheets(&ctx, argv[2], buf_span(&text), &bytes);
    ok = ok && file_out_write(&ctx, argv[2], buf_span(&bytes), &out) && file_out_commit(&ctx, &out);
    file_out_discard(&out);
    buf_release(&text);
    buf_release(&bytes);
    if (!ok)
        fprintf(stderr, "pack_case: CASE.parts OUT\n");
    return !ok;
}
