def tabulate(rows, headers=(), tablefmt='simple', **k):
    rows = [[str(c) for c in r] for r in rows]; head = [str(h) for h in headers]
    w = [max(len(r[i]) for r in rows + ([head] if head else [])) for i in range(len(rows[0]))]
    line = lambda r: '  '.join(c.ljust(w[i]) for i, c in enumerate(r)).rstrip()
    return '\n'.join(([line(head), '  '.join('-' * n for n in w)] if head else []) + [line(r) for r in rows])
