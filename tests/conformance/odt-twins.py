"""The tagged DOCX templates of docxtpl and of Vietnamese offices, each turned into an ODT template by vanban convert and filled in
both formats with the same data: LibreOffice opens both results and finds the same words in the same order. Words in headers,
footers, notes and boxes are not in the text that it gives; docxtpl/run.py and the golden cases look there.
Usage: odt-twins.py VANBAN CORPUS FOLDER PROFILE"""
import difflib
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / 'docxtpl'))
import parts  # noqa: E402

# Why the two cannot say the same: name of the case -> reason.
EXPLAINED = {
    'embedded': 'embedded files of a DOCX are not taken into an ODT, so there is none to be replaced',
    'richtext_paragraph': 'a style of ODT brings no number: what is in a list stands in one',
    'vi-9-thangphan__so_yeu_ly_lich': "docxtemplater's dialect is one of DOCX",
}


def cases(corpus, data):
    """Name, template, files of data, options; `data` is a folder where docxtpl's data stand beside what they name."""
    for file in list((HERE / 'docxtpl/data').iterdir()) + list((corpus / 'docxtpl').iterdir()):
        shutil.copyfile(file, data / file.name)
    parts.write(data, corpus / 'docxtpl/python_logo.png')
    for case in json.loads((HERE / 'docxtpl/cases.json').read_text(encoding='utf-8')):
        if 'not applicable' not in case and 'refused' not in case:
            mode = [] if case.get('strict') else ['--compat', 'docxtpl']
            yield case['name'], corpus / 'docxtpl' / case['template'], [data / case['data']], mode
    for i, case in enumerate(json.loads((HERE / 'vi/cases.json').read_text(encoding='utf-8'))):
        files = [f if (f := HERE / 'vi/data' / name).exists() else corpus / 'vi' / name for name in case['data']]
        yield 'vi-%d-%s' % (i + 1, pathlib.Path(case['template']).stem), corpus / 'vi' / case['template'], files, []


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=120, check=False)
    return '' if done.returncode == 0 else (done.stderr.strip().splitlines() or ['status %d' % done.returncode])[0]


def main():
    vanban, corpus, folder, profile = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]
    results, made = {}, []
    shutil.rmtree(folder, ignore_errors=True)
    (folder / 'data').mkdir(parents=True)
    for name, template, data, mode in cases(corpus, folder / 'data'):
        place = folder / name
        fault = run(vanban, 'convert', '-q', '--lang', 'en', '-f', 'odt', '-o', str(place / 'template') + '/', template)
        for kind, source in (('docx', template), ('odt', place / 'template' / (template.stem + '.odt'))):
            output = place / ('%s-%s.%s' % (name, kind, kind))
            fault = fault or run(vanban, 'render', '-q', '--lang', 'en', '-t', source, *mode, '-f', kind, '-o', output, *data)
            made.append(output)
        if not fault:  # a later case may name it
            shutil.copyfile(made[-2], folder / 'data' / (name + '.docx'))
        results[name] = fault
    texts = folder / 'texts'
    fault = run('soffice', '-env:UserInstallation=' + profile, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', texts,
                *[m for m in made if m.exists()])
    failed = 0
    for name, why in results.items():
        try:
            docx, odt = ((texts / ('%s-%s.txt' % (name, kind))).read_text(encoding='utf-8-sig').split() for kind in ('docx', 'odt'))
            if not why and docx != odt:
                moves = [m for m in difflib.SequenceMatcher(None, docx, odt, autojunk=False).get_opcodes() if m[0] != 'equal']
                why = '; '.join('%s, %s' % (' '.join(docx[a:b]), ' '.join(odt[c:d])) for _, a, b, c, d in moves)[:300]
        except OSError as error:
            why = why or fault or str(error)
        if bool(why) == (name in EXPLAINED):
            print('ok - ODT twin of %s%s' % (name, ' (%s)' % EXPLAINED[name] if why else ''))
        else:
            failed += 1
            print('not ok - ODT twin of %s: %s' % (name, why or 'it says the same and yet is explained'))
    print('%d passed, %d failed, 0 skipped' % (len(results) - failed, failed))
    sys.exit(failed > 0)


main()
