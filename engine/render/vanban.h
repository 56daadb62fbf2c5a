/* libvanban: structured data and templates in; official Vietnamese documents out as ODT, DOCX, PDF.
 *
 * All text is UTF-8, with NUL behind; sizes of memory are bytes. A context serves one thread at a time, and several serve as many threads: the
 * library has no state but in them. What is given to a function is borrowed until it returns, where nothing else is said; pointers handed out live
 * until the object they came from is freed, and what goes to a `void **` or `char **` is freed with vb_free.
 *
 * Errors: a function returns false, NULL or 0, and the reason goes to the sink of the context, once, in its language; that is what "reported"
 * means. The library never prints and never ends the process, but by abort() when memory is out. It asks neither the clock nor the
 * locale. Times are seconds since 1970 in UTC; days on papers are those of Vietnam (UTC+7).
 *
 * Link with -lvanban (pkg-config vanban); examples/memory.c and examples/fill.c are whole programs. */
#ifndef VANBAN_H
#define VANBAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct vb_context vb_context;
typedef struct vb_document vb_document;

typedef enum { VB_HINT, VB_WARNING, VB_ERROR } vb_severity;
typedef enum { VB_VI, VB_EN } vb_lang;

/* A diagnostic. `file` NULL, `line` 0 or `column` 0 where unknown; both count from 1, columns in characters (in a sheet they are row and
 * column). `code` is a stable name; `clause` the source clause of the rule or NULL; `place` says where in a DOCX or ODT, which has no
 * lines ("thân bài, bảng 1, hàng 2, ô 3"), or is NULL. The strings live until the sink returns. */
typedef struct {
    vb_severity severity;
    const char *file;
    int line, column;
    const char *code, *text, *clause, *place;
} vb_diagnostic;

typedef void (*vb_sink)(void *user, const vb_diagnostic *d);

/* A context: language Vietnamese, no sink, data folder as installed. It keeps fonts and profiles from one document to the next, so the second is
 * made sooner than the first. NULL only when memory is out. */
vb_context *vb_context_new(void);
void vb_context_free(vb_context *c); /* after its documents; NULL is legal */
void vb_context_set_lang(vb_context *c, vb_lang lang);
void vb_context_set_sink(vb_context *c, vb_sink sink, void *user); /* NULL: nobody is told */
void vb_context_set_share(vb_context *c, const char *dir); /* folder with templates/ and fonts/; copied */
/* What time it is: the year of undated drafts hangs on it, and signing and verifying do. 0: unknown. */
void vb_context_set_time(vb_context *c, int64_t unix_seconds);

/* Files in memory: from now on what is read under one of these names is this, and nothing else is read but what is
 * installed (profiles, templates, fonts). So a server needs no disk, and a document reaches no file that it was not
 * given. Names are paths: a document "bao-cao.md" that shows "anh/so-do.png" finds the file of that name; a template's
 * includes, tables in CSV and vanban.yaml are found likewise. The array, its names and bytes are borrowed until other files are
 * set or the context is freed. NULL: the disk again. */
typedef struct {
    const char *name;
    const void *bytes;
    size_t size;
} vb_file;
void vb_context_set_files(vb_context *c, const vb_file *files, size_t n);

/* Bounds on DOCX and ODT files that are read: "part=100M,ratio=500". Names, what they hold and what holds by itself:
 * package (bytes of the file, 64M), parts (4096), part (bytes of one unpacked, 64M), inflated (of all, 256M), ratio
 * (unpacked to packed, 256), elements (XML elements in a part, 2M). false: reported, nothing changed. */
bool vb_context_set_limits(vb_context *c, const char *limits);

int vb_context_errors(const vb_context *c); /* reported so far, since the context was made or reset */

void vb_context_reset(vb_context *c); /* counts from 0 again: for who makes many papers with one context */

/* True when a file could not be read or written for a reason of the system (permission, disk). */
bool vb_context_system_failed(const vb_context *c);

/* The read trace: every data path that was read, how, and the id of the document node it went into. */
typedef enum { VB_READ_VALUE, VB_READ_ABSENT, VB_READ_SHAPE } vb_read;
typedef void (*vb_trace)(void *user, const char *path, vb_read kind, uint32_t node);
void vb_context_set_trace(vb_context *c, vb_trace trace, void *user);

