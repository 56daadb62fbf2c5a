#!/bin/sh
# The sample blocks of HD 05-HD/VPTW, pages 2 to 27 (blocks.txt): the data of each block is made a whole paper, set
# by us, and our lines are compared with the page's: the same words, the same breaks, the same order and weight on
# the same side, nothing between them.
#
# Where the table breaks a line of the page once more ("/"), the whole line must indeed be wider than the block.
# usage: blocks.sh [NAME]   (VANBAN: the program; srcdir: the source tree)
set -u
srcdir=${srcdir:-.}
vanban=${VANBAN:-./vanban}
table=$srcdir/tests/official/blocks.txt
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# name.yaml: the data and what a paper needs besides; name.lines: the page's lines; names: name, what it shows.
awk -v work="$work" -v only="${1:-}" '
function close_block() {
    if (name == "") return
    for (i = 1; i <= n_usual; i++) {
        key = usual[i]; sub(/:.*/, "", key)
        if (!(key in has)) print usual[i] >yaml
    }
    close(yaml); close(lines); name = ""
}
BEGIN {
    n_usual = split("the_thuc: dang-2026|ten_loai: Báo cáo|co_quan: { ten: Tỉnh uỷ Điện Biên }|so: 1|dia_danh: Hà Nội|ngay: 03/02/2027|" \
        "trich_yeu: kết quả công tác|noi_dung: [Nội dung văn bản.]|noi_nhan: [Ban Thường vụ, Lưu Văn phòng]|" \
        "nguoi_ky: { quyen_han: T/M Ban Thường vụ, chuc_vu: Bí thư, ho_ten: Họ và tên }", usual, "|")
}
/^\[/ {
    close_block()
    found = $0; sub(/^\[/, "", found); sub(/\].*/, "", found)
    what = $0; sub(/^[^ ]* +(< +)?/, "", what)
    if (only != "" && found != only) next
    name = found; split("", has)
    yaml = work "/" name ".yaml"; lines = work "/" name ".lines"
    print name "\t" what >(work "/names")
    next
}
name != "" && /^  [a-z_]+:/ { key = $0; sub(/^  /, "", key); sub(/:.*/, "", key); has[key] = 1 }
name != "" && /^  / { print substr($0, 3) >yaml }
name != "" && /^= / { print substr($0, 3) >lines }
END { close_block() }' "$table"

# FRAMES LINES: the runs of our first page joined to lines, left block and right block apart, then the expected ones.
compare() {
    awk '
    function weight(font) { return font ~ /BoldItalic/ ? "đậm-nghiêng" : font ~ /Bold/ ? "đậm" : font ~ /Italic/ ? "nghiêng" : "thường" }
    function fail(what) { print "    " what; bad = 1 }
    function abs(x) { return x < 0 ? -x : x }
    FNR == NR && $1 == "page" { page++ }
    FNR == NR && $1 == "text" {
        $3 += (page - 1) * 1000 # the pages under each other
        text = $0; sub(/^[^"]*"/, "", text); sub(/"$/, "", text); gsub(/\\/, "", text)
        if (n && abs($3 - y[n]) < 0.01 && $2 >= end - 0.5 && $2 <= end + 9) {
            line[n] = line[n] text; width[n] = $2 + $4 - x[n]
        } else {
            n++; x[n] = $2; y[n] = $3; width[n] = $4; line[n] = text; look[n] = weight($6)
        }
        end = $2 + $4
        next
    }
    FNR == NR && $1 == "rect" { $3 += (page - 1) * 1000; rules++; rule_x[rules] = $2; rule_y[rules] = $3; rule_w[rules] = $4; next }
    FNR == NR { next }
    FNR == 1 { # what side each of our lines is on, in order from the top
        for (i = 1; i <= n; i++) {
            middle = x[i] + width[i] / 2
            sub(/^ +/, "", line[i]) # after the mark of a footnote
            side[i] = abs(middle - 318.9) < 1.5 ? "giữa" : x[i] < 285 && middle < 318 ? "trái" : "phải"
        }
        for (s in order) delete order[s]
    }
    function next_on(want, from, i, best) { # the next of our lines on that side below line `from`
        best = 0
        for (i = 1; i <= n; i++)
            if ((side[i] == want || (want == "dòng" && y[i] % 1000 > 50)) && (from ? y[i] > y[from] + 0.01 : 1) && (!best || y[i] < y[best])) best = i
        return best
    }
    function same(ours, page) {
        if (page ~ /\.\.\.$/) {
            page = substr(page, 1, length(page) - 3)
            return substr(ours, 1, length(page)) == page
        }
        return ours == page
    }
    {
        want = $1
        if ($2 == "(kẻ)") { # as long as the words above it
            found = 0
            for (i = 1; i <= rules; i++)
                if (abs(rule_x[i] - x[last[want]]) < 1 && abs(rule_w[i] - width[last[want]]) < 2 && rule_y[i] > y[last[want]]) found = 1
            if (!found) fail("no line under \"" line[last[want]] "\"")
            next
        }
        if ($2 == "(chữ") { room[want] = 1; next }
        text = $0; sub(/^[^ ]+ +[^ ]+ +/, "", text)
        if (text ~ /^~/) { # its words, in lines of our own
            text = substr(text, 2); at = last[want]; got = ""
            while (length(got) < length(text) && (at = next_on(want, at))) got = got (got == "" ? "" : " ") line[at]
            if (got != text) { fail("the page: \"" text "\"; ours: \"" got "\" (" want ")"); exit 1 }
            last[want] = at
            next
        }
        parts = split(text, part, " / "); total = 0
        for (k = 1; k <= parts; k++) {
            at = last[want]
            if (!at) # the first line of the block is looked for, the others follow it
                for (i = 1; i <= n && !at; i++) { if ((side[i] == want || want == "dòng") && same(line[i], part[k])) at = i }
            else at = next_on(want, at)
            if (!at) { fail("no line \"" part[k] "\" (" want ")"); exit 1 }
            if (!same(line[at], part[k])) { fail("the page: \"" part[k] "\"; ours: \"" line[at] "\" (" want ")"); exit 1 }
            if (look[at] != $2) fail("the page: " $2 "; ours: " look[at] " \"" part[k] "\"")
            if (room[want] && y[at] - y[last[want]] < 50) fail("no room to sign above \"" part[k] "\"")
            room[want] = 0; last[want] = at; total += (k > 1 ? 3.5 : 0) + width[at]
        }
        if (parts > 1 && total < (want == "trái" ? 236 : 284)) fail("broken although it fits: \"" text "\"")
    }
    END { exit bad }' "$1" "$2"
}

passed=0
failed=0
while IFS='	' read -r name what; do
    if "$vanban" render -q -f frames -o "$work/$name.frames" "$work/$name.yaml" 2>"$work/err" && [ ! -s "$work/err" ] &&
        compare "$work/$name.frames" "$work/$name.lines" >"$work/out"; then
        passed=$((passed + 1))
    else
        echo "FAIL: $name: $what"
        sed "s|^$work/||" "$work/err"
        cat "$work/out" 2>/dev/null
        failed=$((failed + 1))
    fi
    : >"$work/out"
done <"$work/names"
echo "official blocks: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
