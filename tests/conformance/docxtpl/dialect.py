"""The language itself, against Jinja2: many small templates over one context, made by combining values with every filter,
test, method, operator and format, and a list of statements. Each is a paragraph of one document, which we fill with
--compat docxtpl; what Jinja2 prints, or that it refuses, is the oracle.
Usage: dialect.py VANBAN FOLDER [PATTERN]. With PATTERN only the templates that it matches, each shown."""
import collections
import itertools
import json
import pathlib
import random
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import jinja2

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
SEED, SAMPLE = 4, 12000

CONTEXT = {
    'i': 7, 'zero': 0, 'neg': -42, 'big': 1234567, 'huge': 1152921504606846977, 'f': 3.14159, 'half': 2.5, 'tenth': 0.1,
    'tiny': 1e-07, 'large': 1e16, 'money': 123456789.125, 'negf': -2.675, 'wholef': 5.0,
    's': 'hello world', 'vn': 'Nguyễn Thị Ánh', 'pad': '  x y ', 'digits': '123', 'dec': '3.7', 'empty': '', 'mixed': 'aB-c_d.E f',
    'lines': 'a\nbb\n\nccc', 'long': 'The quick brown fox jumps over the lazy dog',
    'l': [3, 1, 2], 'ls': ['b', 'A', 'c', 'a'], 'lf': [1.5, 2, 0.25], 'nested': [[1, 2], [3]], 'none_list': [],
    'd': {'b': 2, 'a': 1, 'C': 3}, 'deep': {'x': {'y': [10, {'z': 'end'}]}}, 'null': None, 'yes': True, 'no': False,
    'rows': [{'n': 'x', 'v': 2, 'g': 'p'}, {'n': 'y', 'v': 1, 'g': 'q'}, {'n': 'z', 'v': 3, 'g': 'p'}],
    'tree': [{'t': '1', 'c': [{'t': '1.1', 'c': [{'t': '1.1.1', 'c': []}]}, {'t': '1.2', 'c': []}]}, {'t': '2', 'c': []}],
}
NUMBERS = ['i', 'zero', 'neg', 'big', 'huge', 'f', 'half', 'tenth', 'tiny', 'large', 'money', 'negf', 'wholef']
TEXTS = ['s', 'vn', 'pad', 'digits', 'dec', 'empty', 'mixed', 'lines', 'long']
LISTS = ['l', 'ls', 'lf', 'nested', 'none_list', 'rows', 'range(4)', '(1, 2)']
OTHERS = ['d', 'null', 'yes', 'no', 'missing', 'deep']
VALUES = NUMBERS + TEXTS + LISTS + OTHERS
LITERALS = ['1e16', '1_000', '1_0.5', '1.5e-3', '0x1F', '0b101', '0o17', '2E3', '1_000.2_5e1_0', '12', '7.50', '-3', '1e5', '1e-5',
            "'it''s'", '"a\\tb"', "'\\u0041'", '[1, 2,]', '(1,)', '()', "{'a': 1}", "{'a': {'b': 2}}.a.b", '[]', '{}', 'true', 'False', 'none',
            '123456789012345678901234567890', '0.1', '100000000000000000000.0', '5e-324', '1.7976931348623157e308', '3.0', '00']

