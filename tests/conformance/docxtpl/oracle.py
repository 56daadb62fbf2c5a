"""What docxtpl makes of the same data: the tagged forms become the objects of its API."""
import json
import pathlib

from docx.shared import Cm, Inches, Mm, Pt
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from jinja2.exceptions import TemplateError

UNITS = {'mm': Mm, 'cm': Cm, 'in': Inches, 'pt': Pt}
REPLACE = ('picture', 'media', 'embedded', 'zipname')


def length(text):
    return UNITS[text[-2:]](float(text[:-2]))


class Context:
    def __init__(self, template, folder):
        self.template = template
        self.folder = folder

    def value(self, value):
        if isinstance(value, list):
            return [self.value(v) for v in value]
        if not isinstance(value, dict):
            return value
        tag = next((k for k in value if k.startswith('$')), None)
        if tag is None:
            return {k: self.value(v) for k, v in value.items()}
        return getattr(self, tag[1:])(value)

    def rich(self, into, value):
        if isinstance(value, str):
            into.add(value)
        elif isinstance(value, list):
            for item in value:
                self.rich(into, item)
        else:
            props = dict(value)
            text = props.pop('$richtext', None) or props.pop('text')
            if isinstance(text, list):
                self.rich(into, text)
            else:
                if 'url' in props:
                    props['url_id'] = self.template.build_url_id(props.pop('url'))
                into.add(text, **props)
        return into

    def richtext(self, value):
        return self.rich(RichText(), value)

    def paragraphs(self, value):
        made = RichTextParagraph()
        for item in value['$paragraphs']:
            if isinstance(item, str):
                item = {'text': item}
            made.add(self.rich(RichText(), item['text']), parastyle=item.get('parastyle'))
        return made

    def listing(self, value):
        return Listing(value['$listing'])

    def image(self, value):
        sizes = {k: length(value[k]) for k in ('width', 'height') if k in value}
        return InlineImage(self.template, str(self.folder / value['$image']), anchor=value.get('anchor'), **sizes)

    def subdoc(self, value):
        return self.template.new_subdoc(str(self.folder / value['$subdoc']))

    def replace(self, replacements):
        template = self.template
        for kind, fill in zip(REPLACE, (template.replace_pic, template.replace_media, template.replace_embedded,
                                        template.replace_zipname)):
            for old, new in replacements.get(kind, {}).items():
                if kind in ('media', 'embedded'):
                    old = str(self.folder / old)
                fill(old, str(self.folder / new))


def render(template_file, data_file, output, autoescape=False):
    """None, or what docxtpl says of a template that it refuses."""
    template = DocxTemplate(str(template_file))
    template.init_docx()
    with open(data_file, encoding='utf-8') as file:
        data = json.load(file)
    context = Context(template, pathlib.Path(data_file).parent)
    context.replace(data.pop('$replace', {}))
    # a function of the test's own context there, a function of the language here
    values = {'iteritems': lambda mapping: mapping.items()}
    values.update((k, context.value(v)) for k, v in data.items())
    try:
        template.render(values, autoescape=autoescape)
    except TemplateError as error:
        return str(error)
    template.save(str(output))
    return None
