import os

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "trips.csv")) as rows:
    count = len(rows.readlines()) - 1
print(f"ingested {count} rows of {{city}}")
