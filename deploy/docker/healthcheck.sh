#!/usr/bin/env bash
# Succeeds while the role in this container is ready. Optionally: healthcheck.sh PORT PATH
port=${1:-${CIDER_METRICS_PORT:-9464}} path=${2:-/ready}
exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$path" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
