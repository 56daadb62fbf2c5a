#!/bin/sh
# Papers of an office's own templates: status and impact name the paragraph, the cell, the header where a value goes, in both formats and
# dialects.
set -u
. "$(dirname "$0")/workspace.sh"
PACK=${PACK:-$(dirname "$VANBAN")/tests/package/pack_case}

w() { printf '<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>\n' "$1"; }
o() { printf '<text:p>%s</text:p>\n' "$1"; }

# template w|o OPEN CLOSE ROW NEXT: DOCX or ODT with tags between OPEN and CLOSE; ROW and NEXT stand around those of a row.
template()
{
    p=$1 open=$2 close=$3 row=$4 next=$5
    if [ "$p" = w ]; then
        echo '%% body'
        w 'Đầu' && w "Có ${open}khoi${close} khối."
        printf '<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>\n' \
            "$(w Huyện)" "$(w Khối)" "$(w "$row${open}ten${close}")" "$(w "${open}so${close}$next")"
        w "${open}cuoi${close}"
        printf '%%%% word/header1.xml\n<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:hdr>\n' "$(w "${open}dau${close}")"
    else
        echo '%% odt text'
        o 'Đầu' && o "Có ${open}khoi${close} khối."
        printf '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell>%s</table:table-cell><table:table-cell>%s</table:table-cell></table:table-row><table:table-row><table:table-cell>%s</table:table-cell><table:table-cell>%s</table:table-cell></table:table-row></table:table>\n' \
            "$(o Huyện)" "$(o Khối)" "$(o "$row${open}ten${close}")" "$(o "${open}so${close}$next")"
        o "${open}cuoi${close}"
    fi
}

mkdir "$work/o" && cd "$work/o" || exit 99
template w '{{ ' ' }}' '' '' >jinja-docx.parts
template o '{{ ' ' }}' '' '' >jinja-odt.parts
template w '{' '}' '{#ds}{/ds}' '' >mustache-docx.parts
"$PACK" jinja-docx.parts jinja-docx.docx && "$PACK" jinja-odt.parts jinja-odt.odt && "$PACK" mustache-docx.parts mustache-docx.docx || exit 99
cat >vanban.yaml <<'END'
van_ban:
  - { ten: jinja-docx, mau: jinja-docx.docx, du_lieu: so.yaml, ra: docx }
  - { ten: jinja-odt, mau: jinja-odt.odt, du_lieu: so.yaml, ra: odt }
  - { ten: mustache-docx, mau: mustache-docx.docx, du_lieu: so.yaml, ra: docx }
END
printf 'khoi: 480\nten: Tân An\nso: 12\ncuoi: hết\ndau: mẫu\nds: []\n' >so.yaml
"$VANBAN" build >"$work/said" 2>&1
ok $? "three papers are filled"
for path in khoi so cuoi dau; do
    "$VANBAN" impact so.yaml:$path
done >"$work/got" 2>"$work/said"
diff - "$work/got" >>"$work/said" <<'END'
jinja-docx paragraph 2: khoi = 480
jinja-odt paragraph 2: khoi = 480
mustache-docx paragraph 2: khoi = 480
jinja-docx table 1, row 2, cell 2: so = 12
jinja-odt table 1, row 2, cell 2: so = 12
mustache-docx table 1, row 2, cell 2: so = 12
jinja-docx paragraph 3: cuoi = hết
jinja-odt paragraph 3: cuoi = hết
mustache-docx paragraph 3: cuoi = hết
jinja-docx header, paragraph 1: dau = mẫu
mustache-docx header (header1.xml), paragraph 1: dau = mẫu
END
ok $? "impact names paragraph and cell"
sed -i 's/480/460/' so.yaml
"$VANBAN" status >"$work/said" 2>&1
grep -q '^khoi: 480 → 460 (so.yaml), in jinja-docx paragraph 2, jinja-odt paragraph 2, mustache-docx paragraph 2$' "$work/said" &&
    grep -qF 'Có [-480-]{+460+} khối.' "$work/said"
ok $? "status too, with the sentence"

# A spreadsheet by its cells, and secret papers, of which nothing is told unasked.
mkdir "$work/s" && cd "$work/s" || exit 99
printf '%%%% sheet Quý 1\n<sheetData><row r="3"><c r="B3" t="inlineStr"><is><t>ten</t></is></c><c r="C3" t="inlineStr"><is><t>khoi</t></is></c></row>' >khoi.parts
printf '<row r="4"><c r="B4" t="inlineStr"><is><t>Tân An</t></is></c><c r="C4"><v>480</v></c></row><row r="5"><c r="B5" t="inlineStr"><is><t>Tân Bình</t></is></c><c r="C5"><v>120</v></c></row></sheetData>\n' >>khoi.parts
"${PACK%package/pack_case}data/pack_case" khoi.parts khoi.xlsx || exit 99
cat >vanban.yaml <<'END'
co_quan: { cap_tren: Tỉnh uỷ Tân Phú, ten: Ban Dân vận, ky_hieu: BDV }
dia_danh: Tân Phú
nguoi_ky: { quyen_han: K/T Trưởng Ban, chuc_vu: Phó Trưởng Ban, ho_ten: Nguyễn Văn An }
van_ban:
  - { tep: "*.md", du_lieu: khoi.xlsx, ra: txt }
END
printf -- '---\nten_loai: Báo cáo\nso: 1\nngay: 15/6/2026\ntrich_yeu: về khối\nnoi_nhan: [Lưu Văn phòng]\n---\n# Một\nCó {{ khoi[0].khoi }} khối.\n' >a.md
"$VANBAN" build >"$work/said" 2>&1 && "$VANBAN" impact 'khoi.xlsx:Quý 1!C4' >"$work/said" 2>&1 && [ "$(cat "$work/said")" = 'a §I: khoi[0].khoi = 480' ]
ok $? "a cell with its sheet"
"$VANBAN" impact khoi.xlsx:C4 >"$work/said" 2>&1 && [ "$(cat "$work/said")" = 'a §I: khoi[0].khoi = 480' ]
ok $? "and without"
"$VANBAN" impact khoi.xlsx:C5 >"$work/said" 2>&1 && [ "$(cat "$work/said")" = 'no paper reads it' ]
ok $? "a cell that nobody reads"
sed 's/^so: 1/so: 2\ndo_mat: Mật/' a.md >kin.md
"$VANBAN" build >"$work/said" 2>&1 && "$VANBAN" impact khoi.xlsx:C4 >"$work/said" 2>&1 && grep -q '^a §I' "$work/said" && grep -q 'and 1 are made of.*\[impact-secret\]' "$work/said" &&
    ! grep -q kin "$work/said"
ok $? "that there are secret papers, not which"
"$VANBAN" impact --mat khoi.xlsx:C4 >"$work/said" 2>&1 && grep -q '^kin: made of the whole file' "$work/said"
ok $? "which, when asked"
exit $((failures > 0))
