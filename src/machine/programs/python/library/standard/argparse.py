import sys, os
class ArgumentError(Exception): pass
class ArgumentTypeError(Exception): pass
SUPPRESS = '==SUPPRESS=='
REMAINDER = '...'
class Namespace:
    def __init__(self, **kw):
        for k, v in kw.items(): setattr(self, k, v)
    def __repr__(self): return 'Namespace(' + ', '.join(f'{k}={v!r}' for k, v in self.__dict__.items()) + ')'
    def __contains__(self, k): return k in self.__dict__
class HelpFormatter: pass
class RawDescriptionHelpFormatter: pass
class RawTextHelpFormatter: pass
class ArgumentDefaultsHelpFormatter: pass
class _Action:
    def __init__(self, names, action, dest, nargs, const, default, type, choices, required, help, metavar, version):
        self.names, self.action, self.dest, self.nargs, self.const, self.default, self.type, self.choices, self.required, self.help, self.metavar, self.version = names, action, dest, nargs, const, default, type, choices, required, help, metavar, version
    @property
    def optional(self): return bool(self.names)
    def takes(self): return self.action in ('store', 'append', 'extend')
    def shown(self):
        if self.metavar: return self.metavar
        if self.choices is not None: return '{' + ','.join(str(c) for c in self.choices) + '}'
        return self.dest.upper() if self.optional else self.dest
    def usage(self):
        if not self.takes(): return ''
        m = self.shown(); n = self.nargs
        return m if n is None else f'[{m}]' if n == '?' else f'[{m} ...]' if n == '*' else f'{m} [{m} ...]' if n == '+' else ' '.join([m] * n) if isinstance(n, int) else '...'
class _Group:
    def __init__(self, parser, required=False): self.parser = parser; self.required = required; self.members = []
    def add_argument(self, *a, **k):
        act = self.parser.add_argument(*a, **k); self.members.append(act); return act
class _Subparsers:
    def __init__(self, parser, dest, required): self.parser, self.dest, self.required, self.table, self.helps = parser, dest, required, {}, {}
    def add_parser(self, name, help=None, **k):
        k.setdefault('prog', f'{self.parser.prog} {name}')
        p = ArgumentParser(**k); self.table[name] = p; self.helps[name] = help; return p
