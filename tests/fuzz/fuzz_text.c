/* Arbitrary bytes through text: what is valid UTF-8 goes through every function, and what each
 * promises of its result is checked. */
#include <stdlib.h>

#include "text/date.h"
#include "text/text.h"
#include "text/words.h"

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check_forms(struct arena *a, struct span s)
{
    char *nfc = text_nfc(a, s);
    require(text_is_nfc(span_of(nfc)));
    char *fold = text_fold(a, s);
    require(strcmp(text_fold(a, span_of(fold)), fold) == 0);
    char *collapsed = text_collapse(a, s);
    require(strcmp(text_collapse(a, span_of(collapsed)), collapsed) == 0);
    const char *const results[] = {
        nfc, fold, collapsed, text_upper(a, s), text_lower(a, s), text_title_first(a, s)};
    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        struct span r = span_of(results[i]);
        require(text_utf8_check(r) == r.n);
    }
    require(text_compare(nfc, fold) == -text_compare(fold, nfc));
    const char *const candidates[] = {fold, "trich_yeu", "noi_nhan", NULL};
    text_nearest(collapsed, candidates);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = span_make((const char *)data, size);
    struct arena a = {0};
    struct date d;
    if (date_parse(s, &d))
        require(date_valid(d) && date_compare(date_from_unix(date_to_unix(d), 0), d) == 0);
    words_number(&a, arena_span(&a, s), size & 7);
    size_t valid = text_utf8_check(s);
    require(valid <= s.n);
    s.n = valid;
    if (!memchr(s.p, '\0', s.n))
        check_forms(&a, s);
    size_t length = 0;
    for (size_t i = 0; i < s.n; length++)
        text_next(s, &i);
    require(length == text_length(s));
    for (size_t i = 0; i <= s.n; i++) {
        if (text_break_before(s, i))
            require(i > 0 && i < s.n && ((unsigned char)s.p[i] & 0xC0) != 0x80);
    }
    arena_release(&a);
    return 0;
}