/* What a paper is made of, told as it is read: for who wants to know later which papers a change touches. */
typedef struct {
    vb_read kind;
    /* The file that the value comes from and the path in that file by itself. NULL: looked for at the root of all files together, and
     * absent there; with path "": the keys of the root were gone through. */
    const char *file, *path;
    /* NULL, or the table that the paper hangs on instead of the whole file: "nguon.KEY" of vanban.yaml, made of many files, or what a table
     * of a document asks of the file that it names. The path begins there. */
    const char *part;
    const char *token; /* of what was seen: two reads saw the same if their tokens are equal */
    uint32_t node;     /* see vb_document_places; 0: none */
    const char *place; /* the same of a filled DOCX or ODT, in words; or NULL */
} vb_reading;
/* `file`: every file that was read, data, templates, pictures and profiles, and the files of fonts; told again for each paper. With a part it
 * is that table, whatever files it is made of. Both may be NULL: nobody is told. */
void vb_context_set_readings(vb_context *c, void (*reading)(void *user, const vb_reading *r),
                             void (*file)(void *user, const char *path, const char *part), void *user);

/* How to render. {0} is the default. */
typedef struct {
    const char *profile; /* id or family; NULL: from the data */
    bool draft;          /* broken rules are warnings */
    const char *template_file; /* that the data goes into: an XML template, the name of an installed one, or a DOCX with tags; NULL: none */
    /* An office's template with tags prints as "docxtpl" or "docxtemplater" does, whose dialect it then is, instead of taking what is
     * missing for a fault; "docxtemplater-plain": as that without its options paragraphLoop and linebreaks. NULL: strict. */
    const char *compat;
    /* The PDF carries what the document was made of: the values that were read, template, profile, pictures, digests of the fonts
     * (PDF/A-3a). It is an error for a secret paper. Without, and for all that is not secret, the XMP has the digests of these. */
    bool embed_source;
    bool again;          /* the paper was loaded before: warnings and hints about it have been told */
    const char *number, *day; /* so and ngay where the data leave them out: "7", "2026-06-15" or "15/6/2026"; NULL: left blank */
} vb_options;

/* A single DOCX or ODT without a template, told by its content, is read as it stands: the document of another program, whose styles,
 * pages and text the writers then give. Else files make one tree; the first that has ten_loai or noi_dung is the document. The nearest vanban.yaml from the folder
 * of the first file upward gives what the files leave out (organ, place, signer). NULL: reported. */
vb_document *vb_document_load(vb_context *c, const char *const *files, size_t n, const vb_options *options);
/* The same from memory; `name` decides the format by its suffix (.md .yaml .json .csv .xlsx .ods); a DOCX or ODT
 * is told by its content. */
vb_document *vb_document_load_memory(vb_context *c, const char *name, const void *text, size_t size, const vb_options *options);
/* The document that a PDF carries (embed_source), made of nothing but that. Rendered as "pdf" it is the first revision of that PDF byte for
 * byte, before any signature; if engine, libraries or fonts are others, that is an error which names them, and a warning for other formats. */
vb_document *vb_document_from_pdf(vb_context *c, const char *name, const void *pdf, size_t size);
void vb_document_free(vb_document *d); /* NULL is legal; before its context */

/* Checking, without anything being written. What a file is, is found out by its content: a template (XML), a document (it has
 * ten_loai or noi_dung), or data. With one document or one template among them, all files are one paper, put together as
 * vb_document_load would with the template; with several, or none, each file is checked by itself: a document is laid out, a template read
 * with its includes, data looked through. */
typedef enum {
    VB_ITEM_GOOD,
    VB_ITEM_FAULTY,  /* something was reported against it */
    VB_ITEM_MISSING, /* the paper lacks it */
    VB_ITEM_READS,   /* no rule: `found` are the keys of the data that a template reads */
} vb_item_state;

/* A rule that was looked at, a line of a clerk's checklist. Strings live until the callback returns; NULL where there is
 * nothing to say. */
typedef struct {
    vb_item_state state;
    const char *file;
    const char *level; /* "must", "should", "habit" */
    const char *name, *required, *found, *clause;
} vb_item;

typedef struct {
    size_t papers, templates, data; /* how many were checked */
    size_t unreadable;              /* files that could not be read, or are none of these */
    int errors, warnings, hints;
} vb_result;

/* `item` may be NULL. True when nothing was found for which vb_document_load and rendering would refuse the paper. */
bool vb_check(vb_context *c, const char *const *files, size_t n, const vb_options *options, void (*item)(void *user, const vb_item *item),
              void *user, vb_result *out);

/* Writers: "pdf", "docx", "odt", "png", "svg", "txt", "tree", "frames". */
typedef struct {
    const char *name, *suffix, *mime; /* "pdf", ".pdf", "application/pdf" */
    bool per_page; /* one file a page */
    bool text;
    const struct vb_writer *writer; /* internal */
} vb_format;
const vb_format *vb_formats(size_t *n); /* the whole table, which is never freed */
const vb_format *vb_format_find(const char *name); /* by name; NULL if none */

