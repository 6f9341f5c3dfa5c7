# Once: counts the trips of $MONTH in /in/trips.csv and writes /out/report.txt.
[ -n "$MONTH" ] || { echo "report: MONTH is not set" >&2; exit 2; }
[ -f /in/trips.csv ] || { echo "report: /in/trips.csv is missing" >&2; exit 3; }
echo "$MONTH: $(grep -c ",$MONTH," /in/trips.csv) trips" > /out/report.txt || exit 4
echo "report: written"
