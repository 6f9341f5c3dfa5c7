if [ ! -f /in/trips.csv ]; then
    echo "report: /in/trips.csv is missing" >&2
    exit 3
fi
if [ ! -d /out ]; then
    echo "report: there is no folder /out" >&2
    exit 4
fi
echo "$(($(wc -l < /in/trips.csv) - 1)) trips" | tee /out/report.txt
