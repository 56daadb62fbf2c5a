/* vanban verify: who signed a PDF, whether that can be believed, and what was done to the file since. The result goes to standard output. */
#include "cli/office.h"

#include "base/diag/cli.h"

#include "base/file.h"

#define FIELD(field) offsetof(struct options, field)

struct report {
    struct cli *cli;
    struct buf out;
    size_t n;
};

static const char *in(const struct report *r, const char *vi, const char *en)
{
    return r->cli->ctx.lang == LANG_EN ? en : vi;
}

static void put_line(struct report *r, const char *vi, const char *en, const char *value)
{
    if (value && *value)
        buf_printf(&r->out, "    %s: %s\n", in(r, vi, en), value);
}

/* In the time of Vietnam, as a clerk writes it; the zone stands with it. */
static const char *shown_time(struct report *r, int64_t seconds)
{
    return seconds ? place_shown_time(&r->cli->arena, seconds) : NULL;
}

static const char *covered(const struct report *r, const vb_signature *s)
{
    if (!s->revision)
        return NULL;
    if (s->revision == s->revisions)
        return in(r, "toàn bộ tệp", "the whole file");
    if (s->changed)
        return in(r, "bản lưu trước đó; sau đó đã bị thay đổi", "an earlier saving; it was changed since");
    return in(r, "toàn bộ nội dung; sau đó chỉ có ký thêm, điền ô hoặc thêm bằng chứng, được phép",
              "all of the content; since then only signatures, fields or evidence were added, as allowed");
}

static void put_text(struct report *r, const vb_signature *s)
{
    const char *const verdicts[] = {[VB_PASSED] = in(r, "HỢP LỆ", "VALID"), [VB_UNKNOWN] = in(r, "CHƯA XÁC ĐỊNH", "NOT PROVED"),
                                    [VB_FAILED] = in(r, "KHÔNG HỢP LỆ", "INVALID")};
    struct buf *out = &r->out;

    buf_printf(out, "%zu. %s \"%s\": %s\n", r->n, s->timestamp ? in(r, "Dấu thời gian", "Timestamp") : in(r, "Chữ ký", "Signature"), s->field,
               verdicts[s->verdict]);
    put_line(r, s->timestamp ? "Do" : "Ký bởi", s->timestamp ? "By" : "Signed by", s->signer);
    put_line(r, "Email", "E-mail", s->email);
    put_line(r, "Cơ quan", "Organization", s->organization);
    put_line(r, "Cấp bởi", "Issued by", s->issuer);
    if (!s->timestamp)
        put_line(r, "Ngày ký (theo người ký)", "Signed at (as the signer says)", shown_time(r, s->claimed));
    if (s->proved)
        put_line(r, "Đã có lúc", "Existed at",
                 arena_printf(&r->cli->arena, "%s (%s)", shown_time(r, s->proved), s->authority ? s->authority : "?"));
    put_line(r, "Mức", "Level", s->level);
    if (s->key)
        put_line(r, "Thuật toán", "Algorithms", arena_printf(&r->cli->arena, "%s, %s", s->key, s->digest));
    put_line(r, "Bao trùm", "Covers", covered(r, s));
    put_line(r, "Ô đã điền sau đó", "Fields filled since", s->filled);
}

static void put_number(struct buf *out, const char *key, int64_t value)
{
    if (value)
        buf_printf(out, ",\"%s\":%lld", key, (long long)value);
}

static void put_json(struct report *r, const vb_signature *s)
{
    static const char *const verdicts[] = {[VB_PASSED] = "passed", [VB_UNKNOWN] = "unknown", [VB_FAILED] = "failed"};
    struct buf *out = &r->out;
    size_t from = out->n;

    buf_putc(out, '{');
    say_json_member(out, from, s->timestamp ? "timestamp" : "signature", s->field);
    say_json_member(out, from, "verdict", verdicts[s->verdict]);
    say_json_member(out, from, "signer", s->signer);
    say_json_member(out, from, "email", s->email);
    say_json_member(out, from, "organization", s->organization);
    say_json_member(out, from, "issuer", s->issuer);
    say_json_member(out, from, "serial", s->serial);
    say_json_member(out, from, "level", s->level);
    say_json_member(out, from, "digest", s->digest);
    say_json_member(out, from, "key", s->key);
    put_number(out, "claimed", s->claimed);
    put_number(out, "proved", s->proved);
    say_json_member(out, from, "authority", s->authority);
    say_json_member(out, from, "filled", s->filled && *s->filled ? s->filled : NULL);
    buf_printf(out, ",\"revision\":%zu,\"revisions\":%zu,\"certifies\":%s,\"changed\":%s}\n", s->revision, s->revisions,
               s->certifies ? "true" : "false", s->changed ? "true" : "false");
}

