import os

with open("/data/out.txt", "w") as out:
    out.write("written\n")
print(f"uid {os.getuid()} wrote /data/out.txt")
