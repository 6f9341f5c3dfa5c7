#!/bin/sh
export SHARD={{shard}}
echo "preparing"
exec sh /worker.sh
