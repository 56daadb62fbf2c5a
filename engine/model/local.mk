libvanban_la_SOURCES += \
	engine/model/bind.c engine/model/bind.h engine/model/binder.h \
	engine/model/bind_annex.c engine/model/bind_body.c engine/model/bind_check.c engine/model/bind_cite.c engine/model/bind_cited_form.c engine/model/bind_foot.c engine/model/bind_head.c engine/model/bind_number.c \
	engine/model/bind_mark.c engine/model/bind_mention.c engine/model/bind_part.c engine/model/bind_picture.c engine/model/bind_section.c engine/model/bind_sign.c engine/model/bind_table.c engine/model/bind_table.h \
	engine/model/bind_table_columns.c engine/model/bind_table_named.c engine/model/bind_table_pages.c engine/model/bind_table_rows.c engine/model/bind_table_spans.c engine/model/bind_table_widths.c \
	engine/model/bind_post.c engine/model/bind_text.c engine/model/bind_title.c engine/model/bind_value.c \
	engine/model/check.h engine/model/doc.c engine/model/doc.h engine/model/dump.c engine/model/fit.c \
	engine/model/profile.c engine/model/profile.h engine/model/picture.c engine/model/picture.h engine/model/picture_bare.c engine/model/profile_read.c \
	engine/model/profile_table.c engine/model/bind_copy.c engine/model/bind_paper.c engine/model/profile_table.h
