#!/bin/sh
echo "preparing"
exec sh /worker.sh
