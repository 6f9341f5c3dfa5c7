with open("data/stations.csv") as rows:
    print(f"report: {len(rows.readlines()) - 1} stations")