FILTERS = {
    'abs': [''], 'attr': ["('n')", "('a')"], 'batch': ['(2)', "(2, '-')", '(3)'], 'capitalize': [''], 'center': ['', '(20)', '(15)'],
    'count': [''], 'd': ["('D')", "('D', true)", '(default_value=1)'], 'default': ["('D')", "('D', true)", ''],
    'dictsort': ['', "(by='value')", '(reverse=true)', "(true)", "(false, 'value', true)"], 'e': [''], 'escape': [''],
    'filesizeformat': ['', '(true)'], 'first': [''], 'float': ['', '(1)', "('x')"], 'forceescape': [''],
    'format': ['(1)', "('x')"], 'groupby': ["('g')", "('n')", "(attribute='v')", "('w', default='k')"],
    'indent': ['', '(2)', '(2, true)', '(2, false, true)', "('> ')", '(first=true, width=1)'],
    'int': ['', '(5)', '(0, 16)'], 'items': [''], 'join': ['', "(', ')", "('-', attribute='n')", "(d='+')"],
    'last': [''], 'length': [''], 'list': [''], 'lower': [''], 'map': ["('string')", "(attribute='n')", "('upper')", "(attribute='w', default='k')",
                                                                     "('first')", "('default', 'q')"],
    'max': ['', "(attribute='v')", '(true)'], 'min': ['', "(attribute='v')", "(case_sensitive=true)"],
    'reject': ["('odd')", '', "('string')"], 'rejectattr': ["('v', '>', 1)", "('w')", "('n', 'equalto', 'x')"],
    'replace': ["('a', 'X')", "('l', 'L', 1)", "('', '.')"], 'reverse': ['', ' | list'], 'round': ['', '(1)', "(0, 'ceil')", "(1, 'floor')", '(-2)', '(2)'],
    'safe': [''], 'select': ["('odd')", '', "('in', [1, 2])"], 'selectattr': ["('v', '>', 1)", "('n')", "('g', 'eq', 'p')", "('w', 'defined')"],
    'slice': ['(2)', "(2, '-')", '(3)'], 'sort': ['', '(true)', "(attribute='v')", '(case_sensitive=true)', "(false, true)", "(true, false, 'n')"],
    'string': [''], 'striptags': [''], 'sum': ['', '(start=10)', "(attribute='v')", "('v', 5)"], 'title': [''],
    'tojson': ['', '(2)', '(indent=1)'], 'trim': ['', "('x ')"], 'truncate': ['(9)', '(9, true)', "(9, false, '…')", '', "(20, true, '.', 0)", '(5)', '(12, leeway=0)'],
    'unique': ['', "(attribute='g')", '(true)'], 'upper': [''], 'urlencode': [''], 'wordcount': [''],
}
LISTED = {'batch', 'slice', 'groupby', 'map', 'reject', 'rejectattr', 'reverse', 'select', 'selectattr', 'unique', 'items', 'dictsort', 'list'}
METHODS = {
    'capitalize': ['()'], 'casefold': ['()'], 'center': ['(14)', "(15, '*')"], 'count': ["('l')", "('')"], 'endswith': ["('d')", "(('d', 'h'))"],
    'expandtabs': ['()', '(4)'], 'find': ["('o')", "('zz')", "('l', 4)", "('l', 0, 3)"], 'index': ["('o')", "('zz')"], 'isalnum': ['()'], 'isalpha': ['()'],
    'isdecimal': ['()'], 'isdigit': ['()'], 'islower': ['()'], 'isnumeric': ['()'], 'isspace': ['()'], 'istitle': ['()'], 'isupper': ['()'],
    'join': ["(['a', 'b'])", "('xyz')"], 'ljust': ['(14)', "(14, '.')"], 'lower': ['()'], 'lstrip': ['()', "('h')"], 'partition': ["(' ')", "('o')"],
    'removeprefix': ["('he')"], 'removesuffix': ["('ld')"], 'replace': ["('l', 'L')", "('l', 'L', 1)"], 'rfind': ["('o')"], 'rindex': ["('o')"],
    'rjust': ['(14)', "(14, '0')"], 'rpartition': ["('o')"], 'rsplit': ['()', "(' ', 1)", "('o')"], 'rstrip': ['()', "('d')"], 'split': ['()', "(' ')", "('o', 1)"],
    'splitlines': ['()', '(true)'], 'startswith': ["('h')", "(('h', 'N'))", "('w', 6)"], 'strip': ['()', "('hd')"], 'swapcase': ['()'], 'title': ['()'], 'upper': ['()'], 'zfill': ['(14)', '(3)'],
}
TESTS = ['boolean', 'callable', 'defined', 'even', 'false', 'float', 'integer', 'iterable', 'lower', 'mapping', 'none', 'number', 'odd',
         'sequence', 'string', 'true', 'undefined', 'upper', 'divisibleby 3', 'divisibleby(2)', "in [1, 'a', 7]", 'eq 7', '== 7', 'ne 7', 'lt 3',
         'gt 3', 'ge 7', 'le 7', 'greaterthan 2', 'lessthan 2', 'equalto 7', 'sameas true', 'sameas none', 'sameas false', 'filter', 'test']
