#!/bin/sh
# Makes data of the two real papers: a plan of 2013 and a half-year report of 2021, unedited texts as found on
# the web (typing slips included). Only the marks of headings are added; what the found text lacks (organ, signer
# of the report) is left out, so the report is rendered as a draft.
# usage: papers.sh FOLDER_OF_TEXTS OUTPUT_FOLDER
set -eu
from=$1
to=$2
mkdir -p "$to"

# Paragraphs of the text: one a line, trimmed, numbers of headings turned into Markdown levels.
body() { # FILE FIRST_PATTERN LAST_PATTERN
    awk -v first="$2" -v last="$3" '
    { gsub(/\302\240|\t/, " "); gsub(/  +/, " "); sub(/^ +/, ""); sub(/ +$/, "") }
    !on && index($0, first) == 1 { on = 1 }
    !on || $0 == "" { next }
    index($0, last) == 1 { ends = 1 }
    /^(I|II|III|IV|V)[-.] / { tasks = /^III\./; print "# " $0 "\n"; next }
    /^[0-9]+\.[0-9]+\. / { print "### " $0 "\n"; next }
    /^[0-9]+\. / && !tasks { print "## " $0 "\n"; next }
    { print $0 "\n" }
    ends { exit }' "$1"
}

{
    cat <<'YAML'
---
ten_loai: Kế hoạch
co_quan:
  cap_tren: Đảng ủy Khối các cơ quan tỉnh
  ten: [BCĐ phong trào thi đua, “Dân vận khéo”]
  ky_hieu: BCĐ
so: 01
dia_danh: Rạch Giá
ngay: 25/02/2013
trich_yeu: [Chỉ đạo thực hiện phong trào thi đua “Dân vận khéo”, khối các cơ quan tỉnh (2013-2015)]
noi_nhan:
  - Ban Dân vận Tỉnh uỷ,
  - Thành viên BCĐ Đảng uỷ,
  - Các UVBCH Đảng uỷ,
  - Các chi, đảng bộ trực thuộc,
  - Lưu TDV, VP.
nguoi_ky: { chuc_vu: Phó Bí thư Thường trực, kiem: Trưởng Ban, ho_ten: Nguyễn Văn Hộ }
---
YAML
    body "$from/ke-hoach-01-BCD-2013.txt" "Thực hiện kế hoạch số 06" "Trên đây là Kế hoạch"
} >"$to/ke-hoach-2013.md"

{
    cat <<'YAML'
---
ten_loai: Báo cáo
the_thuc: dang-2018
co_quan: { ten: Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh, ky_hieu: ĐUK }
trich_yeu: Kết quả thực hiện phong trào thi đua “Dân vận khéo” 6 tháng đầu năm, nhiệm vụ trọng tâm 6 tháng cuối năm 2021
---
YAML
    body "$from/bao-cao-6-thang-2021.txt" "Thực hiện Công văn số 143" "3. Tiếp tục lãnh đạo"
} >"$to/bao-cao-2021.md"
