libvanban_la_SOURCES += engine/sign/alg.c engine/sign/alg.h
libvanban_la_SOURCES += engine/sign/cms.c engine/sign/cms.h
libvanban_la_SOURCES += engine/sign/cms_asn1.c engine/sign/cms_asn1.h
libvanban_la_SOURCES += engine/sign/key.c engine/sign/key.h engine/sign/key_private.h
libvanban_la_SOURCES += engine/sign/key_file.c
libvanban_la_SOURCES += engine/sign/names.c engine/sign/names.h
libvanban_la_SOURCES += engine/sign/secret.c engine/sign/secret.h
