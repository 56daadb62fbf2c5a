libvanban_la_SOURCES += engine/render/check.c engine/render/check.h engine/render/check_data.c engine/render/check_list.c engine/render/context.c engine/render/describe.c engine/render/document.c \
	engine/render/render.h engine/render/templates.c engine/render/vanban.h engine/render/writers.c
libvanban_la_SOURCES += engine/render/foreign.c
libvanban_la_SOURCES += engine/render/appearance.c engine/render/appearance.h
libvanban_la_SOURCES += engine/render/sign_look.c engine/render/sign_look.h
libvanban_la_SOURCES += engine/render/sign.c
libvanban_la_SOURCES += engine/render/paper.c
libvanban_la_SOURCES += engine/render/facts.c engine/render/facts.h
libvanban_la_SOURCES += engine/render/places.c
libvanban_la_SOURCES += engine/render/readings.c engine/render/readings.h
libvanban_la_SOURCES += engine/render/source.h engine/render/source_note.c
libvanban_la_SOURCES += engine/render/source_tell.c
libvanban_la_SOURCES += engine/render/source_read.c

# What shapes documents has a digest, by which a PDF tells the engine that made it.
nodist_libvanban_la_SOURCES = engine/render/engine-digest.c
ENGINE_SHAPES = $(filter-out engine/sign/% engine/store/% engine/base/diag/%,$(libvanban_la_SOURCES))
engine/render/engine-digest.c: $(ENGINE_SHAPES)
	$(AM_V_GEN)$(MKDIR_P) engine/render && \
	    digest=`cd $(srcdir) && cat $(ENGINE_SHAPES) | sha256sum | cut -c1-64` && \
	    echo "extern const char engine_digest[]; const char engine_digest[] = \"$$digest\";" >$@
CLEANFILES += engine/render/engine-digest.c
libvanban_la_SOURCES += engine/render/passages.c engine/render/passages.h
libvanban_la_SOURCES += engine/render/marked.c engine/render/marked.h engine/render/marked_words.c