OPERATORS = ['+', '-', '*', '/', '//', '%', '**', '~', '==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'and', 'or']
SPECS = ['', 'd', ',', ',.0f', ',.2f', '.1f', '.3e', 'E', 'g', '.3g', 'G', '%', '.1%', '>10', '<10', '^10', '*^12', '010', '010,', '+', '+.2f', ' ', 'x', '#x', 'X',
         'b', '#b', 'o', '_', '_d', '_x', 'n', '=+8', '0=8', '.2', '.5', '.0f', '08.3f', '<08', 's', '5s', '.3s', '-^9s', 'c', '#.3g', 'e', 'f', '#o', '20,.2f', '.10g']
PERCENTS = ['%s', '%d', '%i', '%f', '%.2f', '%.0f', '%5d', '%-8d|', '%05d', '%+d', '% d', '%e', '%.3E', '%g', '%.3g', '%x', '%#x', '%X', '%o', '%r', '%a', '%c', '%10s', '%-10s|', '%.3s',
            '%%%s', '%08.3f', '%+.1f', '%#.3g', '%.3d', '%+05.1f', '%u', '%G']
FORMATS = ["'{} {}'.format(i, s)", "'{1} {0}'.format(i, s)", "'{a}-{b}'.format(a=1, b='x')", "'{0.a}'.format(d)", "'{0[a]}'.format(d)",
           "'{0[1]}'.format(l)", "'{{}} {}'.format(1)", "'{:{}}|'.format(s, 15)", "'{:{w}.{p}f}'.format(f, w=9, p=2)", "'{!r}'.format(s)", "'{!s:>6}'.format(7)",
           "'{!a}'.format(vn)", "'{}'.format()", "'{0} {}'.format(1, 2)", "'{'.format(1)", "'}'.format(1)", "'{:q}'.format(1)", "'{x}'.format(y=1)",
           "'{}'.format(missing)", "'{:>4}'.format(missing)", "'{} {}'.format(null, yes)", "'{:>6}'.format(null)", "'{:5}|{:<5}|'.format(yes, 3)", "'{:,.2f} đồng'.format(money)",
           "'{:,.0f}'.format(big).replace(',', '.')", "'{}'.format(l)", "'{:>12}'.format(l)", "'{}'.format(d)", "'%s and %s' % (i, s)", "'%(a)s %(b)03d' % d", "'%s' % l", "'%s' % (l,)",
           "'%s %s' % (1,)", "'%s' % (1, 2)", "'%*d|' % (5, 42)", "'%.*f' % (2, f)", "'%d' % s", "'%d' % '5'", "'%q' % 1", "'%' % 1", "'%s' % missing", "'%d%%' % 50", "'%c%c' % ('a', 98)",
           "'%s' % d", "'%r %r' % (s, null)", "'%s' | format(l)", "'%(x)s-%(y).1f' | format(x=1, y=2.25)", "'%s %s' | format(1, 2)", "'%s' | format(1, 2)", "['%d'] | map('format', 3) | list",
           "'{:%d}'.format(5)", "'{0:>{1}}'.format('a', 4)", "'{:.3}'.format(2.0)", "'{:.17g}'.format(tenth)", "'{:10.3}|'.format(s)", "'{[0]}'.format(ls)", "'{.a}'.format(d)"]

STATEMENTS = """
{% for x in l %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}
{% for x in l %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}
{% for x in l %}{{ loop.previtem }}<{{ x }}<{{ loop.nextitem }};{% endfor %}
{% for x in l %}{{ loop.previtem is defined }}{{ loop.nextitem is defined }} {% endfor %}
{% for x in l %}{{ loop.cycle('a', 'b') }}{% endfor %}
{% for x in l %}{{ loop.cycle() }}{% endfor %}
{% for r in rows %}{% if loop.changed(r.g) %}[{{ r.g }}]{% endif %}{{ r.n }}{% endfor %}
{% for x in l %}{{ loop.depth }}{{ loop.depth0 }}{% for y in l %}{{ loop.depth }}{% endfor %} {% endfor %}
{% for n in tree recursive %}{{ n.t }}({{ loop(n.c) }}){% endfor %}
{% for n in tree recursive %}{{ loop.depth }}{{ loop.depth0 }}:{{ n.t }}{% if n.c %}[{{ loop(n.c) }}]{% endif %}{{ ';' if not loop.last }}{% endfor %}
{% for n in tree recursive %}{{ loop.index }}/{{ loop.length }} {{ loop(n.c) }}{% else %}none{% endfor %}
{% for n in tree if n.c recursive %}{{ n.t }}{{ loop(n.c) }}{% endfor %}
{% for n in tree recursive %}{% set outer = loop %}{{ n.t }}{% for k in n.c %}<{{ outer([k]) }}>{% endfor %}{% endfor %}
{% for x in l %}{{ loop(l) }}{% endfor %}
{% for x in l if x > 1 %}{{ x }}{{ loop.index }}{{ loop.length }} {% endfor %}
{% for x in none_list %}a{% else %}empty{% endfor %}
{% for x in missing %}a{% else %}empty{% endfor %}
{% for x in null %}a{% endfor %}
{% for x in i %}a{% endfor %}
{% for c in s %}{{ c }}.{% endfor %}
{% for k in d %}{{ k }}{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}
{% for k, v in d | dictsort %}{{ k }}={{ v }};{% endfor %}
{% for a, b in nested %}{{ a }}{% endfor %}
{% for a, b in [(1, 2), (3, 4)] %}{{ a + b }} {% endfor %}
{% for (a, b) in [(1, 2)] %}{{ a }}{{ b }}{% endfor %}
{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for x in 1, 2, 3 %}{{ x }}{% endfor %}
{% for x in l | sort %}{{ x }}{% endfor %}
{% for x in range(3) %}{% for y in range(x) %}{{ x }}{{ y }} {% endfor %}{% endfor %}
{% for x in l %}{% set q = x %}{% endfor %}{{ q }}
{% for r in rows | groupby('g') %}{{ r.grouper }}:{{ r.list | map(attribute='n') | join }} {% endfor %}
{% for g, items in rows | groupby('g') %}{{ g }}{{ items | length }} {% endfor %}
{% for row in range(7) | batch(3, '-') %}{{ row | join }}|{% endfor %}
{% for col in range(7) | slice(3) %}{{ col | join }}|{% endfor %}
{% if i > 5 and s %}a{% elif zero %}b{% else %}c{% endif %}
{% if not missing %}a{% endif %}{% if missing is not defined %}b{% endif %}
{% if i %}{% if zero %}a{% else %}b{% endif %}{% endif %}
{{ 'x' if i > 5 }}|{{ 'x' if i > 50 }}|
{{ 'x' if zero else 'y' if no else 'z' }}
{{ missing.x }}
{{ missing }}|{{ missing | length }}|{{ missing | upper }}
{{ missing + 1 }}
{{ d.zz }}|{{ d['zz'] }}|{{ l[9] }}
{{ d.zz.y }}
{{ l[9].y }}
{{ deep.x.y[1].z }}{{ deep['x']['y'][0] }}{{ deep.x.y.1.z }}
{{ l[0] }}{{ l[-1] }}{{ l[1:] }}{{ l[::-1] }}{{ s[2:5] }}{{ s[-3:] }}{{ s[::2] }}
{% set a = 1 %}{{ a }}{% set a, b = 2, 3 %}{{ a }}{{ b }}
{% set q = [1, 2] %}{{ q }}{% set q = q + [3] %}{{ q }}
{% set ns = namespace(c=0, t='') %}{% for x in l %}{% set ns.c = ns.c + x %}{% set ns.t = ns.t ~ x %}{% endfor %}{{ ns.c }}{{ ns.t }}
{% set ns = namespace() %}{% set ns.x = 1 %}{{ ns.x }}{{ ns.y }}
{% set ns = namespace({'a': 1}, b=2) %}{{ ns.a }}{{ ns.b }}
{% set t %}{{ i }}-{{ s }}{% endset %}{{ t | upper }}{{ t | length }}
{% set t | upper | replace('H', 'J') %}{{ s }}{% endset %}{{ t }}
{% filter upper %}{{ s }} x{% endfilter %}
{% filter replace('l', 'L') | title %}{{ s }}{% endfilter %}
{% with a = 1, b = i + 1 %}{{ a }}{{ b }}{% endwith %}{{ a }}
{% with %}{% set a = 3 %}{{ a }}{% endwith %}
{% with a = 1 %}{% with b = a + 1 %}{{ b }}{% endwith %}{% endwith %}
{% raw %}{{ x }} {% if %}{% endraw %}
{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 5) }}{{ m(b=7, a=8) }}
{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m() }}{{ m('x') | upper }}
{% macro m(a) %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, k=4) }}
{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}
{% macro m(a) %}{{ m.name }}{{ m.arguments }}{{ m.caller }}{% endmacro %}{{ m(1) }}
{% macro f(n) %}{{ n if n < 2 else n ~ f(n - 1) }}{% endmacro %}{{ f(4) }}
{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}in {{ i }}{% endcall %}
{% macro m(l) %}{% for x in l %}{{ caller(x, loop.index) }};{% endfor %}{% endmacro %}{% call(x, n) m(l) %}{{ n }}:{{ x }}{% endcall %}
{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}{% call m() %}{% endcall %}
{% macro a() %}A{{ caller() if caller }}{% endmacro %}{% call a() %}{% call a() %}x{% endcall %}{% endcall %}
{% set c = cycler('a', 'b', 'c') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.reset() }}{{ c.next() }}
{% set j = joiner('; ') %}{% for x in l %}{{ j() }}{{ x }}{% endfor %}
{% set j = joiner() %}{% for x in l %}{{ j() }}{{ x }}{% endfor %}
{{ range(5) | list }}{{ range(2, 8, 3) | list }}{{ range(3, 0, -1) | list }}{{ range(3) }}
{{ dict(a=1, b='x') }}{{ dict(d) }}{{ dict(d, z=9) }}
{# comment #}a{# {{ x }} {% if %} #}b
a  {{- i -}}  b
a {%- if i -%} b {%- endif -%} c
a {%+ if i +%} b {% endif %}c
{{ -i }}{{ +i }}{{ not i }}{{ -5 | abs }}{{ (-5) | abs }}
{{ 1 + 2 * 3 ** 2 }}{{ 2 ** 3 ** 2 }}{{ -2 ** 2 }}{{ 7 // 2 * 2 }}{{ 7 % 4 }}{{ 1 ~ 2 + 3 }}
{{ 1 < 2 < 3 }}{{ 3 > 2 > 2 }}{{ 1 == 1.0 }}{{ 'a' < 'b' }}{{ 1 in l }}{{ 'a' in d }}{{ 'll' in s }}{{ 9 not in l }}
{{ true and 0 or 'x' }}{{ not true or false }}{{ none or 'n' }}{{ i and s }}
{{ 'a' 'b' ~ "c" }}{{ 'a' * 3 }}{{ [1] * 3 }}{{ [1] + [2] }}{{ (1, 2) + (3,) }}
{{ [1, 2] == [1, 2] }}{{ (1, 2) == [1, 2] }}{{ {'a': 1} == {'a': 1} }}{{ none == false }}{{ 0 == false }}{{ 1 == true }}
{{ d.items() }}|{{ d.keys() }}|{{ d.values() }}
{{ d.items() | list }}{{ d.keys() | list }}{{ d.values() | list }}{{ d | items | list }}
{{ d.get('a') }}{{ d.get('q') }}{{ d.get('q', 5) }}
{{ l | map('string') | join('-') }}{{ ls | map('upper') | list }}{{ rows | map(attribute='n') | list }}
{{ l | first }}{{ l | last }}{{ none_list | first }}|{{ s | first }}{{ d | first }}
{{ rows | sum(attribute='v') }}{{ rows | map(attribute='v') | sum }}{{ lf | sum }}{{ none_list | sum }}
{{ rows | selectattr('v', 'gt', 1) | map(attribute='n') | join(',') }}
{{ rows | sort(attribute='v', reverse=true) | map(attribute='n') | join }}{{ rows | sort(attribute='g,v') | map(attribute='n') | join }}
{{ [true, false, none] }}{{ [1.0, 'a', "it's"] }}{{ ['"', "'", '\\\\'] }}{{ {'k': none} }}
{{ 10 / 4 }}{{ 10 / 5 }}{{ 10 // 4 }}{{ 10.5 // 4 }}{{ -7 // 2 }}{{ -7 % 3 }}{{ 7.5 % 2 }}{{ 2 ** -1 }}{{ 2 ** 0.5 }}
{{ 1 / 0 }}
{{ 0.1 + 0.2 }}{{ 1e22 }}{{ 1e21 + 1 }}{{ 123456789012345678 * 10 }}{{ 1 / 3 }}{{ 2 / 3 * 3 }}{{ 1e16 }}{{ 1e15 }}{{ 0.0001 }}{{ 0.00001 }}
{{ 5 is odd and 4 is even }}{{ 5 is not even }}{{ i is divisibleby 7 }}{{ 'x' is in ['x'] }}{{ i is number and s is string }}
{{ 'abc' is lower }}{{ 'ABC' is upper }}{{ 'Ab' is upper }}{{ '' is lower }}{{ l is iterable }}{{ s is sequence }}{{ d is mapping }}
{{ s.split() }}{{ s.split('o') }}{{ ', '.join(ls) }}{{ s.title() }}{{ s.replace('o', '0').upper()[:5] }}
{{ vn.split()[-1] }}{{ vn.upper() }}{{ vn | length }}{{ vn[0] }}{{ vn | reverse }}{{ vn | title }}
{% set x = d.update({'n': 1}) %}{{ d }}
{{ l.append(4) }}{{ l }}
{% include 'x' %}
{% import 'x' as y %}
{% extends 'x' %}
{% block a %}x{% endblock %}
{% do l %}
{% break %}
{% autoescape true %}{{ i }}{% endautoescape %}
{% trans %}x{% endtrans %}
{% if %}{% endif %}
{% for x in l %}{% endif %}
{% if i %}
{% endif %}
{{ 1 +}}
{{ (1 }}
{{ [1, 2 }}
{{ 'a }}
{{ i | nofilter }}
{{ i is notest }}
{{ nofunc() }}
{{ s.nomethod() }}
{{ i.real }}{{ i.bit_length() }}
{{ s.__class__ }}
{{ lipsum() }}
{{ l | random }}
{{ s | urlize }}{{ d | xmlattr }}{{ d | pprint }}{{ long | wordwrap(10) }}
{{ 'a<b>c</b> &lt; d' | striptags }}
{{ '<p>x  y</p><!-- c -->z' | striptags }}{{ '&copy; &#65;' | striptags }}
{{ 'á b/c?d=e&f' | urlencode }}{{ d | urlencode }}{{ [('a', 'x y'), ('b', '/')] | urlencode }}{{ i | urlencode }}
{{ self }}{{ loop }}
{{ none | default('x') }}{{ none | default('x', true) }}{{ '' | d('x') }}{{ '' | d('x', boolean=true) }}
{{ '12' | int + 1 }}{{ '12.9' | int }}{{ 'x' | int }}{{ 'x' | float }}{{ '0x1F' | int(0, 16) }}{{ '1f' | int(base=16) }}{{ ' 5 ' | int }}{{ '1e3' | float }}{{ '1_000' | int }}{{ none | int }}{{ l | int }}
{{ 3.7 | int }}{{ -3.7 | int }}{{ 2.5 | round }}{{ 3.5 | round }}{{ 2.675 | round(2) }}{{ 1234.5 | round(-2) }}{{ 5 | round }}{{ 5 | round(1) }}{{ 42.55 | round(1, 'floor') }}
{{ 1000000 | filesizeformat }}{{ 1 | filesizeformat }}{{ 999 | filesizeformat }}{{ 1024 | filesizeformat(true) }}{{ '13' | filesizeformat }}{{ 1e30 | filesizeformat }}
{{ i.__str__() }}
{{ 'x' if (i > 5 and (s or zero)) else ('y' ~ 'z') }}
{{ rows[0].n ~ rows[-1]['n'] }}{{ (rows | first).n }}{{ rows | map(attribute='n') | first }}
{{ nested | sum(start=[]) }}
{{ l | max }}{{ ls | min }}{{ ls | max(true) }}{{ none_list | max }}{{ rows | max(attribute='v') }}
{{ ls | sort }}{{ ls | sort(case_sensitive=true) }}{{ ls | unique | list }}{{ [1, 'a'] | sort }}
{{ {'a': 1, 2: 'b', none: 3, true: 4} }}
{{ {1: 'x'}[1] }}{{ {true: 'y'}[true] }}
{{ 'a' | tojson }}{{ d | tojson }}{{ [1, 2.5, none, true, 'é'] | tojson }}{{ "<&>'" | tojson }}
{{ 'x' * 0 }}|{{ 'ab' * 2 }}{{ 2 * 'ab' }}{{ [0] * 2 }}
{{ 1 if 1 }}{{ 1 if 0 }}{{ (1 if 0) is undefined }}{{ (1 if 0) | default('q') }}
{{ i == '7' }}{{ digits == 123 }}{{ digits | int == 123 }}{{ i ~ '' == '7' }}
{{ True }}{{ False }}{{ None }}{{ true }}{{ none }}
{{ i,s }}{{ (i,) }}{{ () }}
{{ l | join(', ') | replace('1', 'one') | upper | length }}
{{ ' a ' | trim }}|{{ ' a ' | trim | length }}|{{ 'xax' | trim('x') }}
{{ 'hello' | center(11) }}|{{ 'hello'.center(10, '*') }}|
{{ lines | indent }}|{{ lines | indent(2, true) }}|{{ lines | indent(3, blank=true) }}
""".strip('\n').split('\n')

# Where we differ on purpose: (pattern of the template, kind, why). Kinds: 'ours refuses', 'ours prints', 'text'.
EXPLAINED = [
    (r'range\(\d|\brange is|\bloop is', 'text', 'range() is its list, and a function or loop is no value'),
    (r'-0\.0|negf? \*|\* negf?|negf \| round|/ neg', 'text', 'there is no negative zero: numbers are exact'),
    (r'truncate\(', 'text', 'Jinja measures a list by its items, then cuts what it prints'),
    (r'\.items\(\) \}\}\|', 'text', 'items(), keys() and values() are lists'),
    (r'm\.name|self|__class__', 'text', 'nothing of the program behind a value can be reached'),
    (r'2: .b., none: 3', 'text', 'keys of a mapping are text'),
    (r'\*\* ', 'ours refuses', 'there are no complex numbers'),
    (r'(rows|d) [<>]=? (rows|d)\b', 'ours refuses', 'mappings have no order, were they the same'),
    (r'groupby|dictsort\(by=.value', 'ours refuses', 'what is missing, or a mapping, is no key of groups or of an order'),
    (r':c\}.\.format\(zero', 'ours refuses', 'there is no character 0'),
    (r'update\(|append\(', 'ours refuses', 'a list or mapping is never changed'),
    (r'block a', 'ours refuses', 'a template takes in no other file, so it has no blocks'),
    (r'bit_length|__str__', 'ours refuses', 'methods are a white list'),
    (r'lipsum|random', 'ours refuses', 'the same data give the same document'),
    (r'urlize', 'ours refuses', 'HTML, and what only a terminal needs'),
    (r'(min|max)\(attribute', 'ours prints', 'items that lack the attribute are equal, as sort() of Jinja has it'),
    (r'is (not )?== 7', 'ours prints', '== is a test by any of its names'),
    (r'missing \| (int|float|round|abs|tojson|batch|slice|dictsort|items|filesizeformat|indent)', 'ours prints', 'what is missing is empty text to every filter'),
]
# lenient: Python raises because of a value's type, and we answer, as 'a' in 5 or a number without len()
GOOD = {'same', 'explained', 'lenient'}


def templates():
    r = random.Random(SEED)
    made = []
    for value, (name, forms) in itertools.product(VALUES, FILTERS.items()):
        for form in forms:
            tail = ' | list' if name in LISTED and 'list' not in form else ''
            made.append('{{ %s | %s%s%s }}' % (value, name, form, tail))
    for value, (name, forms) in itertools.product(TEXTS + ["'Aa'", "'ABC'", "'12'", "' '"], METHODS.items()):
        made.extend('{{ %s.%s%s }}' % (value, name, form) for form in forms)
    for value, test in itertools.product(VALUES + ['loop', 'range', "'upper'", "'odd'"], TESTS):
        made.append('{{ %s is %s }}' % (value, test))
        made.append('{{ %s is not %s }}' % (value, test))
    for x, op, y in itertools.product(VALUES, OPERATORS, VALUES):
        endless = op in ('*', '**') and {x, y} & {'big', 'huge', 'large', 'money'} and not (op == '*' and {x, y} <= set(NUMBERS))
        if not endless:
            made.append('{{ %s %s %s }}' % (x, op, y))
    numbers = NUMBERS + TEXTS[:5] + ['yes', 'null', 'l', '0.5', '0.125', '1e300', '-0.0', '99.995', '0.00001234', '999999.5', '1e-5']
    made.extend("{{ '{:%s}'.format(%s) }}" % pair for pair in itertools.product(SPECS, numbers))
    made.extend("{{ '%s' %% %s }}" % pair for pair in itertools.product(PERCENTS, numbers))
    made.extend('{{ %s }}' % f for f in FORMATS + LITERALS)
    made.extend('{{ %s }}' % v for v in VALUES)
    if len(made) > SAMPLE:
        made = r.sample(made, SAMPLE)
    return made + ['{%% with %%}%s{%% endwith %%}' % s if re.search('{% (set|macro|with)', s) else s for s in STATEMENTS]


def shown(text):
    """What a reader sees: text that is well-formed XML is taken as such, by docxtpl too."""
    try:
        return ''.join(ElementTree.fromstring('<x>%s</x>' % text).itertext())
    except ElementTree.ParseError:
        return text


def oracle(template):
    """What Jinja2 prints, or the exception."""
    environment = jinja2.Environment()
    try:
        return environment.from_string(template).render(json.loads(json.dumps(CONTEXT)))
    except Exception as error:  # any of Python's: what counts is that nothing is printed
        return error


def document(cases):
    body = ''.join('<w:p><w:r><w:t xml:space="preserve">«%d»%s</w:t></w:r></w:p>' % (i, escape(t)) for i, t in cases)
    return '<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (W, body)


def write(path, cases):
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
             'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
             'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    relations = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
                 'Type="%s/officeDocument" Target="word/document.xml"/></Relationships>' % OFFICE)
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as package:
        package.writestr('[Content_Types].xml', types)
        package.writestr('_rels/.rels', relations)
        package.writestr('word/document.xml', document(cases))


