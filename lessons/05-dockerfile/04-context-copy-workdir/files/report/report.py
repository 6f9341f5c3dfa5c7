import csv

with open("trips.csv") as file:
    trips = list(csv.DictReader(file))
with open("calendar.csv") as file:
    holidays = [row["day"] for row in csv.DictReader(file)]
on_holidays = [trip for trip in trips if trip["day"] in holidays]
print(f"{len(trips)} trips, {len(on_holidays)} on a holiday")
