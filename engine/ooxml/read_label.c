/* Bullets of symbol fonts in Unicode. */
#include "ooxml/read_label.h"

#include "ooxml/read_look.h"
#include "text/symbol.h"
#include "text/text.h"

static const char *rpr_font(const xmlNode *rpr)
{
    const xmlNode *fonts = child_w(rpr, "rFonts");
    const char *name = attr(fonts, "hAnsi");

    return name ? name : attr(fonts, "ascii");
}

const char *label_bullet(struct reader *r, const xmlNode *rpr, const char *pattern)
{
    const char *font = rpr_font(rpr);
    struct span s = span_of(pattern);
    struct buf out = {0};

    buf_puts(&out, "");
    for (size_t i = 0; i < s.n;) {
        uint32_t c = text_next(s, &i), mapped;

        if (symbol_char(font, c, &mapped))
            c = mapped;
        else if (c >= 0xF000 && c <= 0xF0FF) /* of a font that we do not know: a dot is what most lists have */
            c = 0x2022;
        buf_utf8(&out, c);
    }
    return arena_buf(&r->doc->arena, &out);
}
