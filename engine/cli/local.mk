vanban_SOURCES += \
    engine/cli/build.c \
    engine/cli/check.c \
    engine/cli/cli.h \
    engine/cli/convert.c \
    engine/cli/deliver.c \
    engine/cli/describe.c \
    engine/cli/diff.c \
    engine/cli/help.c \
    engine/cli/impact.c \
    engine/cli/init.c \
    engine/cli/issue.c \
    engine/cli/log.c \
    engine/cli/main.c \
    engine/cli/number.c \
    engine/cli/office.c \
    engine/cli/office_paper.c \
    engine/cli/office.h \
    engine/cli/options.c \
    engine/cli/outputs.c \
    engine/cli/paper.c \
    engine/cli/pin.c \
    engine/cli/place.c \
    engine/cli/register.c \
    engine/cli/render.c \
    engine/cli/revise.c \
    engine/cli/say.c \
    engine/cli/sign.c \
    engine/cli/status.c engine/cli/status.h \
    engine/cli/status_issued.c \
    engine/cli/verify.c \
    engine/cli/watch.c \
    engine/cli/workers.c \
    engine/cli/workspace.c
