#!/bin/sh
set -e
echo "ready for {{who}}"
exec "$@"
