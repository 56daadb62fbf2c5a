"""What pyHanko says of signed files: pyhanko-judge.py CA.pem FILE.pdf...: a line a file, FILE: word of each signature in order.

A word: valid, or invalid and why; behind it the strongest profile that pyHanko accepts (b, t, lt, lta)."""
import asyncio
import logging
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.ltv import RevocationInfoValidationType, async_validate_pdf_ltv_signature
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
root = load_cert_from_pemder(sys.argv[1])


def context():
    return ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail")


def judge(signature):
    if signature.sig_object.get("/Type") == "/DocTimeStamp":
        status = validate_pdf_timestamp(signature, context())
        return "timestamp" if status.valid and status.trusted else "timestamp-invalid"
    status = validate_pdf_signature(signature, context(), ts_validation_context=context())
    if not status.bottom_line:
        why = "" if status.valid else " broken"
        why += "" if status.intact else " changed"
        why += "" if status.trusted else " untrusted"
        why += f" {status.modification_level}" if not status.docmdp_ok else ""
        return "invalid" + why
    level = "t" if status.timestamp_validity and status.timestamp_validity.valid else "b"
    for name, kind in (("lt", RevocationInfoValidationType.PADES_LT), ("lta", RevocationInfoValidationType.PADES_LTA)):
        try:
            if asyncio.run(async_validate_pdf_ltv_signature(
                    signature, kind, {"trust_roots": [root], "allow_fetching": False}, bootstrap_validation_context=context())).bottom_line:
                level = name
        except Exception as e:
            print(type(e), e, file=sys.stderr)
            break
    return level


for path in sys.argv[2:]:
    words = []
    try:
        with open(path, "rb") as f:
            for signature in PdfFileReader(f, strict=False).embedded_signatures:
                words.append(judge(signature))
    except Exception as e:
        words.append("error " + type(e).__name__ + " " + str(e)[:80])
    print(path.rsplit("/", 1)[-1] + ":", ", ".join(words), flush=True)
