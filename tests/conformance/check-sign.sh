#!/bin/sh
# Signatures of every level, by RSA and EC, one to three in a file, as pyHanko (and pdfsig) judges them. The authorities run on loopback.
set -u
. "$(dirname "$0")/common.sh"

PYHANKO=0.25.3
work=$CONFORMANCE_DIR/sign
venv=$CONFORMANCE_DIR/pyhanko-$PYHANKO
rm -rf "$work"
mkdir -p "$work"
if ! command -v openssl >/dev/null 2>&1 || ! command -v python3 >/dev/null 2>&1; then
    skip "signatures" "there is no openssl or python3"
    finish
fi

cd "$work" || exit 3
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out tls.pem -subj /CN=tls -addext subjectAltName=IP:127.0.0.1 \
    -days 30 2>openssl.log
: >port
python3 "$here/authority.py" "$work" >>port 2>authority.log &
authority=$!
trap 'kill $authority' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ "$(wc -l <port)" = 2 ] || sleep 0.5
done
url=http://127.0.0.1:$(sed -n 1p port) safe=https://127.0.0.1:$(sed -n 2p port)

cat >ca.cnf <<END
[req]
distinguished_name=dn
prompt=no
utf8=yes
[dn]
CN=x
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[person]
keyUsage=critical,digitalSignature,nonRepudiation
extendedKeyUsage=clientAuth,emailProtection
authorityKeyIdentifier=keyid
authorityInfoAccess=OCSP;URI:$url/ocsp
crlDistributionPoints=URI:$url/ca.crl
$(for name in organ copier; do
    printf '[%s]\nkeyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=clientAuth,emailProtection\n' $name
    printf 'authorityKeyIdentifier=keyid\ncrlDistributionPoints=URI:%s/ca.crl\n' "$safe"
done)
[tsa]
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
authorityKeyIdentifier=keyid
authorityInfoAccess=OCSP;URI:$url/ocsp
[ocsp]
keyUsage=critical,digitalSignature
extendedKeyUsage=OCSPSigning
noCheck=ignored
[crl]
default_ca=list
[list]
database=index.txt
crlnumber=crlnumber
default_md=sha256
default_crl_days=30
END
cat >tsa.cnf <<END
[tsa]
default_tsa=t
[t]
serial=tsa.serial
signer_cert=tsa.pem
signer_key=tsa.key
signer_digest=sha256
default_policy=1.2.3.4
digests=sha256
ess_cert_id_alg=sha256
END
{
    openssl ecparam -genkey -name prime256v1 -noout -out ca.key
    openssl req -x509 -new -key ca.key -out ca.pem -config ca.cnf -extensions ca -subj "/CN=CA gốc MẪU" -utf8 -days 3650
    echo 01 >tsa.serial
    echo 01 >crlnumber
    : >index.txt
    for row in "person rsa" "organ ec" "copier ec" "tsa rsa" "ocsp ec"; do
        name=${row% *}
        if [ "${row#* }" = rsa ]; then openssl genrsa -out "$name.key" 2048; else openssl ecparam -genkey -name prime256v1 -noout -out "$name.key"; fi
        openssl req -new -key "$name.key" -config ca.cnf -subj "/CN=$name MẪU" -utf8 -out "$name.csr"
        openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 700 -extfile ca.cnf -extensions "$name" -out "$name.pem"
        serial=$(openssl x509 -in "$name.pem" -noout -serial | cut -d= -f2)
        printf 'V\t401231235959Z\t\t%s\tunknown\t/CN=%s\n' "$serial" "$name" >>index.txt
    done
    openssl pkcs12 -export -inkey person.key -in person.pem -certfile ca.pem -passout "pass:mật khẩu" -out person.p12
    openssl ca -gencrl -config ca.cnf -name list -keyfile ca.key -cert ca.pem -out crl.pem
    openssl crl -in crl.pem -outform DER -out ca.crl
} >>openssl.log 2>&1

if ! [ -x "$venv/bin/python" ]; then
    python3 -m venv "$venv" >venv.log 2>&1 && "$venv/bin/pip" -q install "pyHanko==$PYHANKO" >>venv.log 2>&1 || rm -rf "$venv"
fi
# The organ's authority is asked over https: timestamps and the list of what is revoked.
network="--tsa $url/tsa --trust ca.pem --allow $url,$safe --trust-tls tls.pem"
of_organ="--tsa $safe/tsa --trust ca.pem --allow $safe,$url --trust-tls tls.pem"
# A paper as the leader gets it: without number and date.
sed '/^so:/d; /^ngay:/d' "$top/samples/ke-hoach.md" >paper.md
"$VANBAN" render -q -f pdf -o "$work/in.pdf" paper.md 2>render.log
# shellcheck disable=SC2086
for level in b t lt lta; do
    VANBAN_PIN="mật khẩu" "$VANBAN" sign --p12 person.p12 --image "$top/samples/ky-so/chu-ky.png" --level $level $network in.pdf -o $level.pdf 2>>sign.log