/* Renders into memory that the caller frees with vb_free; *size does not count the NUL behind it. `page` counts from 0, only for formats with
 * per_page (PNG has 96 dots an inch). The same document gives the same bytes, as often as it is rendered. false: reported, *out is NULL; so it is
 * where `format` is NULL. */
bool vb_document_render(vb_document *d, const vb_format *format, size_t page, void **out, size_t *size);
size_t vb_document_pages(vb_document *d); /* lays out; 0: reported */
/* The nodes of a document in its order, each with its place: a code for vb_place_words that stays the same while the text around it
 * does. `text` is a paragraph's, else NULL. false: reported. */
bool vb_document_places(vb_document *d, void (*each)(void *user, uint32_t node, const char *code, const char *text), void *user);
/* A paragraph with the code of its place. */
typedef struct {
    const char *place, *text;
} vb_passage;

/* Shows in the document what is other than in an earlier text of it, whose passages are given as vb_document_places tells them: what came is
 * underlined, what went is struck through at its place, a bar stands beside such lines, and a legend that names `than` (NULL: none) on the first page.
 * With `tracked` it is only noted, for DOCX, whose readers show it as tracked changes. Once, before anything is rendered. It is not the
 * paper any more: no signature fields, no source. The number of changes goes to *changes. false: reported. */
bool vb_document_mark(vb_document *d, const vb_passage *before, size_t n, const char *than, bool tracked, size_t *changes);
/* The place for people: "§II.1", "bảng 1, dòng 3"; freed with vb_free. */
char *vb_place_words(vb_lang lang, const char *code);
/* "Tuyệt mật", "Tối mật", "Mật" (do_mat); NULL: not secret. Of a secret paper nothing goes to a network, to a place that
 * others share, or into a list of papers: whoever keeps or sends papers asks first. Lives as long as the document. */
const char *vb_document_secrecy(const vb_document *d);

/* What a register of outgoing papers asks of a paper of ours (NULL: the paper does not say it). Of a secret paper all of it is there as
 * well: see vb_document_secrecy. Strings live as long as the document. */
typedef struct {
    const char *profile, *family;   /* "dang-2026", "dang" */
    const char *kind, *code;        /* "Kế hoạch", "KH" */
    const char *organ, *organ_code; /* of a joint paper all names, and the code of the lead */
    const char *symbol, *separator; /* "KH/BCĐ", and what stands between the number and it */
    const char *number;             /* "01"; NULL: left blank */
    int day, month, year;           /* 0: undated */
    const char *subject;            /* trích yếu */
    const char *signers;            /* "Nguyễn Văn A; Trần Thị B" */
    const char *addressees;         /* nơi nhận (kính gửi before it) but for what is kept */
    const char *kept;               /* who keeps a copy: "Lưu Văn phòng" */
    const char *copies;             /* số bản */
    const char *secrecy, *urgency;
    bool hides_subject;             /* not even a register of secret papers has its trích yếu */
    const char *supersedes, *repeals; /* "36-HD/VPTW; …" */
} vb_paper;
/* false: it is no paper of ours (nothing is reported). */
bool vb_document_paper(vb_document *d, vb_paper *out);

/* SHA-256 in hexadecimal figures, with NUL. */
void vb_digest(const void *bytes, size_t size, char out[65]);

/* Lists for people, in the context's language; *out is freed with vb_free. `verbose`: every rule with its clause;
 * every face with its file. */
bool vb_profiles_describe(vb_context *c, bool verbose, char **out);
/* The installed templates with what each is for and the data that it reads. */
bool vb_templates_describe(vb_context *c, bool verbose, char **out);
/* The same for programs, an object a line: {"id", "family", "name", "from", "to" (null: in force), "kinds": [{"name", "code"}]}
 * and {"name", "title", "reads": [paths of the data]}. */
bool vb_profiles_json(vb_context *c, char **out);
bool vb_templates_json(vb_context *c, char **out);
/* The schema of templates ("rng", RELAX NG), of data ("json", JSON Schema) or of vanban.yaml ("office", the same); *out is freed with vb_free. false: no such. */
bool vb_schema(const char *name, char **out);
bool vb_fonts_describe(vb_context *c, bool verbose, char **out);
/* Signing PDF files (PAdES). The key is in a PKCS#12 file, or in a file of its own beside its certificate, or in a token. The time of signing is that of
 * vb_context_set_time. */

/* Asked at most once, and only if the key is protected: writes the pass phrase (at most `size` bytes) to `out`, its length to *n. `out` is
 * locked memory that is wiped afterwards. `what` names the key's file. false: there is none. */
