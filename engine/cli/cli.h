/* The program `vanban`: what its files share. A subcommand is a file with one `struct command`; it
 * calls the library only through render/vanban.h and takes files, buffers and the form of a message
 * from base. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <signal.h>

#include "base/ctx.h"
#include "render/vanban.h"

enum status {
    STATUS_DONE = 0,
    STATUS_FOUND = 1,  /* a check or verification found something */
    STATUS_INPUT = 2,  /* bad input or usage */
    STATUS_SYSTEM = 3, /* disk, permission, token */
};

/* One run. Texts in both languages stand side by side, indexed by ctx.lang. */
struct cli {
    struct ctx ctx; /* the program's own messages; its sink is that of the library's too */
    struct arena arena;
    vb_context *library;
    bool json, quiet;
    bool found; /* messages are the result of a check: they go to standard output */
    bool system_failed;
    int64_t now; /* seconds since 1970 */
    int errors_shown;
};

/* What the command line says; an option of one command is absent in the others. */
struct options {
    const char *lang, *limits;
    bool json, verbose, quiet, help, version;
    const char *dir, *jobs; /* of workspaces */
    bool force, yes, samples, archive, issued, only_news; /* only_news: a build that changes nothing says nothing */
    const char *formats, *output, *profile, *template_file, *schema, *compat;
    const char *p12, *key, *cert, *pkcs11, *finish, *at, *pin_fd, *level, *role, *field, *reason, *tsa, *trust, *allow, *trust_tls, *image, *seal, *so, *ngay;
    const char *ten_loai, *trich_yeu, *noi_nhan, *nguoi_ky, *so_ban, *lease, *amount, *who, *document, *from, *to, *term, *by, *signed_pdf, *step; /* of the register */
    bool draft, offline, secret, prepare, supersede, rectify, without_signature;
    bool embed_source;
    const char *mark;
    const char **operands; /* count of them, no NULL behind */
    size_t count;
};

enum option_kind { OPTION_FLAG, OPTION_TEXT };

struct option_row {
    char letter; /* '\0': none */
    const char *name;
    const char *argument[2]; /* how the help calls it */
    enum option_kind kind;
    size_t offset; /* in struct options: a bool or a const char * */
    const char *help[2];
};

struct command {
    const char *name, *alias; /* alias: Vietnamese, or NULL */
    enum status (*run)(struct cli *cli, const struct options *options);
    const struct option_row *rows;
    size_t row_count;
    const char *operands[2];
    const char *summary[2];
    const char *examples[2];
};

/* Rows of whoever signs. */
#define OPTIONS_OF_KEYS \
    {'\0', "p12", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, offsetof(struct options, p12), \
     {[LANG_VI] = "khoá và chứng thư số trong một tệp PKCS#12 (.p12, .pfx)", [LANG_EN] = "key and certificate in one PKCS#12 file (.p12, .pfx)"}}, \
    {'\0', "key", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, offsetof(struct options, key), \
     {[LANG_VI] = "khoá bí mật dạng PEM hoặc DER, kèm --cert", [LANG_EN] = "private key in PEM or DER, with --cert"}}, \
    {'\0', "cert", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, offsetof(struct options, cert), \
     {[LANG_VI] = "chứng thư số của khoá, có thể kèm các chứng thư cấp trên", [LANG_EN] = "the key's certificate; those above it may follow"}}, \
    {'\0', "pkcs11", {[LANG_VI] = "URI", [LANG_EN] = "URI"}, OPTION_TEXT, offsetof(struct options, pkcs11), \
     {[LANG_VI] = "khoá trong thiết bị ký số (USB token, HSM): pkcs11:token=TÊN", [LANG_EN] = "key in a token or HSM: pkcs11:token=NAME"}}, \
    {'\0', "pin-fd", {[LANG_VI] = "SỐ", [LANG_EN] = "NUMBER"}, OPTION_TEXT, offsetof(struct options, pin_fd), \
     {[LANG_VI] = "đọc mật khẩu hoặc mã PIN từ bộ mô tả tệp này; không có thì VANBAN_PIN, rồi hỏi", [LANG_EN] = "read the pass phrase or PIN from this file descriptor; else VANBAN_PIN, else ask"}}, \
    {'\0', "level", {[LANG_VI] = "MỨC", [LANG_EN] = "LEVEL"}, OPTION_TEXT, offsetof(struct options, level), \
     {[LANG_VI] = "b: chữ ký (mặc định); t: thêm dấu thời gian; lt: thêm bằng chứng; lta: thêm dấu thời gian lưu trữ", \
      [LANG_EN] = "b: signature (default); t: and timestamp; lt: and evidence; lta: and archive timestamp"}}, \
    {'\0', "seal", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, offsetof(struct options, seal), \
     {[LANG_VI] = "ảnh con dấu đúng kích thước thật, hiện khi cơ quan ký", [LANG_EN] = "picture of the seal in its real size, shown when the organ signs"}}, \
    {'\0', "tsa", {[LANG_VI] = "ĐỊA-CHỈ", [LANG_EN] = "URL"}, OPTION_TEXT, offsetof(struct options, tsa), \
     {[LANG_VI] = "cơ quan cấp dấu thời gian (http://…, https://…), từ mức t", [LANG_EN] = "timestamp authority (http://…, https://…), from level t on"}}

