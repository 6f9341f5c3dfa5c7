#!/bin/sh
echo "preparing"
sh /worker.sh &
worker=$!
trap 'kill -TERM $worker' TERM
wait $worker
wait $worker