done
# shellcheck disable=SC2086
{
    "$VANBAN" sign --key organ.key --cert organ.pem --role organ --seal "$top/samples/ky-so/dau.png" --so 7 --ngay 15/6/2026 --level lta $of_organ lta.pdf -o two.pdf
    "$VANBAN" sign --key copier.key --cert copier.pem --role copy --level lt $of_organ two.pdf -o three.pdf
} 2>>sign.log

# A field that is made where the user says.
"$VANBAN" sign --key person.key --cert person.pem --image "$top/samples/ky-so/chu-ky.png" --at 1,110,240,80,35 in.pdf -o at.pdf 2>>sign.log
# An annex in a file of its own, by the organ.
"$VANBAN" sign --key organ.key --cert organ.pem --role annex --mark 56/KH-SNV in.pdf -o annex.pdf 2>>sign.log
# The same by somebody else: a digest goes out, a CMS comes back.
{
    "$VANBAN" sign --prepare --image "$top/samples/ky-so/chu-ky.png" --cert person.pem in.pdf -o waits.pdf >order.json
    [ ! -x "$venv/bin/python" ] || "$venv/bin/python" "$here/pyhanko-cms.py" order.json person.key person.pem ca.pem cms.der
    # shellcheck disable=SC2086
    "$VANBAN" sign --finish cms.der --level lta $network waits.pdf -o finished.pdf
    python3 -c 'import base64, json, sys; sys.stdout.buffer.write(base64.b64decode(json.load(open("order.json"))["attributes"]["der"]))' >attributes.der
    openssl dgst -sha256 -sign person.key -out bare.sig attributes.der
    # shellcheck disable=SC2086
    "$VANBAN" sign --finish bare.sig --cert person.pem --level lt $network waits.pdf -o bare.pdf
} 2>>sign.log

# The same by a token: RSA for the leader, EC for the organ.
driver=
have softhsm2-util softhsm2 && have pkcs11-tool opensc
for file in /usr/lib/softhsm/libsofthsm2.so /usr/lib/*/softhsm/libsofthsm2.so /usr/lib/*/pkcs11/libsofthsm2.so; do
    [ ! -f "$file" ] || driver=$file
done
tokens=
elsewhere="at annex bare"
[ ! -x "$venv/bin/python" ] || elsewhere="at annex bare finished"
if [ -n "$driver" ] && command -v pkcs11-tool >/dev/null 2>&1; then
    tokens="token token-two"
    mkdir -p tokens
    printf 'directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' "$work" >softhsm2.conf
    export SOFTHSM2_CONF="$work/softhsm2.conf"
    {
        softhsm2-util --init-token --free --label "Thẻ MẪU" --pin 135790 --so-pin 97531000
        for row in "person 01" "organ 02"; do
            name=${row% *}
            openssl pkcs8 -topk8 -nocrypt -in "$name.key" -out "$name.p8"
            openssl x509 -in "$name.pem" -outform DER -out "$name.der"
            softhsm2-util --import "$name.p8" --token "Thẻ MẪU" --label "khoá $name" --id "${row#* }" --pin 135790
            pkcs11-tool --module "$driver" --token-label "Thẻ MẪU" --pin 135790 -w "$name.der" -y cert --id "${row#* }" --label "$name"
        done
        uri="token=Th%E1%BA%BB%20M%E1%BA%AAU?module-path=$driver"
        # shellcheck disable=SC2086
        VANBAN_PIN=135790 "$VANBAN" sign --pkcs11 "pkcs11:object=person;$uri" --level lta $network in.pdf -o token.pdf
        # shellcheck disable=SC2086
        VANBAN_PIN=135790 "$VANBAN" sign --pkcs11 "pkcs11:id=%02;$uri" --role organ --so 7 --ngay 15/6/2026 --level lt $network token.pdf -o token-two.pdf
        echo 1 | "$VANBAN" --lang en sign --pkcs11 "pkcs11:id=%02;$uri" --pin-fd 0 in.pdf -o token-wrong.pdf
    } >token.log 2>&1
    if grep -q 'token-pin-wrong' token.log && [ ! -e token-wrong.pdf ]; then
        ok "sign with SoftHSM2: a wrong PIN is told"
    else
        not_ok "sign with SoftHSM2: a wrong PIN is told" "see $work/token.log"
    fi
