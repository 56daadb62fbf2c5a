# Shared by the scripts of this folder that work in an office; sourced, never run: a folder of its own, a clock, what a check says.
# VANBAN is the program. A script ends with: exit $((failures > 0))
# shellcheck shell=sh
: "${VANBAN:?the program to test}"
unset VANBAN_LANG LC_ALL LC_MESSAGES LANG VANBAN_WHO VANBAN_PIN
SOURCE_DATE_EPOCH=1780000000
export SOURCE_DATE_EPOCH
work=$(mktemp -d) || exit 99
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 99
failures=0

# check NAME: the exit status of the command before is that of the check.
check()
{
    if [ $? = 0 ]; then
        echo "ok - $1"
    else
        cat out err 2>/dev/null | sed 's/^/    /'
        echo "not ok - $1"
        failures=$((failures + 1))
    fi
}

# run STATUS ARGUMENT...
run()
{
    wanted=$1
    shift
    "$VANBAN" "$@" >out 2>err </dev/null
    got=$?
    [ $got = "$wanted" ] || { echo "    exit status $got, not $wanted: vanban $*" && return 1; }
}

# paper FILE KIND [LINE...]
paper()
{
    file=$1 kind=$2
    shift 2
    {
        printf -- '---\nten_loai: %s\ntrich_yeu: về kiểm tra phát hành\n' "$kind"
        printf 'noi_nhan: ["Ban Thường vụ Tỉnh uỷ", "Lưu Văn phòng"]\n'
        printf 'nguoi_ky: [ { quyen_han: T/M BAN CHỈ ĐẠO, chuc_vu: TRƯỞNG BAN, ho_ten: Nguyễn Văn A } ]\n'
        [ $# = 0 ] || printf '%s\n' "$@"
        printf -- '---\nNội dung thử nghiệm.\n'
    } >"$file"
}

# an_office [LINE...]: vanban.yaml of a Party committee, with these lines.
an_office()
{
    {
        printf 'co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Chỉ đạo, ky_hieu: BCĐ }\ndia_danh: Rạch Giá\n'
        printf 'nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]\n'
        [ $# = 0 ] || printf '%s\n' "$@"
    } >vanban.yaml
}

# organ_keys NAME...: a key and a certificate each; trust.pem has them all. false: there is no openssl.
organ_keys()
{
    openssl version >/dev/null 2>&1 || return
    for who; do
        openssl req -x509 -newkey rsa:2048 -nodes -keyout "$who.key" -out "$who.pem" -days 30 -subj "/CN=$who" \
            -addext keyUsage=critical,digitalSignature,nonRepudiation >/dev/null 2>&1
        cat "$who.pem" >>trust.pem
    done
}
