import os
def getuser(): return os.environ.get('LOGNAME') or os.environ.get('USER') or _account(os.getuid())
def getpass(prompt='Password: '): return input(prompt)
