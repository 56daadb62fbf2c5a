#!/bin/sh
# vanban diff: against what was issued, of two files, and the changes marked on the paper, in the tree, in Word's terms and on the page.
set -u
. "$(dirname "$0")/workspace.sh"
SOURCE_DATE_EPOCH=1780000000

# run STATUS ARGUMENT...
run()
{
    wanted=$1
    shift
    "$VANBAN" "$@" >"$work/said" 2>"$work/err" </dev/null
    [ $? = "$wanted" ]
}

says()
{
    diff - "$work/said" >>"$work/err"
    ok $? "$1"
}

# The lines of a text without its number and day, and the spaces that a note has or has not behind its number.
plain()
{
    sed -e '/^Số /d' -e '/^Tân Phú, /d' -e 's/^ *//' "$1" | grep .
}

paper()
{
    cat <<'END'
---
ten_loai: Báo cáo
trich_yeu: về công tác dân vận
noi_nhan: [Các huyện uỷ, Lưu Văn phòng]
bang:
  huyen:
    cot: [{ ten: Đơn vị }, { ten: Số khối }]
    dong:
      - [Huyện Tân An, 120]
      - [Huyện Tân Bình, 140]
      - [Huyện Tân Châu, 100]
---
END
}
mkdir "$work/o" && cd "$work/o" || exit 99
cat >vanban.yaml <<'END'
co_quan: { cap_tren: Tỉnh uỷ Tân Phú, ten: Ban Dân vận, ky_hieu: BDV }
dia_danh: Tân Phú
nguoi_ky: { quyen_han: K/T Trưởng Ban, chuc_vu: Phó Trưởng Ban, ho_ten: Nguyễn Văn An }
nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]
van_ban: [ { tep: "bc.md", du_lieu: so.yaml, ra: [txt, docx] } ]
END
printf 'so_lieu:\n  khoi: 480\n' >so.yaml
{
    paper
    cat <<'END'
Báo cáo như sau:

# Tình hình
Toàn tỉnh có {{ so_lieu.khoi }} khối, **hoạt động đều**[^1].

Đoạn văn này rồi sẽ được chuyển xuống cuối báo cáo.

[^1]: Theo báo cáo của các huyện uỷ.

# Số liệu
Câu này thừa.

{{ bang.huyen }}

# Phương hướng
Tiếp tục củng cố.
END
} >bc.md
cp bc.md cu.md
run 0 build && run 0 issue bc
ok $? "a paper is issued"
run 0 diff bc --issued && [ ! -s "$work/said" ]
ok $? "the draft with its number says what was issued"

sed -i 's/480/460/' so.yaml
sed -i -e 's/, \*\*hoạt động đều/ dân vận, **hoạt động rất đều/' -e '/^Đoạn văn này/d' -e 's/các huyện uỷ\./các huyện uỷ, thị uỷ./' -e '/^Câu này thừa/d' \
    -e 's/Huyện Tân An, 120/Huyện Tân An, 125/' -e '/Tân Bình/d' -e '/Tân Châu/a \      - [Thị xã Tân Mới, 75]' bc.md
printf '\nĐoạn văn này rồi sẽ được chuyển xuống cuối báo cáo.\n' >>bc.md
run 1 diff bc --issued
cat >"$work/wanted" <<'END'
§I: Toàn tỉnh có [-480-]{+460+} khối {+dân vận+}, hoạt động {+rất+} đều.
§I, note: Theo báo cáo của các huyện uỷ{+, thị uỷ+}.
§I, moved: [-Đoạn văn này rồi sẽ được chuyển xuống cuối báo cáo.-]
§II: [-Câu này thừa.-]
§II, table 1, row 1, column 2: [-120-]{+125+}
§II, table 1, row 2: [-Huyện Tân Bình | 140-]
§II, table 1, row 3: {+Thị xã Tân Mới | 75+}
§III, moved: {+Đoạn văn này rồi sẽ được chuyển xuống cuối báo cáo.+}
END
says "words, notes, rows and what was moved" <"$work/wanted"
for name in 01-BC/BDV luu/2026/BC/01-BC-BDV.pdf; do
    run 1 diff "$name" bc && sed -i '1,2d' "$work/said" && says "the same by $name, but for number and day" <"$work/wanted"
done
run 1 diff bc && grep -q '480-\]{+460' "$work/said"
ok $? "against the last build"
run 1 diff --json bc --issued && grep -q '{"places":\["§I"\],"before":"Đoạn văn.*","moved":true}' "$work/said"
ok $? "as JSON"

