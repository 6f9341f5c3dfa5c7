#!/bin/sh
export SHARD={{shard}}
echo "preparing"
sh /worker.sh
