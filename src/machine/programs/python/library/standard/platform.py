import os, sys
def system(): return 'Linux'
def node(): return os.uname().nodename
def release(): return os.uname().release
def version(): return os.uname().version
def machine(): return os.uname().machine
def processor(): return ''
def architecture(): return ('64bit', 'ELF')
def python_version(): return sys.version.split()[0]
def python_implementation(): return 'CPython'
def platform(): return f'Linux-{release()}-{machine()}-with-glibc2.36'
def uname(): return os.uname()
