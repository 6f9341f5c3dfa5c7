#!/bin/sh
export SHARD={{shard}}
echo "preparing"
sh /worker.sh &
trap "kill -TERM $!; wait $!" TERM
wait $!

