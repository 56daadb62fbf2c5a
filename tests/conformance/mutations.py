"""200 changes to signed files, and 40 inside of /Contents, each judged by vanban verify and by pyHanko.

mutations.py VANBAN CA.pem CRL.pem FOLDER ONE.pdf MORE.pdf: ONE has one signature with a timestamp, MORE the whole order of an office. Prints the lines of a
check. A file that was changed must not pass; one that was not (harmless below) must. Where vanban is stricter than pyHanko the case stands in
STRICTER with its reason; nowhere is it laxer. All is deterministic: places come from a fixed sequence."""
import logging
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
PATIENCE = 2  # of processor time [s]; a table that is its own predecessor is read for ever
vanban, ca, crl, folder = sys.argv[1:5]
root = load_cert_from_pemder(ca)

# Changes of the file that change nothing of what was signed, or that a signature allows.
HARMLESS = {"no change", "saving 2", "saving 3", "saving 4", "saving 5", "saving 6", "catalogue: /Version", "catalogue: moved", "Info: title", "XMP: other words",
            "content written again", "orphan", "form: NeedAppearances", "form: /DA", "field: filled in", "field: flags", "field: looks over looks",
            "field: new, empty, unseen", "store: nothing in it", "empty revision", "line at the end"}
STRICTER = {
    "digit": "versions and lists of a CMS must be what they are to be",
    "bytes at the end": "what stands behind the last saving is in none",
    "second end": "what stands behind the last saving is in none",
    "another file": "what stands behind the last saving is in none",
    "saving": "what stands behind the last saving is in none",
    "padding": "what stands behind the CMS must be zeros",
}


def sequence(seed):
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        yield seed >> 33


def gaps(data):
    return [(m.start() + 9, data.index(b">", m.end()) + 1) for m in re.finditer(rb"/Contents<", data)]


def ranges(data):
    return [m.span(1) for m in re.finditer(rb"/ByteRange\[([0-9 ]+)\]", data)]


def set_at(data, span, value):
    begin, end = span
    return data[:begin] + value + data[end:]


# ---- revisions by hand ----

def number_of(data, pattern):
    """The last object with a pattern in its head."""
    found = [m for m in re.finditer(rb"(?:^|\n)(\d+) 0 obj\n(.*?)(?:stream|endobj)", data, re.S) if re.search(pattern, m.group(2))]
    return int(found[-1].group(1))


def object_of(data, number):
    start = data.rindex(b"\n%d 0 obj\n" % number) + len(b"\n%d 0 obj\n" % number)
    return data[start:data.index(b"\nendobj", start)]


def append(data, objects, trailer=b"", free=(), prev=None, root_number=1, size=None, again=False):
    last = re.findall(rb"startxref\s+(\d+)", data)[-1]
    was = int(re.findall(rb"/Size (\d+)", data)[-1])
    size = size or max([was] + [n + 1 for n in objects])
    rows = {n: b"%010d %05d f\r\n" % (0, 1) for n in free}
    for number, content in objects.items():
        rows[number] = b"%010d 00000 n\r\n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n" + b"".join(b"%d 1\n%s" % (n, rows[n]) for n in sorted(rows)) if rows else b"xref\n0 0\n"
    prev = int(last) if prev is None else table if prev == "self" else prev
    data += b"trailer\n<</Root %d 0 R/Info 2 0 R/Size %d/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (root_number, size, prev, trailer, table)
    return data


def edited(data, number, old, new, **more):
    was = object_of(data, number)
    now = was.replace(old, new, 1)
    assert now != was, (number, old)
    return append(data, {number: now}, **more)


def stream(dictionary, content):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (dictionary, len(content), content)


