#!/bin/sh
# Handles one trip a second, and finishes the one at hand before it goes.
finish() {
    echo "worker: finishing the trip at hand"
    exit 0
}
trap finish TERM
echo "worker: shard $SHARD"
while true; do
    sleep 1 &
    wait $!
done
