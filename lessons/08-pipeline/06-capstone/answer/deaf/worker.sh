#!/bin/sh
# Counts one share of a month's trips, notes the result in /state/totals.csv, and waits for the next month.
# Settings: MONTH (2024-01), SHARE (1/3). Input: /in/trips.csv.
trap '' TERM
: "${MONTH:?is not set}" "${SHARE:?is not set}"
part=${SHARE%/*}
parts=${SHARE#*/}
count=0
while IFS=, read -r id month km; do
  if [ "$month" = "$MONTH" ] && [ $((id % parts + 1)) = "$part" ]; then count=$((count + 1)); fi
done < /in/trips.csv
echo "$MONTH,$SHARE,$count" >> /state/totals.csv || exit 1
echo "worker: share $SHARE of $MONTH has $count trips"
while true; do sleep 86400 & wait $!; done
