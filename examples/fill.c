/* An office's own template filled: every format that is named, from one reading of the data.
 * Build:  cc fill.c $(pkg-config --cflags --libs vanban) -o fill
 * Run:    ./fill giay-moi.docx giay-moi.yaml giay-moi-so-45.docx giay-moi-so-45.pdf
 * With -s FOLDER before these, the folder of a vanban that is not installed. */
#include <stdio.h>
#include <string.h>

#include <vanban.h>

/* What the library has to say comes here, one call a message. */
static void tell(void *user, const vb_diagnostic *d)
{
    (void)user;
    fprintf(stderr, "%s: %s%s%s [%s]\n", d->file ? d->file : "-", d->place ? d->place : "", d->place ? ": " : "", d->text, d->code);
}

/* The format is that of the name's end. */
static const vb_format *format_of(const char *name)
{
    const char *end = strrchr(name, '.');

    return end ? vb_format_find(end + 1) : NULL;
}

static int write_as(vb_document *document, const char *name)
{
    void *bytes = NULL;
    size_t size = 0;
    int good = vb_document_render(document, format_of(name), 0, &bytes, &size);
    FILE *out = good ? fopen(name, "wb") : NULL;

    if (good)
        good = out && fwrite(bytes, 1, size, out) == size;
    if (out && fclose(out) != 0)
        good = 0;
    vb_free(bytes);
    return good;
}

int main(int argc, char **argv)
{
    const char *share = NULL;
    vb_context *context;
    vb_document *document;
    int good;

    if (argc > 2 && strcmp(argv[1], "-s") == 0) {
        share = argv[2];
        argv += 2;
        argc -= 2;
    }
    if (argc < 4) {
        fprintf(stderr, "usage: fill [-s FOLDER] TEMPLATE DATA OUTPUT...\n");
        return 2;
    }
    context = vb_context_new();
    if (!context)
        return 3;
    vb_context_set_lang(context, VB_EN);
    vb_context_set_sink(context, tell, NULL);
    if (share)
        vb_context_set_share(context, share);
    const char *const data[] = {argv[2]};
    const vb_options options = {.template_file = argv[1]};
    document = vb_document_load(context, data, 1, &options);
    good = document != NULL;
    for (int i = 3; i < argc && good; i++)
        good = write_as(document, argv[i]);
    if (vb_context_errors(context) > 0) /* told through the sink, whatever was returned */
        good = 0;
    vb_document_free(document);
    vb_context_free(context);
    return good ? 0 : 1;
}