def read(path):
    """Number of the case -> text."""
    root = ElementTree.fromstring(zipfile.ZipFile(path).read('word/document.xml'))
    texts, current = {}, None
    for paragraph in root.iter('{%s}p' % W):
        text = ''
        for element in paragraph.iter():
            tag = element.tag.rpartition('}')[2]
            text += element.text or '' if tag == 't' else '\n' if tag == 'br' else '\t' if tag == 'tab' else ''
        mark = re.match(r'«(\d+)»', text)
        if mark:
            current = int(mark[1])
            texts[current] = text[mark.end():]
        elif current is not None:
            texts[current] += '\a' + text
    return texts


def fill(vanban, folder, cases):
    """Texts of those that fill, and messages of those that do not."""
    refused = {}
    cases = list(cases)
    while cases:
        write(folder / 'dialect.docx', cases)
        result = subprocess.run([vanban, 'render', '-q', '--lang', 'en', '-t', str(folder / 'dialect.docx'), '--compat', 'docxtpl',
                                 '-o', str(folder / 'filled.docx'), str(folder / 'dialect.json')],
                                capture_output=True, text=True, timeout=300, check=False)
        if result.returncode == 0:
            return read(folder / 'filled.docx'), refused
        told = {}
        for line in result.stderr.splitlines():
            where = re.search(r'paragraph (\d+)', line)
            if where:
                told.setdefault(cases[int(where[1]) - 1][0], line)
        if not told:
            raise SystemExit('ended with %d: %s' % (result.returncode, result.stderr[-500:]))
        refused.update(told)
        cases = [c for c in cases if c[0] not in refused]
    return {}, refused