/* Rows of whoever works in a workspace. */
#define OPTIONS_OF_WORKSPACE \
    {'C', "dir", {[LANG_VI] = "THƯ-MỤC", [LANG_EN] = "FOLDER"}, OPTION_TEXT, offsetof(struct options, dir), \
     {[LANG_VI] = "không gian làm việc; mặc định thư mục hiện tại hoặc trên nó", [LANG_EN] = "the workspace; default: this folder or one above"}}

#define OPTION_OF_JOBS \
    {'j', "jobs", {[LANG_VI] = "SỐ", [LANG_EN] = "N"}, OPTION_TEXT, offsetof(struct options, jobs), \
     {[LANG_VI] = "số tiến trình cùng dựng; mặc định bằng số nhân của máy", [LANG_EN] = "how many processes build at once; default: as many as the machine has cores"}}

extern const struct command command_init, command_build, command_watch, command_status, command_impact, command_diff;

/* Rows of whoever judges certificates. */
#define OPTIONS_OF_TRUST \
    {'\0', "trust", {[LANG_VI] = "TỆP,…", [LANG_EN] = "FILE,…"}, OPTION_TEXT, offsetof(struct options, trust), \
     {[LANG_VI] = "chứng thư được tin cậy và CRL (PEM, DER)", [LANG_EN] = "trusted certificates and CRLs (PEM, DER)"}}, \
    {'\0', "allow", {[LANG_VI] = "ĐỊA-CHỈ,…", [LANG_EN] = "URL,…"}, OPTION_TEXT, offsetof(struct options, allow), \
     {[LANG_VI] = "địa chỉ được phép hỏi OCSP và CRL (http://MÁY/ĐƯỜNG-DẪN)", [LANG_EN] = "addresses that may be asked for OCSP and CRLs (http://HOST/PATH)"}}, \
    {'\0', "trust-tls", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, offsetof(struct options, trust_tls), \
     {[LANG_VI] = "chứng thư được tin cậy của máy chủ https; mặc định theo hệ điều hành", [LANG_EN] = "certificates that https servers are trusted by; default: the system's"}}, \
    {'\0', "offline", {NULL}, OPTION_FLAG, offsetof(struct options, offline), \
     {[LANG_VI] = "không dùng mạng", [LANG_EN] = "no network"}}

extern const struct command command_number, command_register, command_issue, command_log, command_revise;
extern const struct command command_sign, command_verify;
extern const struct command command_render, command_check, command_convert, command_profiles, command_fonts, command_templates;

/* options.c */
extern const struct option_row common_options[];
extern const size_t common_option_count;
/* Reads options of `command` (NULL: none) and the common ones out of args; the rest are operands.
 * With `leading` it stops at the first operand, whose index goes to *next. false: reported. */
bool options_parse(struct cli *cli, const struct command *command, const char *const *args,
                   size_t count, bool leading, struct options *out, size_t *next);

/* At least one file is named, and standard input once at most; false: reported. */
bool options_inputs(struct cli *cli, const struct options *options, const char *command);

/* Exactly one file is named; false: reported. */
bool options_one(struct cli *cli, const struct options *options);
/* "a,b" as a list; NULL and empty parts give none. */
const char *const *options_list(struct cli *cli, const char *text, size_t *n);
bool options_is_input(const struct options *options, const char *path); /* the same file as an operand */

/* pin.c: where a pass phrase comes from; fd -1: the environment, else the terminal. */
struct pin {
    struct cli *cli;
    int fd;
    bool keep;      /* asked for once, for several papers; pin_forget afterwards */
    size_t n;
    char kept[256];
};
bool pin_open(struct cli *cli, const char *fd, struct pin *out); /* fd: as written, or NULL. false: reported */
void pin_forget(struct pin *pin);
bool pin_ask(void *user, const char *what, char *out, size_t size, size_t *n); /* a vb_ask; `user` is a struct pin */

