#!/bin/sh
# ky.sh VANBAN OUT: sets the plan of this folder and signs it as an office does, with keys that are made here and belong to nobody.
# The leader signs a paper that has no number and no date; the clerk gives both when the organ signs.
#
# Soạn bản kế hoạch trong thư mục này rồi ký theo trình tự của cơ quan, bằng khoá tạo ngay tại đây, không của ai cả. Lãnh đạo ký khi văn bản chưa có số,
# ngày; văn thư ghi số, ngày cùng lúc ký bằng chứng thư số của cơ quan.
set -eu
vanban=$1 here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$2"
mkdir -p "$2"
cd "$2"

# at TIME WORDS...: vanban with that time on its clock.
at()
{
    SOURCE_DATE_EPOCH=$(date -d "$1" +%s)
    export SOURCE_DATE_EPOCH
    shift
    "$vanban" "$@"
}

# key NAME SUBJECT: a key and a certificate that it has signed itself.
key()
{
    {
        openssl ecparam -genkey -name prime256v1 -noout -out "$1.key"
        openssl req -new -utf8 -key "$1.key" -config ca.cnf -subj "$2" -out "$1.csr"
        openssl ca -batch -selfsign -utf8 -config ca.cnf -name ca -keyfile "$1.key" -in "$1.csr" -out "$1.pem" -notext \
            -startdate 20260101000000Z -enddate 20351231235959Z
    } >>openssl.log 2>&1
}
cat >ca.cnf <<'END'
[req]
distinguished_name=dn
[dn]
[ca]
database=index.txt
new_certs_dir=certs
rand_serial=yes
default_md=sha256
policy=any
unique_subject=no
x509_extensions=signer
[any]
commonName=supplied
emailAddress=optional
organizationName=optional
[signer]
keyUsage=critical,digitalSignature,nonRepudiation
END
mkdir certs
: >index.txt
key lanh-dao '/O=Đảng uỷ Các cơ quan tỉnh/CN=Nguyễn Thị Hồng Ánh/emailAddress=anhnth@mau.example'
key co-quan '/O=Đảng uỷ Các cơ quan tỉnh/CN=Ban Chỉ đạo "Dân vận khéo" (MẪU)'

at '2026-07-23 10:00 +0700' render -q --embed-source -o ke-hoach.pdf "$here/ke-hoach.md"
at '2026-07-24 16:32:08 +0700' sign -q --key lanh-dao.key --cert lanh-dao.pem --image "$here/chu-ky.png" ke-hoach.pdf -o ke-hoach-lanh-dao-ky.pdf
at '2026-07-27 08:05:41 +0700' sign -q --key co-quan.key --cert co-quan.pem --role organ --seal "$here/dau.png" --so 12 --ngay 27/7/2026 \
    ke-hoach-lanh-dao-ky.pdf -o ke-hoach-phat-hanh.pdf
at '2026-07-27 08:06 +0700' verify -q --trust lanh-dao.pem,co-quan.pem --offline ke-hoach-phat-hanh.pdf >verify.log
"$vanban" render -q --from ke-hoach-phat-hanh.pdf -o ke-hoach-lam-lai.pdf
cmp ke-hoach.pdf ke-hoach-lam-lai.pdf
rm -rf certs ./*.key ./*.csr index.txt* ca.cnf