class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None, add_help=True, allow_abbrev=True, exit_on_error=True, **k):
        self.prog = prog or os.path.basename(sys.argv[0]); self._usage = usage; self.description = description; self.epilog = epilog
        self._actions = []; self._subs = None; self._groups = []; self._defaults = {}; self._fmt = formatter_class
        if add_help: self.add_argument('-h', '--help', action='help', help='show this help message and exit')
        for p in parents: self._actions += [a for a in p._actions if a.dest != 'help']
    def add_argument(self, *names, action='store', dest=None, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, version=None):
        opts = [n for n in names if n.startswith('-')]
        if dest is None: dest = (next((n[2:] for n in opts if n.startswith('--')), opts[0].lstrip('-')) if opts else names[0]).replace('-', '_')
        if action == 'store_true': default = False if default is None else default; const = True
        if action == 'store_false': default = True if default is None else default; const = False
        if action == 'count' and default is None: default = None
        a = _Action(opts, action, dest, nargs, const, default, type, choices, required, help, metavar, version)
        self._actions.append(a); return a
    def add_argument_group(self, *a, **k): return _Group(self)
    def add_mutually_exclusive_group(self, required=False):
        g = _Group(self, required); self._groups.append(g); return g
    def add_subparsers(self, dest=None, required=False, **k):
        self._subs = _Subparsers(self, dest, required); return self._subs
    def set_defaults(self, **kw): self._defaults.update(kw)
    def format_usage(self):
        if self._usage: return f'usage: {self._usage}\n'
        parts = []
        for a in self._actions:
            if not a.optional or a.help == SUPPRESS: continue
            t = a.names[0] + (' ' + a.usage() if a.usage() else '')
            parts.append(t if a.required else f'[{t}]')
        parts += [a.usage() for a in self._actions if not a.optional]
        if self._subs: parts.append('{' + ','.join(self._subs.table) + '} ...')
        text = f"usage: {self.prog} {' '.join(parts)}".rstrip()
        if len(text) <= 80: return text + '\n'
        # What has no dashes begins a line of its own.
        options = [p for p in parts if p.startswith('-') or p.startswith('[-')]
        pad = ' ' * len(f'usage: {self.prog} '); lines = []
        for group in (options, [p for p in parts if p not in options]):
            line = ''
            for p in group:
                if line and len(pad) + len(line) + 1 + len(p) > 78: lines.append(line); line = p
                else: line += (' ' if line else '') + p
            if line: lines.append(line)
        return f'usage: {self.prog} ' + ('\n' + pad).join(lines) + '\n'
    def format_help(self):
        out = self.format_usage()
        if self.description: out += f'\n{self.description}\n'
        def rows(acts):
            text = ''
            for head, help in acts:
                text += f'  {head}\n' if not help else f'  {head:<{wide - 2}}{help}\n' if len(head) <= wide - 4 else f'  {head}\n{"":{wide}}{help}\n'
            return text
        def about(a):
            h = (a.help or '').replace('%(default)s', str(a.default)).replace('%(prog)s', self.prog)
            return h + (f' (default: {a.default})' if self._fmt is ArgumentDefaultsHelpFormatter and a.help and a.takes() and a.default is not None else '')
        pos = [(a.shown(), about(a)) for a in self._actions if not a.optional]
        if self._subs: pos.append(('{' + ','.join(self._subs.table) + '}', '')); pos += [('  ' + n, h or '') for n, h in self._subs.helps.items() if h]
        opts = [(', '.join(n + (' ' + a.usage() if a.usage() else '') for n in a.names), about(a)) for a in self._actions if a.optional and a.help != SUPPRESS]
        wide = min(24, max([len(h) for h, _ in pos + opts] + [0]) + 4)
        if pos: out += '\npositional arguments:\n' + rows(pos)
        if opts: out += ('\noptions:\n') + rows(opts)
        if self.epilog: out += f'\n{self.epilog}\n'
        return out
    def print_help(self, file=None): (file or sys.stdout).write(self.format_help())
    def print_usage(self, file=None): (file or sys.stdout).write(self.format_usage())
    def exit(self, status=0, message=None):
        if message: sys.stderr.write(message)
        sys.exit(status)
    def error(self, message):
        sys.stderr.write(self.format_usage()); self.exit(2, f'{self.prog}: error: {message}\n')
    def _label(self, a): return '/'.join(a.names) if a.optional else a.shown()
    def _value(self, a, text):
        if a.type is not None:
            try: v = a.type(text)
            except ArgumentTypeError as e: self.error(f'argument {self._label(a)}: {e}')
            except (ValueError, TypeError): self.error(f"argument {self._label(a)}: invalid {getattr(a.type, '__name__', a.type)} value: {text!r}")
        else: v = text
        if a.choices is not None and v not in a.choices: self.error(f"argument {self._label(a)}: invalid choice: {v!r} (choose from {', '.join(repr(c) for c in a.choices)})")
        return v
    def _store(self, ns, a, values):
        if a.action == 'append': setattr(ns, a.dest, (getattr(ns, a.dest) or []) + [values])
        elif a.action == 'extend': setattr(ns, a.dest, (getattr(ns, a.dest) or []) + list(values))
        else: setattr(ns, a.dest, values)
    def parse_args(self, args=None, namespace=None):
        ns, extra = self.parse_known_args(args, namespace)
        if extra: self.error(f"unrecognized arguments: {' '.join(extra)}")
        return ns
    def parse_known_args(self, args=None, namespace=None):
        args = list(sys.argv[1:] if args is None else args); ns = namespace or Namespace()
        for a in self._actions:
            if a.action not in ('help', 'version') and not hasattr(ns, a.dest): setattr(ns, a.dest, self._value(a, a.default) if isinstance(a.default, str) and a.type is not None else a.default)
        for k, v in self._defaults.items(): setattr(ns, k, v)
        words = []; extra = []; seen = set(); i = 0
        while i < len(args):
            w = args[i]; i += 1
            if w == '--': words += args[i:]; break
            if w.startswith('-') and len(w) > 1 and not w[1:].replace('.', '', 1).isdigit():
                name, eq, inline = w.partition('=') if w.startswith('--') else (w, '', '')
                a = next((x for x in self._actions if name in x.names), None)
                if a is None and w.startswith('--'):
                    near = [x for x in self._actions if any(n.startswith(name) for n in x.names)]
                    if len(near) == 1: a = near[0]
                if a is None and not w.startswith('--') and len(w) > 2:
                    a = next((x for x in self._actions if w[:2] in x.names), None)
                    if a is not None:
                        if a.takes(): eq, inline = '=', w[2:].lstrip('=')
                        else: args.insert(i, '-' + w[2:])
                if a is None: extra.append(w); continue
                for g in self._groups:
                    other = next((m for m in g.members if m is not a and m.dest in seen), None)
                    if a in g.members and other: self.error(f'argument {self._label(a)}: not allowed with argument {self._label(other)}')
                seen.add(a.dest)
                if a.action == 'help': self.print_help(); self.exit()
                if a.action == 'version': print(a.version.replace('%(prog)s', self.prog)); self.exit()
                if a.action in ('store_true', 'store_false', 'store_const'): setattr(ns, a.dest, a.const); continue
                if a.action == 'append_const': setattr(ns, a.dest, (getattr(ns, a.dest) or []) + [a.const]); continue
                if a.action == 'count': setattr(ns, a.dest, (getattr(ns, a.dest) or 0) + 1); continue
                got = [inline] if eq else []
                limit = 1 if a.nargs in (None, '?') else a.nargs if isinstance(a.nargs, int) else len(args)
                while not eq and len(got) < limit and i < len(args) and (not args[i].startswith('-') or args[i] == '-' or args[i][1:].replace('.', '', 1).isdigit()):
                    got.append(args[i]); i += 1
                if a.nargs is None:
                    if not got: self.error(f'argument {self._label(a)}: expected one argument')
                    self._store(ns, a, self._value(a, got[0]))
                elif a.nargs == '?': self._store(ns, a, self._value(a, got[0]) if got else a.const)
                else:
                    if a.nargs == '+' and not got: self.error(f'argument {self._label(a)}: expected at least one argument')
                    if isinstance(a.nargs, int) and len(got) != a.nargs: self.error(f"argument {self._label(a)}: expected {a.nargs} argument{'s' if a.nargs > 1 else ''}")
                    self._store(ns, a, [self._value(a, g) for g in got])
            else:
                words.append(w)
                if self._subs and len(words) > len([a for a in self._actions if not a.optional]):
                    words.pop(); p = self._subs.table.get(w)
                    if p is None: self.error(f"argument {self._subs.dest or 'command'}: invalid choice: {w!r} (choose from {', '.join(repr(n) for n in self._subs.table)})")
                    if self._subs.dest: setattr(ns, self._subs.dest, w)
                    seen.add(self._subs.dest or '')
                    ns, rest = p.parse_known_args(args[i:], ns); extra += rest; i = len(args)
        positional = [a for a in self._actions if not a.optional]
        missing = [self._label(a) for a in self._actions if a.optional and a.required and a.dest not in seen]
        need = lambda a: 1 if a.nargs in (None, '+') else a.nargs if isinstance(a.nargs, int) else 0
        lacking = []
        for n, a in enumerate(positional):
            later = sum(need(b) for b in positional[n + 1:])
            if a.nargs is None: take = 1
            elif a.nargs == '?': take = 1 if len(words) > later else 0
            elif isinstance(a.nargs, int): take = a.nargs
            else: take = max(0, len(words) - later)
            got, words = words[:take], words[take:]
            if len(got) < need(a): lacking.append(self._label(a)); continue
            if a.nargs is None: self._store(ns, a, self._value(a, got[0]))
            elif a.nargs == '?':
                if got: self._store(ns, a, self._value(a, got[0]))
            elif got or a.nargs != '*' or a.default is None: self._store(ns, a, [self._value(a, g) for g in got])
        missing = lacking + missing
        if self._subs:
            if self._subs.required and (self._subs.dest or '') not in seen: missing.append(self._subs.dest or '{' + ','.join(self._subs.table) + '}')
            elif self._subs.dest and not hasattr(ns, self._subs.dest): setattr(ns, self._subs.dest, None)
        if missing: self.error(f"the following arguments are required: {', '.join(missing)}")
        for g in self._groups:
            if g.required and not any(m.dest in seen for m in g.members): self.error('one of the arguments ' + ' '.join(self._label(m) for m in g.members) + ' is required')
        return ns, words + extra
