# For ever: asks the store at $STORE for the trips.
while true; do
    if wget -q -T 2 -O /tmp/answer "http://$STORE:8000/"; then
        echo "ingest: got $(cat /tmp/answer)"
    else
        echo "ingest: no store at $STORE" >&2
    fi
    sleep 3
done
