/* The office's folder, its rules and its register: what number, register, issue, revise and log begin with. */
#ifndef CLI_OFFICE_H
#define CLI_OFFICE_H

#include "cli/cli.h"
#include "store/register.h"

/* The row of whoever writes into the register. */
#define OPTION_OF_WHO \
    {'\0', "who", {[LANG_VI] = "AI", [LANG_EN] = "NAME"}, OPTION_TEXT, offsetof(struct options, who), \
     {[LANG_VI] = "người làm, ghi vào sổ; mặc định VANBAN_WHO, rồi tên đăng nhập", [LANG_EN] = "who does it, kept in the register; default: VANBAN_WHO, else the login"}}

struct office {
    struct reg_rules rules;
    struct reg *reg; /* NULL until office_register */
};

/* Reads vanban.yaml from the working folder upward. false: reported. */
bool office_open(struct cli *cli, struct office *out);
/* Opens the register, or that of secret papers. false: reported. */
bool office_register(struct cli *cli, const struct options *options, bool secret, struct office *o);
void office_close(struct office *o);

/* What a command ends with, when its work said `ok`. */
enum status office_status(const struct cli *cli, bool ok);
/* The file relative to the office's folder where it lies below; else as it is. */
const char *office_path(struct cli *cli, const struct office *o, const char *file);

/* A command of several verbs. */
struct verb {
    const char *name;
    bool (*run)(void *work);
};
/* The verb that the first operand names; NULL: reported. */
const struct verb *office_verb(struct cli *cli, const struct options *options, const char *command, const struct verb *verbs, size_t n);
bool office_needs(struct cli *cli, const char *command, const char *option, const char *value); /* false: reported */

#endif
