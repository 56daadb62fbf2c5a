/* The office's folder, its rules and its register: what number, register, issue, revise and log begin with. */
#ifndef CLI_OFFICE_H
#define CLI_OFFICE_H

#include "cli/cli.h"
#include "store/register.h"
#include "store/workspace.h"

/* The row of whoever writes into the register. */
#define OPTION_OF_WHO \
    {'\0', "who", {[LANG_VI] = "AI", [LANG_EN] = "NAME"}, OPTION_TEXT, offsetof(struct options, who), \
     {[LANG_VI] = "người làm, ghi vào sổ; mặc định VANBAN_WHO, rồi tên đăng nhập", [LANG_EN] = "who does it, kept in the register; default: VANBAN_WHO, else the login"}}

struct office {
    struct reg_rules rules;
    struct reg *reg; /* NULL until office_register */
    struct workspace ws; /* the papers that vanban.yaml lists; none until office_enter */
};

/* Reads vanban.yaml from the working folder upward. false: reported. */
bool office_open(struct cli *cli, struct office *out);
/* Opens the register, or that of secret papers. false: reported. */
bool office_register(struct cli *cli, const struct options *options, bool secret, struct office *o);
/* The same from the office's folder, to look at only: nothing is made or written. false: reported. */
bool office_look(struct cli *cli, bool secret, struct office *o);
void office_close(struct office *o);

/* Goes into the office's folder, from where every path counts then, and reads which papers there are. What the options name (operands from
 * `first` on) counts from there as well in *out. false: reported. */
bool office_enter(struct cli *cli, const struct options *options, size_t first, struct office *o, struct options *out);
/* What is meant by an operand: a file, or a paper of the workspace by its name, its own file or one of its outputs. */
struct office_paper {
    const char *document;         /* what the register calls it */
    const struct ws_paper *paper; /* NULL: a file that the workspace does not list */
};
struct office_paper office_paper(const struct office *o, const char *operand);
/* The operand is a file or a paper; false: reported, with the paper that is near. */
bool office_paper_there(struct cli *cli, const struct office *o, const char *operand);
/* The paper, or the file, is secret as far as it can be read: what is noted of it goes to the register of such papers. */
bool office_is_secret(struct cli *cli, const struct office_paper *paper);
/* What was issued of it, by its name, or by its number and symbol. The register is open. false: reported. */
bool office_paper_issued(struct cli *cli, const struct options *options, struct office *o, const char *operand, struct office_paper *out, struct reg_row *row);
/* Who signs, when by what the options leave out: ky_so of vanban.yaml, of the organ or of a person. *own_level: the level is that of vanban.yaml.
 * false: reported. */
bool office_signer(struct cli *cli, const char *file, bool organ, struct options *options, bool *own_level);
/* The office's folder is around the working folder. */
bool office_is_here(struct cli *cli);
/* Where the PDF of a paper is that its leader signed. */
const char *office_signed_file(struct arena *a, const struct ws_paper *paper);

/* What a command ends with, when its work said `ok`. */
enum status office_status(const struct cli *cli, bool ok);
/* A whole path as it stands below the office's folder; NULL: it does not. */
const char *office_below(const struct office *o, const char *real);
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
