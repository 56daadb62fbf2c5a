/* Values that are more than text: tagged forms in the data stand for what docxtpl builds through its API.
 *
 *     { "$richtext": "…", "bold": true }      { "$paragraphs": [ … ] }      { "$listing": "…" }
 *     { "$image": "dau.png", "width": "20mm" }      { "$subdoc": "phan-2.docx" }      { "$pagebreak": true }
 *     { "$markdown": "…" }      { "$html": "…" }
 *
 * A tagged form is a map with one key that begins with '$'; its other keys belong to it. Internal to fill. */
#ifndef FILL_RICH_H
#define FILL_RICH_H

#include "data/value.h"
#include "fill/add.h"

enum rich_level {
    RICH_TEXT,  /* within <w:t>: {{ x }} */
    RICH_RUN,   /* between runs: {{r x }} */
    RICH_BLOCK, /* between paragraphs: {{p x }} */
};

/* Where a value is printed. */
struct rich_place {
    const char *part; /* whose relationships are used */
    enum rich_level level;
    struct span run;       /* <w:rPr>…</w:rPr> of the run around, or empty; ODT: the start tags of the spans around */
    struct span paragraph; /* <w:pPr>…</w:pPr> of the paragraph around, or empty; ODT: the name of its style */
    const struct odt_place *odt; /* what is open there; NULL in DOCX */
    struct span after;     /* <w:rPr> of the run that goes on behind: docxtpl has none behind a picture */
    bool ends_cell;        /* nothing follows in the cell of a table */
    struct pos pos;        /* of the tag */
};

/* What all values of one filling share. */
struct rich {
    struct ctx *ctx;
    struct package *package;
    struct additions *add;
    struct arena *arena;
    const struct rich_writer *w; /* of the template's format */
    struct odt_rich *odt;        /* NULL in DOCX */
    bool docxtpl;      /* rich text looks as if it stood in a bare paragraph; else as the tag's run and paragraph */
    unsigned drawings; /* made so far */
    struct rich_styles *styles; /* of the template, read when first needed */
    struct rich_lists *lists;
    struct rich_file *files;
    struct subdoc *subdocs;
    bool (*convert)(struct ctx *ctx, struct package *p, struct buf *out); /* as fill_convert; NULL: none */
    struct data *markup;        /* values that Markdown and HTML become */
    const char *made_forms[4];  /* abstract lists that were made for them */
    long notes[2];              /* the largest id of foot- and endnotes; 0: not looked for */
    const char **html_told;     /* tags that were told */
    size_t n_html_told;
};

/* The tagged member of a map, NULL: the value is an ordinary one. */
const struct value *rich_tag(const struct value *v);

/* Appends the XML of a tagged value as it stands at the place. false: reported. */
bool rich_print(struct rich *r, const struct rich_place *place, const struct value *v, struct buf *out);

/* The same of text that is Markdown, or HTML: `v` is a value of the data, or NULL and `text` was computed. */
bool rich_markup(struct rich *r, const struct rich_place *place, bool html, const struct value *v, const char *text, struct buf *out);

/* Frees what is not in the arena: the packages of sub-documents. */
void rich_release(struct rich *r);

/* Does what the member $replace of the data's root asks for: pictures, media and embedded files of the template take other
 * files' content. Nothing, if there is none. */
bool rich_replace(struct rich *r, const struct value *root);

/* The bytes of a file that the data name beside the file in which the value stands; in the arena. false: reported. */
bool rich_file(struct rich *r, const struct value *name, size_t limit, struct span *out);

#endif
