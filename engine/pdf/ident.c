/* Two lanes of multiply and rotate over words of eight bytes, mixed at the end as in MurmurHash3: every bit of the input
 * changes half of the bits of both lanes. Fast enough for the bytes of every PDF that is written. */
#include "pdf/ident.h"

static uint64_t rotate(uint64_t v, int by)
{
    return v << by | v >> (64 - by);
}

static void add_word(struct pdf_ident *id, uint64_t word)
{
    id->a = (rotate(id->a ^ word * 0x87C37B91114253D5u, 31) + id->b) * 5 + 0x52DCE729;
    id->b = (rotate(id->b ^ rotate(word * 0x4CF5AD432745937Fu, 33), 29) + id->a) * 5 + 0x38495AB5;
}

void pdf_ident_init(struct pdf_ident *id)
{
    *id = (struct pdf_ident){0x9E3779B97F4A7C15u, 0xC2B2AE3D27D4EB4Fu};
}

void pdf_ident_add(struct pdf_ident *id, struct span s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint64_t word;
    size_t i = 0, n = s.n;

    for (; n - i >= 8; i += 8) {
        word = 0;
        for (int k = 7; k >= 0; k--)
            word = word << 8 | p[i + (size_t)k];
        add_word(id, word);
    }
    word = 0;
    for (size_t k = n; k > i; k--)
        word = word << 8 | p[k - 1];
    add_word(id, word);
    add_word(id, n);
}

static uint64_t finish(uint64_t v)
{
    v = (v ^ v >> 33) * 0xFF51AFD7ED558CCDu;
    v = (v ^ v >> 33) * 0xC4CEB9FE1A85EC53u;
    return v ^ v >> 33;
}

void pdf_ident_end(const struct pdf_ident *id, char out[16])
{
    uint64_t a = finish(id->a + id->b), b = finish(id->b ^ a);

    a += b;
    for (int i = 0; i < 8; i++) {
        out[i] = (char)(a >> (56 - 8 * i));
        out[8 + i] = (char)(b >> (56 - 8 * i));
    }
}
