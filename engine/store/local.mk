libvanban_internal_la_SOURCES += engine/store/journal.c engine/store/journal.h
libvanban_internal_la_SOURCES += engine/store/register.c engine/store/register.h engine/store/register_private.h
libvanban_internal_la_SOURCES += engine/store/register_rows.c
libvanban_internal_la_SOURCES += engine/store/register_rules.c
libvanban_internal_la_SOURCES += engine/store/register_number.c
libvanban_internal_la_SOURCES += engine/store/register_log.c
libvanban_internal_la_SOURCES += engine/store/register_print.c
libvanban_internal_la_SOURCES += engine/store/register_rebuild.c
