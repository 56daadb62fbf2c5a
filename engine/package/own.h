/* What the files of this module share. */
#ifndef PACKAGE_OWN_H
#define PACKAGE_OWN_H

#include "package/opc.h"
#include "package/unzip.h"
#include "package/xml.h"

enum part_state { PART_UNREAD, PART_READ, PART_FAULTY };

struct part {
    const struct unzip_entry *entry;
    enum part_state bytes_state, text_state, xml_state;
    struct span bytes, text;
    xmlDoc *xml;
    struct opc_rel *rels; /* of this part as a source */
    size_t n_rels;
    bool rels_read;
};

struct package {
    struct ctx *ctx;
    const char *name;
    struct span bytes;
    struct arena arena;
    struct unzip zip;
    struct part *parts;  /* in the file's order */
    struct part **sorted; /* by name */
    bool sheets; /* a spreadsheet is wanted, not a paper */
    enum package_kind kind;
    bool is_template;
    struct part root; /* the package as the source of relationships */
    struct content_types *types;
    const char *main;
    bool (*respell)(struct package *p, const char *part, struct span *text); /* NULL: texts are as they stand */
};

/* The part of this name, NULL: absent. */
struct part *package_lookup(const struct package *p, const char *name);

/* Tells what the bytes are that are no ZIP file, as one diagnostic. */
void sniff_report(const struct package *p);
/* The file is of another kind than was wanted; NULL: nobody knows of which. */
void sniff_wrong(const struct package *p, const char *kind);

/* What package_open asks of an OPC and an ODF package before it gives them out; false: reported. */
bool opc_check(struct package *p);
bool odf_check(struct package *p);

/* The name that stands for a content type's kind of file ("XLSX"), NULL: not known. */
const char *sniff_kind(const char *media_type);

#endif
