/* PAdES signatures (ETSI EN 319 142-1): made in incremental revisions, so that what was signed before stays to the byte. No OpenSSL
 * here: render includes this header. */
#ifndef SIGN_PADES_H
#define SIGN_PADES_H

#include "base/ctx.h"
#include "sign/fetch.h"
#include "sign/key.h"

struct trust;

enum pades_level {
    PADES_B,   /* the signature */
    PADES_T,   /* and a timestamp over it */
    PADES_LT,  /* and what one needs to check it later: certificates, OCSP responses, CRLs */
    PADES_LTA, /* and a timestamp over the whole file */
};

/* Whose signature it is: the leader's certifies the paper, if it is the first, and leaves only form fields and further signatures open
 * (DocMDP level 2); the organ's, the copy's and that of an annex in a file of its own are plain ones. */
enum pades_role { PADES_PERSON, PADES_ORGAN, PADES_COPY, PADES_ANNEX };

/* Who signs, as the certificate says; NULL: it does not. `time` is that of signing, seconds since 1970. */
struct pades_signer {
    const char *name, *email, *organization;
    int64_t time;
};

/* Draws what a field shows: a PDF of one page as large as the field [pt], appended to `pdf`. Nothing appended: the field stays as it
 * looks. false: reported. */
struct pades_artist {
    bool (*signature)(void *user, enum pades_role role, const struct pades_signer *who, double width, double height, struct buf *pdf);
    bool (*text)(void *user, const char *field, const char *text, double width, double height, struct buf *pdf);
    void *user;
};

/* A text field that is filled in by the same revision. */
struct pades_filling {
    const char *field, *text;
};

/* A rectangle on a page (from 0) as the reader shows it, turned and cut [pt]; from its top left corner. */
struct pades_place {
    size_t page;
    double x, y, width, height; /* x below 0: the rectangle ends so far from the right edge */
};

struct pades_request {
    enum pades_level level;
    enum pades_role role;
    const char *field;  /* the name of an empty signature field; NULL: the first that is for the role, else one is made that is not seen */
    const struct pades_place *at; /* a new field that is seen there; such a signature does not certify, so that others can be added. NULL: none */
    const char *reason; /* NULL: none */
    const char *tsa;    /* the timestamp authority's address, from level T on; it counts as allowed */
    struct fetch fetch; /* whom to ask for OCSP and CRLs */
    struct trust *trust; /* where paths end, from level LT on */
    const struct pades_artist *artist; /* NULL: nothing is shown; needed with fillings */
    const struct pades_filling *fillings; /* fields that the file does not have, or that have a value, are reported */
    size_t n_fillings;
};

/* Empty signature fields whose name begins so are for the role; fields are named by this table where PDFs are made. */
extern const char *const pades_fields[];

/* Appends the revisions to the file; ctx->now is the time of signing. false: reported, nothing in `out`. */
bool pades_sign(struct ctx *ctx, const char *name, struct span pdf, struct sign_key *key, const struct pades_request *request, struct buf *out);

/* Hand-over to who signs elsewhere. Appends the revision with room for the signature, and to `order` a JSON object that says what is to be signed
 * (man vanban, HAND-OVER). `who` is the bare certificate of the signer (key.h), NULL: not known yet. false: reported. */
bool pades_prepare(struct ctx *ctx, const char *name, struct span pdf, struct sign_key *who, const struct pades_request *request, struct buf *out,
                   struct buf *order);

/* Takes back what was made elsewhere for a prepared file: a CMS (DER, PEM or Base64); with `who`, a bare signature over the attributes of the order;
 * or the whole file signed elsewhere, which begins with the bytes of `pdf`. Then goes on as the request's level says. false: reported. */
struct pades_handed {
    const char *name;
    struct span bytes;
};
bool pades_finish(struct ctx *ctx, const char *name, struct span pdf, const struct pades_handed *handed, struct sign_key *who,
                  const struct pades_request *request, struct buf *out);

struct trust *trust_open(struct ctx *ctx, const char *const *files, size_t n);
void trust_free(struct trust *t);

#endif
