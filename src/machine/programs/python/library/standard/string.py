ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdefABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
whitespace = ' \t\n\r\x0b\x0c'
printable = digits + ascii_letters + punctuation + whitespace
class Template:
    def __init__(self, template): self.template = template
    def substitute(self, mapping={}, **kw):
        import re
        values = {**mapping, **kw}
        return re.sub(r'\$(?:\$|\{(\w+)\}|(\w+))', lambda m: '$' if m.group(0) == '$$' else str(values[m.group(1) or m.group(2)]), self.template)
    def safe_substitute(self, mapping={}, **kw):
        import re
        values = {**mapping, **kw}
        return re.sub(r'\$(?:\{(\w+)\}|(\w+))', lambda m: str(values.get(m.group(1) or m.group(2), m.group(0))), self.template)
def capwords(s): return ' '.join(w.capitalize() for w in s.split())
