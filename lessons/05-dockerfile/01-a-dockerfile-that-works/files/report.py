import csv
import sys

month = sys.argv[1]
with open("trips.csv") as file:
    trips = [row for row in csv.DictReader(file) if row["month"] == month]
distance = sum(float(row["km"]) for row in trips)
print(f"{month}: {len(trips)} trips, {distance:.1f} km")