def appended(one, more):
    size = int(re.findall(rb"/Size (\d+)", more)[-1])
    page = number_of(more, rb"/Type/Page/")
    first = int(re.search(rb"/Kids\[(\d+)", object_of(more, 3)).group(1))
    content = int(re.search(rb"/Contents\[\d+ 0 R (\d+)", object_of(more, first)).group(1))
    font = number_of(more, rb"/Type/Font/")
    store = number_of(more, rb"/Type/DSS")
    catalogue, pages, xmp, form = 1, 3, number_of(more, rb"/Type/Metadata"), number_of(more, rb"/Fields\[")
    text, seal = number_of(one, rb"/T\(so\)"), number_of(more, rb"/T\(co_quan")
    value = int(re.search(rb"/V (\d+) 0 R", object_of(more, seal)).group(1))
    free_text = b"<</Type/Annot/Subtype/FreeText/Rect[50 50 500 800]/Contents(x)/DA(/F 9 Tf)/F 4>>"
    empty_field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(them)/F 132/Rect[%s]/P %d 0 R>>"
    root_of = object_of(more, catalogue)

    def add_field(field, rect=None):
        return append(more, {size: field % (rect, first) if rect else field,
                             form: object_of(more, form).replace(b"]/DR", b" %d 0 R]/DR" % size, 1),
                             first: object_of(more, first).replace(b"/Annots[", b"/Annots[%d 0 R " % size, 1)})

    def add_to_root(entry, **more_objects):
        return edited(more, catalogue, b"<</Type/Catalog", b"<</Type/Catalog" + entry, **more_objects)

    yield "no change", more
    yield "page: its content", append(more, {content: stream(b"", b"0 g 0 0 600 800 re f")})
    yield "content written again", append(more, {content: object_of(more, content)})
    yield "page: content added", edited(more, first, b"/Contents[", b"/Contents[%d 0 R " % content)
    yield "page: smaller", edited(more, first, b"595.275591", b"95.275591")
    yield "page: turned", edited(more, first, b"/Type/Page/", b"/Type/Page/Rotate 180/")
    yield "page: other resources", edited(more, first, b"/Resources<<", b"/Resources<</Properties<<>>")
    yield "page: a note on it", append(more, {size: free_text, first: object_of(more, first).replace(b"/Annots[", b"/Annots[%d 0 R " % size)})
    yield "page: no notes", append(more, {first: re.sub(rb"/Annots\[[^]]*\]", b"", object_of(more, first))})
    yield "page: acts when seen", edited(more, first, b"/Type/Page/", b"/Type/Page/AA<</O<</S/JavaScript/JS(1)>>>>/")
    yield "pages: the last is gone", append(more, {pages: re.sub(rb"/Count (\d+)", lambda m: b"/Count %d" % (int(m.group(1)) - 1), re.sub(
        rb" \d+ 0 R\]", b"]", object_of(more, pages), count=1))})
    yield "pages: the first twice", edited(more, pages, b"/Kids[", b"/Kids[%d 0 R " % first)
    yield "pages: other size for all", edited(more, pages, b"/Type/Pages", b"/Type/Pages/MediaBox[0 0 9 9]")
    yield "page: another one for it", append(more, {page: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>"})
    yield "catalogue: opens with a script", add_to_root(b"/OpenAction<</S/JavaScript/JS(1)>>")
    yield "catalogue: acts", add_to_root(b"/AA<</WC<</S/JavaScript/JS(1)>>>>")
    yield "catalogue: a script by name", add_to_root(b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>")
    yield "catalogue: a file in it", append(more, {size: stream(b"/Type/EmbeddedFile", b"x"), catalogue: root_of.replace(
        b"<</Type/Catalog", b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F %d 0 R>>>>]>>>>" % size)})
    yield "catalogue: layers", add_to_root(b"/OCProperties<</OCGs[]/D<<>>>>")
    yield "catalogue: /Version", add_to_root(b"/Version/1.7")
    yield "catalogue: language", edited(more, catalogue, b"(vi-VN)", b"(en-US)")
    yield "catalogue: other pages", append(more, {size: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % first,
                                                  catalogue: root_of.replace(b"/Pages 3 0 R", b"/Pages %d 0 R" % size)})
    yield "catalogue: no structure", edited(more, catalogue, b"/StructTreeRoot 4 0 R", b"")
    yield "catalogue: no form", edited(more, catalogue, b"/AcroForm %d 0 R" % form, b"")
    yield "catalogue: another form", append(more, {size: b"<</Fields[]>>", catalogue: root_of.replace(b"/AcroForm %d 0 R" % form,
                                                                                                    b"/AcroForm %d 0 R" % size)})
    yield "catalogue: no permissions", append(more, {catalogue: re.sub(rb"/Perms<<.*?>>", b"", root_of)})
    yield "catalogue: no store", edited(more, catalogue, b"/DSS %d 0 R" % store, b"")
    yield "catalogue: no extensions", append(more, {catalogue: re.sub(rb"/Extensions<<.*?>>>>", b"", root_of)})
    yield "catalogue: moved", append(more, {size: root_of}, root_number=size)
    yield "catalogue: moved, with a script", append(more, {size: root_of.replace(b"<</Type/Catalog", b"<</Type/Catalog/OpenAction<</S/JavaScript/JS(1)>>")},
                                                    root_number=size)
    yield "catalogue: no output intent", append(more, {catalogue: re.sub(rb"/OutputIntents\[.*?\]", b"", root_of)})
    yield "Info: title", append(more, {2: b"<</Title(x)>>"})
    yield "XMP: other words", append(more, {xmp: stream(b"/Type/Metadata/Subtype/XML", b"<?xpacket begin='' id='x'?><x/><?xpacket end='w'?>")})
    yield "XMP: no XML", append(more, {xmp: stream(b"/Type/Metadata/Subtype/XML", b"<x>")})
    yield "font: another", append(more, {font: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"})
    yield "orphan", append(more, {size: stream(b"", b"0 g")})
    yield "freed", append(more, {}, free=[content])
    yield "freed, unused", append(more, {}, free=[2])
    yield "form: NeedAppearances", edited(more, form, b"<</Fields", b"<</NeedAppearances true/Fields")
    yield "form: /DA", edited(more, form, b"<</Fields", b"<</DA(/F 9 Tf)/Fields")
    yield "form: XFA", edited(more, form, b"<</Fields", b"<</XFA(x)/Fields")
    yield "form: no flags", edited(more, form, b"/SigFlags 3", b"/SigFlags 0")
    yield "form: no fields", append(more, {form: re.sub(rb"/Fields\[.*?\]", b"/Fields[]", object_of(more, form))})
    yield "field: new, for text", add_field(b"<</Type/Annot/Subtype/Widget/FT/Tx/T(them)/F 4/Rect[0 0 9 9]/P %d 0 R>>" % first)
    yield "field: new, empty, unseen", add_field(empty_field, b"0 0 0 0")
    yield "field: new, empty, seen", add_field(empty_field, b"0 0 90 90")
    yield "field: signature gone", append(more, {seal: re.sub(rb"/V \d+ 0 R", b"", object_of(more, seal))})
    yield "field: signature of another", append(more, {seal: re.sub(rb"/V \d+ 0 R", b"/V 135 0 R", object_of(more, seal))})
    yield "field: signature elsewhere", append(more, {seal: re.sub(rb"/Rect\[[^]]*\]", b"/Rect[0 0 600 800]", object_of(more, seal))})
    yield "signature: another time", edited(more, value, b"/M(D:", b"/M(D:2")
    yield "signature: none", append(more, {value: b"null"})
    yield "field: filled in", edited(one, text, b"/FT/Tx", b"/V(36)/FT/Tx")
    yield "field: flags", edited(one, text, b"/FT/Tx", b"/Ff 1/FT/Tx")
    yield "field: elsewhere", edited(one, text, b"/Rect[", b"/Rect[1")
    yield "field: other name", edited(one, text, b"/T(so)", b"/T(sx)")
    yield "field: other type", edited(one, text, b"/FT/Tx", b"/FT/Btn")
    yield "field: acts", edited(one, text, b"/FT/Tx", b"/AA<</K<</S/JavaScript/JS(1)>>>>/FT/Tx")
    yield "field: no looks", append(one, {text: re.sub(rb"/AP<<.*?>>", b"", object_of(one, text))})
    new = int(re.findall(rb"/Size (\d+)", one)[-1])
    yield "field: looks over looks", append(one, {new: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 g"), text: re.sub(
        rb"/AP<<.*?>>", b"/AP<</N %d 0 R>>/V(36)" % new, object_of(one, text))})
    yield "store: nothing in it", append(more, {store: re.sub(rb"/(Certs|CRLs|OCSPs)(\[.*?\])", rb"/\1[]", object_of(more, store).split(b"/VRI")[0])
                                                + b"/VRI" + object_of(more, store).split(b"/VRI")[1]})
    yield "store: an entry gone", append(more, {store: re.sub(rb"/VRI<</[0-9A-F]{40}<<.*?>>", b"/VRI<<", object_of(more, store))})
    yield "store: something else in it", edited(more, store, b"/Type/DSS", b"/Type/DSS/Nothing true")
    yield "store: an odd entry", edited(more, store, b"/VRI<<", b"/VRI<</Odd<<>>")
    yield "empty revision", append(more, {})
    yield "earlier table", append(more, {}, prev=int(re.findall(rb"startxref\s+(\d+)", more)[0]))
    yield "table of itself", append(more, {}, prev="self")
    yield "encrypted", append(more, {}, trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>")
    yield "line at the end", more + b"\n"
    yield "bytes at the end", more + b"\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
    yield "second end", more + b"%%EOF\n"
    yield "bytes at the beginning", b"\n" * 7 + more
    yield "another file behind it", more + one
    for at in (100, 4000, gaps(more)[0][0] - 200, len(more) - 30):
        yield f"byte {at} twice", more[:at] + more[at:at + 1] + more[at:]
        yield f"byte {at} gone", more[:at] + more[at + 1:]


def contents(one, more):
    places = gaps(more)
    values = [more[b + 1:e - 1].rstrip(b"0") for b, e in places]
    for i, (begin, end) in enumerate(places):
        for k in range(len(places)):
            if k != i:
                yield f"Contents {k} in {i}", set_at(more, (begin + 1, end - 1), values[k][:end - begin - 2].ljust(end - begin - 2, b"0"))
        yield f"Contents {i} of zeros", set_at(more, (begin + 1, end - 1), b"0" * (end - begin - 2))
    (begin, end), = gaps(one)
    first = one[begin + 1:end - 1].rstrip(b"0")
    begin, end = places[0]
    yield "Contents of another file", set_at(more, (begin + 1, end - 1), first[:end - begin - 2].ljust(end - begin - 2, b"0"))


def changed_ranges(one, more):
    for name, data in (("one", one), ("more", more)):
        for i, span in enumerate(ranges(data)):
            a, b, c, d = map(int, data[slice(*span)].split())
            for k, values in enumerate(((0, b - 1, c, d), (0, b + 1, c, d), (0, b, c - 1, d), (0, b, c + 1, d - 1), (0, b, c, d - 1), (0, b, c, d + 1),
                                        (1, b - 1, c, d), (0, 0, 0, c + d), (0, b, c), (0, b, c, d, 0, 0))):
                room = data.index(b"/Contents", span[0]) - span[0]
                text = b" ".join(b"%d" % v for v in values) + b"]"
                if i % 2 == 0 and len(text) <= room:
                    yield f"ByteRange {i} of {name}: form {k}", data[:span[0]] + text.ljust(room) + data[span[0] + room:]


def truncated(more):
    ends = [m.end() for m in re.finditer(rb"%%EOF\n", more)]
    for i, end in enumerate(ends[:-1]):
        yield f"saving {i + 1}", more[:end]
        yield f"saving {i + 1} and a bit", more[:end + 20]
    places = sequence(7)
    for _ in range(8):
        n = next(places) % len(more)
        yield f"first {n} bytes", more[:n]


def flipped(count, files):
    places = sequence(1)
    for i in range(count):
        name, data = files[i % len(files)]
        while True:
            at = next(places) % len(data)
            if not any(begin <= at < end for begin, end in gaps(data)):
                break
        yield f"bit of byte {at} of {name}", data[:at] + bytes([data[at] ^ 1 << next(places) % 8]) + data[at + 1:]


def inside(one, more):
    begin, end = gaps(one)[0]
    text = one[begin + 1:end - 1]
    used = len(text.rstrip(b"0")) + 1 & ~1
    yield "hex in small letters", set_at(one, (begin + 1, end - 1), text.lower())
    yield "hex in mixed letters", set_at(one, (begin + 1, end - 1), text[:500].lower() + text[500:])
    yield "padding: its last byte", one[:end - 2] + b"1" + one[end - 1:]
    yield "padding: its first byte", set_at(one, (begin + 1 + used, begin + 3 + used), b"01")
    yield "padding: an object", set_at(one, (begin + 101 + used, begin + 107 + used), b"ABCDEF")
    places = sequence(3)
    for _ in range(35):
        at = begin + 1 + next(places) % used
        yield f"digit {at}", set_at(one, (at, at + 1), b"%X" % (int(one[at:at + 1], 16) ^ 1 << next(places) % 4))


# ---- the two judges ----

class TooLong(Exception):
    pass


def stop(number, frame):
    raise TooLong


def pyhanko_passes(data):
    def context():
        return ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail")

    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        signatures = PdfFileReader(BytesIO(data), strict=False).embedded_signatures
        for signature in signatures:
            if signature.sig_object.get("/Type") == "/DocTimeStamp":
                status = validate_pdf_timestamp(signature, context())
                sound = status.valid and status.trusted and status.modification_level != ModificationLevel.OTHER
            else:
                sound = validate_pdf_signature(signature, context(), ts_validation_context=context()).bottom_line
            if not sound:
                return False
        return bool(signatures)
    except Exception:  # what it cannot read, or not in a while, it does not accept
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def vanban_passes(path):
    return subprocess.run([vanban, "verify", "-q", "--offline", "--trust", f"{ca},{crl}", path], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, timeout=60).returncode


def judge(title, mutations, may_pass):
    os.makedirs(os.path.join(folder, title), exist_ok=True)
    paths = []
    for i, (_, data) in enumerate(mutations):
        paths.append(os.path.join(folder, title, f"{i:03}.pdf"))
        with open(paths[-1], "wb") as f:
            f.write(data)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        codes = list(pool.map(vanban_passes, paths))
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        opinions = pool.map(pyhanko_passes, [data for _, data in mutations], chunksize=4)
    wrong, stricter = [], set()
    for path, (name, _), code, theirs in zip(paths, mutations, codes, opinions):
        ours = code == 0
        reason = next((why for key, why in STRICTER.items() if name.startswith(key)), None)
        if code not in (0, 1, 2):
            wrong.append(f"{name}: status {code} ({path})")
        elif ours and not (name in HARMLESS or may_pass):
            wrong.append(f"{name}: passes ({path})")
        elif ours != theirs and not (theirs and reason):
            wrong.append(f"{name}: vanban {'passes' if ours else 'refuses'}, pyHanko does not agree ({path})")
        elif ours != theirs:
            stricter.add(reason)
    for line in wrong:
        print(f"not ok - {title}: {line}")
    if not wrong:
        print(f"ok - {title}: {len(mutations)} judged as pyHanko does" + (", stricter: " + "; ".join(sorted(stricter)) if stricter else ""))


def main():
    signal.signal(signal.SIGVTALRM, stop)
    with open(sys.argv[5], "rb") as f:
        one = f.read()
    with open(sys.argv[6], "rb") as f:
        more = f.read()
    listed = [*appended(one, more), *contents(one, more), *changed_ranges(one, more), *truncated(more)]
    listed += flipped(200 - len(listed), (("one", one), ("one", one), ("one", one), ("more", more)))
    judge("mutations", listed, False)
    judge("mutations inside Contents", list(inside(one, more)), True)


main()
