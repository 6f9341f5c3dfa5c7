import os
def load_dotenv(path='.env', override=False, **k):
    if not os.path.exists(path): return False
    with open(path) as f:
        for line in f:
            line = line.strip()
            if not line or line.startswith('#') or '=' not in line: continue
            key, _, value = line.partition('='); key = key.replace('export ', '').strip(); value = value.strip().strip('"').strip("'")
            if override or key not in os.environ: os.environ[key] = value
    return True