static void put_signature(void *user, const vb_signature *s)
{
    struct report *r = user;

    r->n++;
    if (r->cli->json)
        put_json(r, s);
    else
        put_text(r, s);
}

/* The archived file of an issued paper where no file but a paper is named, and whom vanban.yaml trusts. In other people's folders their vanban.yaml is
 * not asked about a file. false: reported. */
static bool settle(struct cli *cli, const struct options *options, struct office *o, struct options *told)
{
    const char **operands = ARENA_NEWS(&cli->arena, 2, const char *);
    struct office_paper paper;
    struct reg_row row;
    bool own_level;

    *told = *options;
    if (file_exists(&cli->ctx, options->operands[0]) || !office_is_here(cli))
        return true;
    if (!office_enter(cli, options, 0, o, told) || !office_register(cli, options, options->secret, o) ||
        !office_paper_issued(cli, options, o, options->operands[0], &paper, &row))
        return false;
    if (!row.file) {
        diag(&cli->ctx, DIAG_CLI_NOT_ISSUED, (struct pos){0}, row.full);
        return false;
    }
    operands[0] = path_join(&cli->arena, reg_root(o->reg), row.file);
    told->operands = operands;
    return office_signer(cli, o->rules.file, true, told, &own_level);
}

static enum status verify(struct cli *cli, const struct options *options)
{
    struct report r = {.cli = cli};
    struct buf pdf = {0};
    vb_verdict worst;
    bool read;

    vb_signing how = {.trust_tls = options->trust_tls, .offline = options->offline};
    how.trust = options_list(cli, options->trust, &how.n_trust);
    how.allow = options_list(cli, options->allow, &how.n_allow);
    read = file_read(&cli->ctx, options->operands[0], LIMIT_PDF_BYTES, &pdf);
    if (read) {
        cli->found = true;
        read = vb_verify(cli->library, options->operands[0], pdf.p, pdf.n, &how, put_signature, &r, &worst);
        cli->found = false;
    }
    bool told = say_result(cli, options->quiet ? SPAN("") : buf_span(&r.out));
    buf_release(&r.out);
    buf_release(&pdf);
    if (!read || !told)
        return say_status(cli) == STATUS_SYSTEM ? STATUS_SYSTEM : STATUS_INPUT;
    return worst == VB_PASSED ? STATUS_DONE : STATUS_FOUND;
}

static enum status run_verify(struct cli *cli, const struct options *options)
{
    struct office office = {0};
    struct options told;
    enum status status = STATUS_INPUT;

    if (options_inputs(cli, options, "verify") && options_one(cli, options) && settle(cli, options, &office, &told))
        status = verify(cli, &told);
    office_close(&office);
    return status;
}

static const struct option_row rows[] = {
    OPTIONS_OF_TRUST,
};

const struct command command_verify = {
    .name = "verify",
    .alias = "xac-minh",
    .run = run_verify,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "TỆP.pdf|VĂN-BẢN|SỐ-KÝ-HIỆU", [LANG_EN] = "FILE.pdf|DOC|SYMBOL"},
    .summary = {[LANG_VI] = "Xác minh các chữ ký số của một tệp PDF", [LANG_EN] = "Verifies the signatures of a PDF file"},
    .examples = {[LANG_VI] = "  vanban verify --trust goc.pem cong-van.pdf\n"
                             "      ai đã ký, có hợp lệ không, sau đó tệp có bị sửa không\n"
                             "  vanban verify 01-KH/BCĐ\n"
                             "      tệp lưu của văn bản đã phát hành; tin theo tin_cay của vanban.yaml\n",
                 [LANG_EN] = "  vanban verify --trust root.pem cong-van.pdf\n"
                             "      who signed, whether that is valid, whether the file was changed since\n"
                             "  vanban verify 01-KH/BCĐ\n"
                             "      the archived file of an issued paper; whom vanban.yaml trusts (tin_cay) is trusted\n"},
};