else
    skip "sign with SoftHSM2" "softhsm2 or opensc is absent"
fi

# With its source, signed by both afterwards; samples of other kinds beside it.
# shellcheck disable=SC2086
{
    "$VANBAN" render -q --embed-source -o source-0.pdf paper.md
    VANBAN_PIN="mật khẩu" "$VANBAN" sign --p12 person.p12 --image "$top/samples/ky-so/chu-ky.png" --level lt $network source-0.pdf -o source-1.pdf
    "$VANBAN" sign --key organ.key --cert organ.pem --role organ --seal "$top/samples/ky-so/dau.png" --so 7 --ngay 15/6/2026 --level lta $network source-1.pdf -o source-2.pdf
    (cd "$top/samples/bao-cao-phu-luc" && "$VANBAN" render -q --embed-source -o "$work/source-3.pdf" $(head -1 lenh))
    (cd "$top/samples/mau-word" && "$VANBAN" render -q --embed-source -o "$work/source-4.pdf" $(head -1 lenh))
    (cd "$top/samples/phong-trao" && "$VANBAN" render -q --embed-source -o "$work/source-5.pdf" $(head -1 lenh))
} 2>>sign.log
if "$VANBAN" render -q --from source-2.pdf -o again.pdf 2>>sign.log && cmp -s source-0.pdf again.pdf; then
    ok "render --from: the unsigned file from the one that two have signed"
else
    not_ok "render --from: the unsigned file from the one that two have signed" "see $work/sign.log"
fi

for file in b t lt lta two three $elsewhere $tokens; do
    if "$VANBAN" verify --trust ca.pem --allow "$url,$safe" --trust-tls tls.pem "$file.pdf" >"$file.said" 2>&1; then
        ok "sign $file: verify passes it"
    else
        not_ok "sign $file: verify passes it" "see $work/$file.said"
    fi
done

# An authority over https whose certificate nobody trusts.
"$VANBAN" --lang en sign --key organ.key --cert organ.pem --level t --tsa "$safe/tsa" in.pdf -o stranger.pdf 2>stranger.log
if grep -q '\[fetch-tls\]' stranger.log && [ ! -e stranger.pdf ]; then
    ok "sign over https: a certificate that nobody trusts is refused"
else
    not_ok "sign over https: a certificate that nobody trusts is refused" "see $work/stranger.log"
fi

if pdftotext -f 1 -l 1 -layout two.pdf - 2>/dev/null | grep -q 'ngày 15 tháng 6 năm'; then
    ok "sign two: the date stands in its blanks"
else
    not_ok "sign two: the date stands in its blanks" "see $work/two.pdf"
fi
if have_verapdf; then
    for flavour in 2a ua1; do
        signed=
        for file in b t lt lta two three $elsewhere $tokens; do
            signed="$signed $file.pdf"
        done
        # shellcheck disable=SC2086
        verapdf -f "$flavour" --format text --loglevel 0 $signed >"$flavour" 2>>verapdf.log
        for file in b t lt lta two three $elsewhere $tokens; do
            if grep -q "^PASS .*/$file.pdf $flavour" "$flavour"; then
                ok "veraPDF $flavour: signed $file"
            else
                not_ok "veraPDF $flavour: signed $file" "see $work/$flavour"
            fi
        done
    done
    for flavour in 3a ua1; do
        verapdf -f "$flavour" --format text --loglevel 0 source-?.pdf >"source-$flavour" 2>>verapdf.log
        for file in source-0 source-1 source-2 source-3 source-4 source-5; do
            [ "$flavour $file" != "ua1 source-4" ] || continue # an office's own file without a title claims no PDF/UA
            if grep -q "^PASS .*/$file.pdf $flavour" "source-$flavour"; then
                ok "veraPDF $flavour: $file, which carries its source"
            else
                not_ok "veraPDF $flavour: $file, which carries its source" "see $work/source-$flavour"
            fi
        done
    done
else
    skip "veraPDF of signed files" "not installed: see install.log"
fi

if [ -x "$venv/bin/python" ]; then
    "$venv/bin/python" "$here/pyhanko-judge.py" ca.pem b.pdf t.pdf lt.pdf lta.pdf two.pdf three.pdf at.pdf annex.pdf bare.pdf finished.pdf ${tokens:+token.pdf token-two.pdf} >judged 2>judge.log
    # The second signature of two.pdf is LTA by our rule; pyHanko counts its archive timestamp to the first one's chain.
    while IFS= read -r wanted; do
        case $wanted in token*) [ -n "$tokens" ] || continue ;; esac
        if grep -qxF "$wanted" judged; then
            ok "pyHanko: $wanted"
        else
            not_ok "pyHanko: $wanted" "see $work/judged"
        fi
    done <<'END'
