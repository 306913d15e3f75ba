#!/usr/bin/env bash
# usage: find.sh BOOTSTRAP PICTURE
# Puts a picture, searches for similar ones until it is found, deletes it.
set -euo pipefail
broker=$1 picture=$2
id=kcat-$$

# [client]
client=(
  -X message.max.bytes=67108864 # librdkafka's default is 1 MB; the topics accept 64 MiB (topics.max.record.bytes)
  -X topic.partitioner=murmur2_random # librdkafka's default is CRC32; with it deletions miss pictures
)
# [end]

# [put]
kcat -b "$broker" "${client[@]}" -P -t images -k "$id" -H meta.shop=north "$picture"
# [end]

ask() {
  local question=$id-$RANDOM
# [ask]
  kcat -b "$broker" "${client[@]}" -P -t queries -k "$question" -H accept=application/json -H top-k=3 -H verify=20 "$picture"
  for _ in $(seq 50); do # the replies of the last hour; ours has our key
    kcat -b "$broker" -C -t replies -o beginning -e -q -f '%k %s\n' 2>/dev/null |
      sed -n "s/^$question //p" | grep . && break
    sleep 0.2
  done
# [end]
}

for _ in $(seq 50); do
  reply=$(ask)
  if [[ $reply == *"\"image_id\":\"$id\""* ]]; then
    echo "found $id: $reply"
    # [delete]
    kcat -b "$broker" "${client[@]}" -P -t images -k "$id" -Z <<<'' # an empty line with -Z is a null value
    # [end]
    exit 0
  fi
done
echo "$id was not found; the last reply was: $reply" >&2
exit 1
