def wrap(text, width=70, initial_indent='', subsequent_indent='', **k):
    lines = []; line = initial_indent; empty = True
    for word in text.split():
        if not empty and len(line) + 1 + len(word) > width:
            lines.append(line); line = subsequent_indent; empty = True
        line += word if empty else ' ' + word
        empty = False
    if not empty: lines.append(line)
    return lines
def fill(text, width=70, **k): return '\n'.join(wrap(text, width, **k))
def dedent(text):
    lines = text.split('\n')
    margins = [len(l) - len(l.lstrip()) for l in lines if l.strip()]
    m = min(margins) if margins else 0
    return '\n'.join(l[m:] if l.strip() else '' for l in lines)
def indent(text, prefix, predicate=None): return ''.join((prefix + l if l.strip() else l) for l in text.splitlines(True))
def shorten(text, width, placeholder=' [...]'): return text if len(text) <= width else text[:width - len(placeholder)].rstrip() + placeholder
