import os

print(f"month {os.environ['TRIPS_MONTH']}")