b.pdf: b
t.pdf: t
lt.pdf: lt
lta.pdf: lta, timestamp
two.pdf: lta, timestamp, lt, timestamp
three.pdf: lta, timestamp, lt, timestamp, lt
at.pdf: b
annex.pdf: b
bare.pdf: lt
finished.pdf: lta, timestamp
token.pdf: lta, timestamp
token-two.pdf: lta, timestamp, lt
END
    # A list of what is revoked tells of a time only if it was made later.
    openssl ca -gencrl -config ca.cnf -name list -keyfile ca.key -cert ca.pem -out later.pem 2>>openssl.log
    "$venv/bin/python" "$here/mutations.py" "$VANBAN" ca.pem later.pem "$work/mutations" t.pdf two.pdf >mutated 2>mutations.log ||
        echo "not ok - mutations: see $work/mutations.log" >>mutated
    while IFS= read -r line; do
        case $line in
        "ok - "*) ok "${line#ok - }" ;;
        *) not_ok "${line#not ok - }" "vanban and pyHanko, see $work" ;;
        esac
    done <mutated
else
    skip "pyHanko $PYHANKO" "it cannot be had"
fi
# EU DSS has no network: it judges by what is in the file, and by a list made later for those that carry no evidence.
if have_dss; then
    openssl ca -gencrl -config ca.cnf -name list -keyfile ca.key -cert ca.pem -out later.pem 2>>openssl.log
    openssl crl -in later.pem -outform DER -out later.crl 2>>openssl.log
    python3 -c 'b = bytearray(open("b.pdf", "rb").read()); b[400] ^= 1; open("changed.pdf", "wb").write(b)'
    mkdir -p dss
    java -XX:TieredStopAtLevel=1 -jar "$dss/ecj-3.33.0.jar" -17 -cp "$(echo "$dss"/*.jar | tr ' ' ':')" -d dss "$here/DssJudge.java" >dss.log 2>&1 &&
        java -XX:TieredStopAtLevel=1 -cp "dss:$dss/*" DssJudge ca.pem later.crl b.pdf t.pdf lt.pdf three.pdf source-2.pdf ${tokens:+token-two.pdf} changed.pdf \
            >dss.said 2>>dss.log
    while IFS= read -r wanted; do
        case $wanted in token*) [ -n "$tokens" ] || continue ;; esac
        if sed 's/PAdES-BASELINE-//g' dss.said | grep -qxF "$wanted"; then
            ok "EU DSS: $wanted"
        else
            not_ok "EU DSS: $wanted" "see $work/dss.said and dss.log"
        fi
    done <<'END'
b.pdf: B TOTAL_PASSED
t.pdf: T TOTAL_PASSED
lt.pdf: LT TOTAL_PASSED
three.pdf: LTA TOTAL_PASSED, LTA TOTAL_PASSED, LT TOTAL_PASSED
source-2.pdf: LTA TOTAL_PASSED, LTA TOTAL_PASSED
token-two.pdf: LTA TOTAL_PASSED, LT TOTAL_PASSED
changed.pdf: B TOTAL_FAILED HASH_FAILURE
END
else
    skip "EU DSS" "it cannot be had: see install.log"
fi
# Every signature that is no document timestamp, which pdfsig does not know. It calls a certificate trusted only if NSS left no error behind on the way, and
# NSS leaves one for each extension that it looks for in vain and for each certificate that it met before: so people have an extended key usage and a list, as
# real ones do, and no one signs twice.
if command -v pdfsig >/dev/null 2>&1 && have certutil libnss3-tools; then
    mkdir nss
    certutil -N -d sql:nss --empty-password && certutil -A -d sql:nss -n ca -t CT,C,C -i ca.pem
    for row in "b 1" "t 1" "lt 1" "lta 1" "two 2" "three 3"; do
        file=${row% *}
        pdfsig -no-ocsp -nssdir "sql:$work/nss" "$file.pdf" >"$file.pdfsig" 2>/dev/null
        grep -A4 'Signature Type: ETSI.CAdES.detached' "$file.pdfsig" >ours.pdfsig
        if [ "$(grep -c 'Signature is Valid' ours.pdfsig) $(grep -c 'Certificate is Trusted' ours.pdfsig)" = "${row#* } ${row#* }" ]; then
            ok "pdfsig: $file"
        else
            not_ok "pdfsig: $file" "a signature is not valid or not trusted: see $work/$file.pdfsig"
        fi
    done
else
    skip "pdfsig" "poppler-utils or libnss3-tools are absent"
fi
finish
