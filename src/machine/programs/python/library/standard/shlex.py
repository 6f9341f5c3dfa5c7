def split(s, comments=False, posix=True):
    words = []; word = None; quote = None; i = 0
    while i < len(s):
        c = s[i]
        if quote:
            if c == quote: quote = None
            elif c == '\\' and quote == '"' and i + 1 < len(s): i += 1; word += s[i]
            else: word += c
        elif c in '"\'': quote = c; word = word or ''
        elif c == '\\' and i + 1 < len(s): i += 1; word = (word or '') + s[i]
        elif c.isspace():
            if word is not None: words.append(word); word = None
        else: word = (word or '') + c
        i += 1
    if quote: raise ValueError('No closing quotation')
    if word is not None: words.append(word)
    return words
def quote(s):
    import re
    return s if s and not re.search(r'[^\w@%+=:,./-]', s) else "'" + s.replace("'", "'\"'\"'") + "'"
def join(words): return ' '.join(quote(w) for w in words)
