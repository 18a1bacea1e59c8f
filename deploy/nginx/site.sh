#!/bin/sh
# Writes nginx's configuration for the address that people type: deploy/nginx/site.sh https://your.name > deploy/nginx/site.conf
# With a port in the address nginx listens there, and leads there what comes over http.
set -eu
wrong() {
  echo "$0: $1" >&2
  echo "usage: $0 https://your.name[:port]" >&2
  exit 64
}
url=${1:-${PUBLIC_URL:-}}
address=${url#https://}
[ "$address" != "$url" ] || wrong 'the address begins with https://'
address=${address%/}
host=${address%%:*}
port=443
[ "$address" = "$host" ] || port=${address#*:}
case $host in '' | -* | .* | *[!A-Za-z0-9.-]*) wrong "no name of a machine: $host" ;; esac
case $port in '' | 0* | *[!0-9]* | ??????*) wrong "no port: $port" ;; esac
[ "$port" -le 65535 ] || wrong "no port: $port"
[ "$port" -ne 80 ] || wrong 'port 80 is where http is led away from'
shown=$host
[ "$port" -eq 443 ] || shown=$host:$port
sed -e "s#https://city\.example#https://$shown#" \
  -e "s/city\.example/$host/g" \
  -e "s/^\( *listen \(\[::\]:\)\{0,1\}\)443 /\1$port /" \
  "$(dirname "$0")/suishoupai.conf"
