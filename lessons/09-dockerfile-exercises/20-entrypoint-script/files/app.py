import os
import signal
import sys


def stop(number, frame):
    print("app: stopped well", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
print(f"app: process {os.getpid()}, {len(sys.argv) - 1} arguments", flush=True)
if "--serve" in sys.argv:
    signal.pause()
sys.exit(int(os.environ.get("CODE", "0")))
