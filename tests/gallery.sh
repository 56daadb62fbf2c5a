#!/bin/sh
# gallery.sh DEMO SIGNED OUT: first pages of the PDFs under DEMO as pictures in OUT/gallery/, and OUT/gallery.md that
# shows them; of a paper with a page of another size (a landscape annex, say) the first such page too. Under SIGNED is one
# paper before and after its signatures, shown larger.
set -eu
demo=$1 signed=$2 out=$3

# One cell of the page: PICTURE TITLE INPUT.
cell()
{
    printf '[<img src="gallery/%s.jpg" alt="%s" width="260">](gallery/%s.jpg)<br>%s<br>`%s`\n' \
        "$1" "$1" "$1" "$(printf %s "$2" | sed 's/|/\\|/g')" "$3"
}

picture() # PDF PAGE NAME
{
    pdftoppm -r 48 -f "$2" -l "$2" -singlefile -jpeg -jpegopt quality=60 "$1" "$out/gallery/$3"
}

# The first page whose size differs from the first page's; nothing if none does.
other_page()
{
    pages=$(pdfinfo "$1" | sed -n 's/^Pages: *//p')
    pdfinfo -f 1 -l "$pages" "$1" | awk '/^Page .* size:/ { s = $4 "x" $6; if (!first) first = s; else if (s != first) { print $2; exit } }'
}

# The text file that the PDF was made from, as the reader finds it.
input()
{
    case $1 in
    */*) echo "samples/${1%/*}/" ;;
    *) for suffix in md yaml; do [ ! -f "samples/$1.$suffix" ] || echo "samples/$1.$suffix"; done ;;
    esac
}

rm -rf "$out/gallery" "$out/gallery.md"
mkdir -p "$out/gallery"
{
    echo '# Gallery / Bộ sưu tập'
    echo
    echo 'Every paper of `samples/`, as `./dev demo` sets it; `./dev gallery` draws this page anew.'
    echo
    echo 'Mọi văn bản trong `samples/`, như `./dev demo` trình bày; `./dev gallery` vẽ lại trang này.'
    echo
    echo '| | | |'
    echo '|---|---|---|'
    (cd "$demo" && find . -name '*.pdf' | sed 's|^\./||' | LC_ALL=C sort) | while read -r pdf; do
        name=${pdf%.pdf}
        shown=$(printf %s "$name" | tr / -)
        title=$(pdfinfo "$demo/$pdf" | sed -n 's/^Title: *//p')
        from=$(input "$name")
        picture "$demo/$pdf" 1 "$shown"
        cell "$shown" "${title:-$name}" "$from"
        page=$(other_page "$demo/$pdf")
        [ -z "$page" ] || picture "$demo/$pdf" "$page" "$shown-$page"
        [ -z "$page" ] || cell "$shown-$page" "${title:-$name} ($page)" "$from"
    done | paste -d'|' - - - | sed 's/^/| /; s/$/ |/; s/|\[</| [</g'
    echo
    echo '## Signed / Đã ký'
    echo
    echo 'The plan of `samples/ky-so/` as its script signs it: set without number and date, signed by the leader, given both and sealed by the organ. Keys,'
    echo 'signature and seal are made up (MẪU).'
    echo
    echo 'Kế hoạch trong `samples/ky-so/` do tệp lệnh ở đó ký: khi chưa có số và ngày; sau khi lãnh đạo ký; sau khi văn thư ghi số, ngày và cơ quan ký.'
    echo 'Khoá, chữ ký và con dấu đều là mẫu.'
    echo
    echo '| | | |'
    echo '|---|---|---|'
    for name in ke-hoach ke-hoach-lanh-dao-ky ke-hoach-phat-hanh; do
        pdftoppm -r 72 -f 1 -l 1 -singlefile -jpeg -jpegopt quality=75 "$signed/$name.pdf" "$out/gallery/ky-so-$name"
        cell "ky-so-$name" "$name" "samples/ky-so/"
    done | paste -d'|' - - - | sed 's/^/| /; s/$/ |/; s/|\[</| [</g'
} >"$out/gallery.md"
