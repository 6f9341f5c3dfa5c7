import pandas

print("report: 3 trips")
