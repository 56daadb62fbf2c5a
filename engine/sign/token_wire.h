/* What the program and the process with the token's driver say to each other: packets over a socket pair (SOCK_SEQPACKET, so that each
 * comes whole or not at all). Internal to sign. */
#ifndef SIGN_TOKEN_WIRE_H
#define SIGN_TOKEN_WIRE_H

#include <stdint.h>
#include <sys/types.h>

#include "base/span.h"

enum {
    WIRE_FD = 3,              /* where the child has its end */
    WIRE_FIELDS = 6,          /* most in a packet */
    LIMIT_WIRE_BYTES = 48 << 10, /* of a packet with its head; the kernel takes about 200 KiB */
};

enum wire_kind {
    /* To the child. */
    WIRE_OPEN = 1, /* URI: find the one token */
    WIRE_LOGIN,    /* PIN, or no field: it is typed at the reader. Also the answer to WIRE_ASK */
    WIRE_SIGN,     /* index of the key, mechanism, hash, mask, salt, data */
    /* To the program. */
    WIRE_TOKEN,      /* label, flags (enum wire_token) */
    WIRE_MECHANISMS, /* uint64_t each, in one field */
    WIRE_KEY,        /* index, id, label, kind (CKK_…), public part (modulus or point; empty: unknown), whether it asks each time */
    WIRE_CERT,       /* id, label, DER */
    WIRE_END,        /* of what the token has */
    WIRE_ASK,        /* the key wants the PIN for each signature */
    WIRE_SIGNATURE,
    WIRE_FAULT, /* enum wire_fault, CKR_…, words */
};

enum wire_token {
    WIRE_TOKEN_LOGIN = 1, /* the PIN is needed */
    WIRE_TOKEN_PAD = 2,   /* and typed at the reader */
    WIRE_TOKEN_FINAL = 4, /* one try is left */
    WIRE_TOKEN_LOCKED = 8,
};

enum wire_fault {
    WIRE_FAULT_DRIVER = 1, /* not to be loaded, or it does not start; words: why */
    WIRE_FAULT_ABSENT,     /* no token as the URI says; words: those that there are */
    WIRE_FAULT_SEVERAL,    /* words: their URIs */
    WIRE_FAULT_PIN,        /* wrong; words: "" */
    WIRE_FAULT_PIN_FINAL,  /* wrong, and one try is left */
    WIRE_FAULT_PIN_LOCKED,
    WIRE_FAULT_CALL, /* words: the function that failed */
};

struct wire_message {
    enum wire_kind kind;
    size_t n;
    struct span field[WIRE_FIELDS];
};

/* Sends without copying the fields: a PIN stands nowhere else. false: the other side is gone, or the packet too long. */
bool wire_send(int fd, enum wire_kind kind, const struct span *field, size_t n);
/* The bytes of a number as a field; `v` must live until it is sent. */
struct span wire_number(const uint64_t *v);

/* Reads a packet into `room`, at which the fields point. false: the other side is gone, or this is no packet. */
bool wire_receive(int fd, void *room, size_t size, struct wire_message *out);
/* 0: the field is not there or no number. */
uint64_t wire_get(const struct wire_message *m, size_t i);

#endif
