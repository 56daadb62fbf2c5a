libvanban_la_SOURCES += \
    engine/text/date.c engine/text/date.h \
    engine/text/fold.c engine/text/legacy.c engine/text/line.c engine/text/marks.c engine/text/phrase.c engine/text/phrase.h engine/text/text.c \
    engine/text/tones.c engine/text/tones.h engine/text/utf8.c engine/text/text.h \
    engine/text/words.c engine/text/words.h
libvanban_la_SOURCES += engine/text/compare.c engine/text/compare.h
libvanban_la_SOURCES += engine/text/letters.c engine/text/letters.h
libvanban_la_SOURCES += engine/text/codepage.c engine/text/codepage.h
libvanban_la_SOURCES += engine/text/symbol.c engine/text/symbol.h
