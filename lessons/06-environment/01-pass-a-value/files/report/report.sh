if [ -z "$MONTH" ]; then
    echo "report: MONTH is not set" >&2
    exit 2
fi
echo "report for $MONTH in ${CITY:-all cities}"
