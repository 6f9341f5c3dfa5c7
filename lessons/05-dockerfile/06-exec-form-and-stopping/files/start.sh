#!/bin/sh
echo "preparing"
sh /worker.sh
