import csv
import pandas

with open("trips.csv") as file:
    trips = list(csv.DictReader(file))
print(f"ingested {len(trips)} trips")