def main():
    vanban, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    pattern = sys.argv[3] if len(sys.argv) > 3 else None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'dialect.json').write_text(json.dumps(CONTEXT, ensure_ascii=False), encoding='utf-8')
    cases = [(i, t) for i, t in enumerate(templates()) if not pattern or re.search(pattern, t)]
    theirs = {i: oracle(t) for i, t in cases}
    texts, refused = {}, {}
    good = [c for c in cases if not isinstance(theirs[c[0]], Exception)]
    bad = [c for c in cases if isinstance(theirs[c[0]], Exception)]
    alone = [c for c in bad if isinstance(theirs[c[0]], jinja2.TemplateSyntaxError)]  # an open block would take in the next
    bad = [c for c in bad if c not in alone]
    for some, size in ((good, 2000), (bad, 90), (alone, 1)):  # a hundred messages are told at most
        for group in range(0, len(some), size):
            a, b = fill(vanban, folder, some[group:group + size])
            texts.update(a)
            refused.update(b)
    results = collections.Counter()
    idle = set(range(len(EXPLAINED)))
    for i, template in cases:
        expected = theirs[i]
        failed = isinstance(expected, Exception)
        if failed and i in refused:
            kind, detail = 'same', ''
        elif isinstance(expected, (TypeError, ValueError, AttributeError)):
            kind, detail = 'lenient', '%r, theirs: %s' % (texts.get(i), expected)
        elif failed:
            kind, detail = 'ours prints', '%r, theirs: %s' % (texts.get(i), expected)
        elif i in refused:
            kind, detail = 'ours refuses', '%s; theirs %r' % (refused[i][:300], expected)
        else:
            same = texts.get(i) == shown(expected)
            kind, detail = 'same' if same else 'text', 'ours %r, theirs %r' % (texts.get(i), shown(expected))
        for n, (rule, of, _) in enumerate(EXPLAINED):
            if kind == of and re.search(rule, template):
                idle.discard(n)
                kind = 'explained'
                break
        results[kind] += 1
        if pattern or kind not in GOOD:
            print('%s: %s: %s' % (kind, template, detail))
    print('    Jinja2: %d templates: %s' % (len(cases), ', '.join('%d %s' % (n, k) for k, n in sorted(results.items()))))
    for n in idle if not pattern else ():
        print('nothing to explain any more: %s' % EXPLAINED[n][0])
    sys.exit(0 if not pattern and set(results) <= GOOD and not idle else 1)


if __name__ == '__main__':
    main()