typedef bool (*vb_ask)(void *user, const char *what, char *out, size_t size, size_t *n);

typedef struct {
    const char *p12, *key, *cert; /* p12, or key and cert */
    const char *pkcs11;           /* or a key behind PKCS#11, by its URI (RFC 7512) */
    const char *helper;           /* the program that runs the driver: its main calls vb_token_serve when it gets the one argument "--token-child", as
                                   * vanban does; NULL: the vanban that is installed */
    vb_ask ask;
    void *ask_user;
    const char *level; /* "b", "t" (timestamp), "lt" (with all that is needed to verify it later), "lta" (timestamp over all); NULL: "b" */
    const char *role;  /* "person" (certifies the paper if it signs first), "organ", "copy", "annex" (in a file of its own, at its upper right); NULL: "person" */
    const char *field, *reason, *tsa; /* name of an empty signature field; why; address of the timestamp authority, from "t" on */
    const char *at; /* "PAGE,X,Y,WIDTH,HEIGHT" in mm from the page's top left: a new field that is seen there; NULL: a field of the file */
    const char *image, *seal; /* files with the pictures of the person's signature and of the organ's seal (PNG, JPEG): shown in the field */
    const char *mark; /* the first line of what a copy and an annex show: "SAO Y", "56/KH-SNV" (needed for an annex) */
    const char *number, *day; /* written into the blanks of the paper by the same revision: "7", "15/6/2026" or "2026-06-15" */
    const char *const *trust; /* files with trusted certificates and CRLs (PEM, DER) */
    size_t n_trust;
    const char *const *allow; /* addresses that may be asked for OCSP and CRLs: "http://HOST[:PORT][/PATH]", or https */
    size_t n_allow;
    const char *trust_tls; /* file with the certificates that https servers are trusted by (PEM, DER); NULL: those of the system */
    bool offline;
} vb_signing;

/* The signed file goes to *out, freed with vb_free; it begins with the bytes given. false: reported. */
bool vb_sign(vb_context *c, const char *name, const void *pdf, size_t size, const vb_signing *how, void **out, size_t *out_size);

/* Hand-over. Leaves room for a signature that is made elsewhere and says in *order, a JSON object, what is to be signed. The key of `how` is not asked
 * for; `cert`, if it is known, is the signer's. Both outputs are freed with vb_free. false: reported. */
bool vb_sign_prepare(vb_context *c, const char *name, const void *pdf, size_t size, const vb_signing *how, void **out, size_t *out_size, char **order);
/* Takes back the CMS, the bare signature (then `cert` is needed) or the whole file that was signed, and goes on to the level of `how`. false: reported. */
bool vb_sign_finish(vb_context *c, const char *name, const void *pdf, size_t size, const char *signed_name, const void *signed_bytes, size_t signed_size,
                    const vb_signing *how, void **out, size_t *out_size);

/* The rest of a process that was started to run a token's driver (vb_signing.helper): returns the status for main. */
int vb_token_serve(void);

/* For programs that sign: no core dumps and no debugger of the same user from now on, keys in locked memory. Holds for the whole process. */
void vb_guard_secrets(void);

/* UNKNOWN: the bytes are those that were signed, but who signed, or whether the certificate held, is not proved. */
typedef enum { VB_PASSED, VB_UNKNOWN, VB_FAILED } vb_verdict;

/* A signature or a document timestamp. Strings live until the callback returns; NULL where unknown. Times are seconds since 1970, 0:
 * unknown; `claimed` is what the signer says, `proved` what a trusted timestamp says. It covers the first `revision` of `revisions` savings
 * of the file; `filled` names fields that were filled in afterwards, which was allowed; `changed`: something else was. */
typedef struct {
    const char *field, *signer, *organization, *email, *issuer, *serial, *level, *digest, *key, *authority, *filled;
    int64_t claimed, proved;
    size_t revision, revisions;
    bool timestamp, certifies, changed;
    vb_verdict verdict;
} vb_signature;

/* Verifies every signature of a PDF at the time of vb_context_set_time, in the order of signing; what is wrong is reported. *worst is VB_FAILED if there
 * is none. `trust`, `allow`, `trust_tls` and `offline` of `how` count. false: the file cannot be read (reported). */
bool vb_verify(vb_context *c, const char *name, const void *pdf, size_t size, const vb_signing *how,
               void (*found)(void *user, const vb_signature *s), void *user, vb_verdict *worst);

void vb_free(void *p);
const char *vb_version(void);

#ifdef __cplusplus
}
#endif

#endif
