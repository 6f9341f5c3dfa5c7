import json

with open("settings.json") as file:
    unit = json.load(file)["unit"]
print(f"report: 3 trips, in {unit}")