/* sign.c: how the options of OPTIONS_OF_KEYS and OPTIONS_OF_TRUST say that it is signed; `pin` is asked. */
vb_signing signing_of(struct cli *cli, const struct options *options, struct pin *pin);

/* deliver.c: what `load` gives, once the options are known to be good, in the formats and at the place that the options name; `otherwise`: the formats where none are named. */
enum status deliver(struct cli *cli, const struct options *options, const char *otherwise,
                    vb_document *(*load)(struct cli *cli, const struct options *options, void *user), void *user);

/* workspace.c: the workspace that is meant, which becomes the working folder. workspace_release, also on failure (false: reported). */
struct workspace;
bool workspace_go(struct cli *cli, const struct options *options); /* the folder alone; false: reported */
bool workspace_enter(struct cli *cli, const struct options *options, struct workspace *out);
/* Places of a paper for people: "§II.1; bảng 1, dòng 3"; `codes` as the store has them. In the arena. */
const char *workspace_places(struct cli *cli, const char *codes);
/* The same as a JSON list, appended. */
void workspace_places_json(struct cli *cli, const char *codes, struct buf *out);
/* A changed paragraph, what went and what came marked (in colours on a terminal); cut to what is near a change unless `whole`. Appended. */
struct passage_change;
void workspace_change(struct cli *cli, const struct passage_change *c, bool whole, struct buf *out);
int place_year(const struct cli *cli); /* of the clock, in Việt Nam */

/* workers.c: makes the papers of `jobs` in processes beside each other. `done` is told of each, in any order, with what it was made of
 * (empty: it failed, which was reported); false stops. Under hold_signals: a key pressed makes it return false
 * soon. */
struct ws_paper;
struct maker;
struct workload {
    struct cli *cli;
    struct maker *maker;
    const struct ws_paper *const *jobs;
    size_t n, workers;
    bool (*guarded)(void *user, const char *path); /* see make_paper */
    bool (*done)(void *user, size_t job, struct span record, enum status status);
    void *user;
};
bool work_all(const struct workload *w);

/* help.c */
void help_program(struct buf *out, enum lang lang, const struct command *const *commands, size_t n);
void help_command(struct buf *out, enum lang lang, const struct command *command);

/* say.c: messages to standard error, results to standard output. */
void say_init(struct cli *cli);
void say_errors(void *user, const vb_diagnostic *d); /* a sink for what only errors matter of; `user` is the struct cli */
/* A member of the JSON object that begins at byte `from` of `out`; nothing for NULL. */
void say_json_member(struct buf *out, size_t from, const char *key, const char *value);
void say_more_errors(struct cli *cli);              /* how many errors were not shown */
bool say_result(struct cli *cli, struct span text); /* false: reported */
enum status say_status(const struct cli *cli); /* of what was reported, STATUS_DONE if nothing */

/* place.c: what the surroundings say. */
enum lang place_lang(const char *wanted); /* NULL: from the environment */
const char *place_share(struct arena *a); /* NULL: not found */
bool place_time(struct cli *cli, int64_t *out);
const char *place_shown_time(struct arena *a, int64_t seconds); /* "22/11/2026 15:43:07 +07:00": the time of Vietnam */

const char *place_who(struct arena *a, const char *said); /* who is at work: what the user says, else the name of the login */
const char *place_folder(struct arena *a);                /* the working folder, whole */
const char *place_day(struct arena *a, int64_t seconds);  /* "2026-11-22": the day of Vietnam */

/* paper.c: what the register asks of a paper that is not written out. */
/* A paper of that kind, dated `day` (as written), of the office whose vanban.yaml is at `defaults`. *out lives in the arena of `cli`. false:
 * reported, but when `quiet`. */
bool paper_of_kind(struct cli *cli, const char *defaults, const char *kind, const char *day, bool quiet, vb_paper *out);

/* outputs.c: all files of a run appear, or none. */
struct output {
    const char *path; /* NULL: standard output */
    void *bytes;      /* of vb_document_render; outputs_release frees */
    size_t size;
};
struct outputs {
    struct output *items;
    size_t n, cap;
};
void outputs_add(struct outputs *o, const char *path, void *bytes, size_t size);
/* A key pressed or a session closed while files are written would leave temporary ones, or some without the others: until *before is set
 * again, it waits. */
void hold_signals(sigset_t *before);
bool outputs_commit(struct cli *cli, struct outputs *o); /* false: reported, nothing appeared */
void outputs_release(struct outputs *o);

#endif
