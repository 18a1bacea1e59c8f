#!/bin/sh
# Makes what compose.yaml reads from deploy/secrets/, once: what is there stays as it is. Afterwards put the key into its envelopes.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets/tls
make() { [ -s "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"; }
random() { openssl rand -hex "$1"; }
make server_key "$(random 32)"
make metrics_token "$(random 24)"
make mongo_keyfile "$(openssl rand -base64 741 | tr -d '\n')"
make mongo_root_password "$(random 24)"
make mongo_password "$(random 24)"
make s3_access_key suishoupai
make s3_secret_key "$(random 24)"
make mongodb_uri "mongodb://suishoupai:$(cat secrets/mongo_password)@mongo1,mongo2,mongo3/suishoupai?replicaSet=rs0"
make s3_config "{\"identities\":[{\"name\":\"suishoupai\",\"credentials\":[{\"accessKey\":\"suishoupai\",\"secretKey\":\"$(cat secrets/s3_secret_key)\"}],\"actions\":[\"Admin\",\"Read\",\"Write\",\"List\",\"Tagging\"]}]}"
# Read by the server, which is user 1000 in its container; the folder itself keeps strangers out.
chmod 644 secrets/server_key secrets/metrics_token secrets/mongodb_uri secrets/s3_access_key secrets/s3_secret_key secrets/s3_config secrets/mongo_*
echo 'deploy/secrets is complete. TLS: put fullchain.pem and privkey.pem into deploy/secrets/tls.'