run 1 diff bc --issued -f tree -o - && grep -E '^ +text .*(came|went)' "$work/said" | sed 's/^ *//' >"$work/o/marks"
mv marks "$work/said"
says "what came and went stands in the tree" <<'END'
text went "480"
text came "460"
text came "dân vận"
text Dam came "rất "
text came ", thị uỷ"
text went-away "Đoạn văn này rồi sẽ được chuyển xuống cuối báo cáo."
text went "Câu này thừa."
text went "120"
text came "125"
text went "Huyện Tân Bình"
text went "140"
text came "Thị xã Tân Mới"
text came "75"
text came-here "Đoạn văn này rồi sẽ được chuyển xuống cuối báo cáo."
END
run 1 diff bc --issued -o k.pdf && pdftotext -layout k.pdf "$work/said" && grep -q 'Compared with 01-BC/BDV: *added *deleted *moved' "$work/said" &&
    grep -q 'Toàn tỉnh có 480460 khối dân vận, hoạt động rất đều' "$work/said" && grep -q 'Số 01-BC/BDV' "$work/said" && ! grep -aq '/FT */Sig' k.pdf
ok $? "on the page, with a legend and no field to sign"
run 1 diff bc --issued -o k.docx && unzip -p k.docx word/document.xml >"$work/said" &&
    grep -q '<w:del w:id="[0-9]*" w:author="vanban"><w:r><w:delText>480</w:delText></w:r></w:del><w:ins w:id="[0-9]*" w:author="vanban"><w:r><w:t>460</w:t></w:r></w:ins>' "$work/said" &&
    grep -q '<w:trPr>.*<w:del w:id="[0-9]*" w:author="vanban"/></w:trPr>' "$work/said" && ! grep -q '<w:t[^>]*>480' "$work/said"
ok $? "as Word's tracked changes"
"$VANBAN" render bc.md so.yaml -f txt -o moi.txt 2>"$work/err" && "$VANBAN" convert k.docx -f txt -o nhan.txt 2>"$work/err" && plain moi.txt >"$work/x" && plain nhan.txt | diff "$work/x" - >"$work/said"
ok $? "accepted, they are the new paper"
run 0 render cu.md so.yaml -f docx -o cu.docx && run 0 render bc.md so.yaml -f docx -o moi.docx && run 1 diff cu.docx moi.docx && grep -q 'row 2: \[-Huyện Tân Bình | 140-\]' "$work/said"
ok $? "two DOCX"
run 1 diff cu.docx moi.docx -f odt,pdf -o ra/ && [ -s ra/moi-khac.odt ] && [ -s ra/moi-khac.pdf ]
ok $? "in several formats"
run 0 render bc.md so.yaml --embed-source -f pdf -o nguon.pdf && run 0 diff bc nguon.pdf && [ ! -s "$work/said" ]
ok $? "a PDF that carries its source"
(cd / && run 1 diff "$work/o/cu.docx" "$work/o/moi.docx" && [ -s "$work/said" ])
ok $? "outside of any office"

# What cannot be compared.
run 2 diff luu/2026/BC/01-BC-BDV.pdf cu.docx moi.docx && grep -q diff-two "$work/err"
ok $? "three"
run 2 diff bc 01-BC/BDV -o x.pdf && grep -q diff-no-paper "$work/err" && [ ! -e x.pdf ]
ok $? "words alone cannot be marked"
run 2 diff k.pdf bc && grep -q source-none "$work/err"
ok $? "a PDF without a source"
run 2 diff 99-BC/BDV bc && grep -q register-not-named "$work/err"
ok $? "a number that is none"
cp luu/2026/BC/01-BC-BDV.pdf keep.pdf && echo x >>luu/2026/BC/01-BC-BDV.pdf
run 1 diff bc --issued && grep -q archive-changed "$work/err"
ok $? "an issued file that was changed is told"
cp keep.pdf luu/2026/BC/01-BC-BDV.pdf
sed -i '1s/01-BC/02-BC/' .vanban/loi-van/*.txt
run 2 diff bc --issued && grep -q diff-no-words "$work/err"
ok $? "words kept of another paper are not taken"
"$VANBAN" render cu.md so.yaml --embed-source -f pdf -o luu/2026/BC/01-BC-BDV.pdf 2>>"$work/err"
run 1 diff bc --issued && grep -q 'Thị xã' "$work/said"
ok $? "but the source that the archived file carries"
exit $((failures > 0))
