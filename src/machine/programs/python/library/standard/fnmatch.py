import re
def translate(pat):
    out = ''; inside = False; first = False
    for c in pat:
        if inside: out += '^' if c == '!' and first else c; first = False; inside = c != ']'
        elif c == '[': inside = first = True; out += c
        else: out += '.*' if c == '*' else '.' if c == '?' else re.escape(c)
    return '(?s:' + out + ')\\Z'
def fnmatch(name, pat): return re.match(translate(pat), name) is not None
fnmatchcase = fnmatch
def filter(names, pat): return [n for n in names if fnmatch(n, pat)]
