#!/usr/bin/env bash
# Builds the images, runs the compose file with podman-compose and the chart's pods with podman, and checks them as a
# user would: ingests, searches, opens the console, kills, restarts and upgrades. docs/how-to/operate.md says what was seen.
#   deploy/try-containers.sh [images] [compose] [chart] [clean]      without a word: images compose chart clean
# The parts of compose, one by one: start, then [kill_each] [upgrade] [restart] on the system that it has left running
# In the environment:
#   STAND_INS=no      pull the public images; by default stand-ins take their place (deploy/stand-ins/build.sh)
#   WORK              where downloads and logs are kept (default: .cider/containers)
#   MAVEN_REPOSITORY  a local Maven repository that the build of the image may use
#   KILL              what kill_each kills (default: each role, Kafka, the registry, Milvus)
#   HELM              the helm to render the chart with
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
work=${WORK:-$root/.cider/containers}
stand_ins=${STAND_INS:-yes}
project=cider-try
mkdir -p "$work/logs"

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }
die() { say "FAILED: $*"; exit 1; }

if [ ! -d /run/systemd/system ]; then # podman asks systemd for control groups and for the times of health checks
  export DISABLE_HC_SYSTEMD=true CONTAINERS_CONF=$work/containers.conf
  runtime=crun
  command -v runc >/dev/null && runtime=runc
  cat >"$CONTAINERS_CONF" <<EOF
[containers]
default_ulimits = ["nofile=16384:16384", "nproc=32768:32768"]
[engine]
cgroup_manager = "cgroupfs"
runtime = "$runtime"
[network]
network_backend = "netavark"
EOF
fi

export ROLES_IMAGE=localhost/cider-stream:try
if [ "$stand_ins" = yes ]; then
  export BUILD_IMAGE=localhost/stand-in/maven BASE_IMAGE=localhost/stand-in/debian
  for server in kafka registry etcd minio milvus prometheus; do
    export "${server^^}_IMAGE=localhost/stand-in/$server"
  done
fi
servers=(kafka etcd minio registry milvus)
roles=(embedder searcher connect console)
services=("${roles[@]}" topics prometheus "${servers[@]}") # in the order in which they stop

choose_ports() { # once for a system, so that a part that runs alone finds it
  local ports
  read -ra ports <<<"$(free_ports 6)"
  printf 'export %s=%s\n' KAFKA_PORT "${ports[0]}" REGISTRY_PORT "${ports[1]}" MILVUS_PORT "${ports[2]}" \
    CONSOLE_PORT "${ports[3]}" PROMETHEUS_PORT "${ports[4]}" GRAFANA_PORT "${ports[5]}" >"$work/ports"
}

load_ports() { # of the running system
  [ -e "$work/ports" ] || die "no system is running; call the step start first"
  . "$work/ports"
}

free_ports() { # as many as asked for
  python3 - "$1" <<'EOF'
import socket, sys
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*[s.getsockname()[1] for s in sockets])
EOF
}

compose() { podman-compose -p "$project" "$@"; }
container() { printf '%s_%s_1' "$project" "$1"; }
now() { date +%s%N; }
since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.1f s", (to - from) / 1e9 }'; }

build() { # TAG VERSION
  podman build -q --format docker --isolation=chroot --network=host ${MAVEN_REPOSITORY:+-v "$MAVEN_REPOSITORY:/root/.m2/repository"} \
    ${BUILD_IMAGE:+--build-arg "BUILD=$BUILD_IMAGE" --build-arg "BASE=$BASE_IMAGE"} --build-arg "VERSION=$2" \
    --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
    -t "$1" -f deploy/docker/Dockerfile . >"$work/logs/build-$2.log" 2>&1 || { tail -n 30 "$work/logs/build-$2.log" >&2; die "the image is not built"; }
}

images() {
  local start
  [ "$stand_ins" = no ] || deploy/stand-ins/build.sh bases "$work/stand"
  start=$(now)
  build "$ROLES_IMAGE" 0.1.0
  say "the image was built in $(since "$start")"
  local size
  size=$(podman image inspect -f '{{.Size}}' "$ROLES_IMAGE")
  say "the image has $((size / 1000000)) MB"
  [ "$size" -le 400000000 ] || die "the image has more than 400 MB"
  podman run --rm "$ROLES_IMAGE" --version
  local said
  said=$(podman run --rm -v "$root/configs:/configs:ro" "$ROLES_IMAGE" train --config /configs/cider-lite0.yaml 2>&1) && die "the image trains"
  [[ $said == *"does not train"* ]] || die "train says: $said"
  podman run --rm --entrypoint /bin/sh "$ROLES_IMAGE" -c 'test -s /opt/cider/sbom.cdx.json && ! grep -q pytorch /opt/cider/sbom.cdx.json' ||
    die "the list of components is wrong"
  podman build -q --format docker --isolation=chroot --label org.opencontainers.image.version=0.1.1 -t "$ROLES_IMAGE-next" - \
    <<<"FROM $ROLES_IMAGE" >/dev/null # the next version, which differs by its label only
  [ "$stand_ins" = no ] || deploy/stand-ins/build.sh servers "$work/stand"
}

healthy() { # SERVICE: waits until its own health check succeeds
  local name deadline=$((SECONDS + ${2:-180}))
  name=$(container "$1")
  until podman healthcheck run "$name" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || { podman logs --tail 30 "$name" >&2; die "$1 is not healthy"; }
    sleep 0.5
  done
}

up() { # SERVICE...: starts them at once and waits for each
  local service start
  start=$(now)
  compose up -d --no-build --no-deps "$@" >>"$work/logs/compose.log" 2>&1 || { tail -n 20 "$work/logs/compose.log" >&2; die "podman-compose up $*"; }
  for service; do
    [ "$service" = prometheus ] || healthy "$service"
    say "$service is ready after $(since "$start")"
  done
}

pictures=$root/cli/src/main/resources/io/ciderstream/cli/samples
cider() { # a command of a user, in the network of the system; its progress comes as often as on a terminal
  mkdir -p "$work/new"
  podman run --rm --network "${project}_default" -v "$pictures:/pictures:ro" -v "$work/new:/new:ro" \
    -e JAVA_TOOL_OPTIONS=-Dcider.terminal=true \
    -e CIDER_KAFKA_BOOTSTRAP=kafka:29092 -e CIDER_REGISTRY_URL=http://registry:8080/apis/ccompat/v7 \
    -e CIDER_INDEX_URI=http://milvus:19530 -e CIDER_PROGRESS_TOPIC=progress -e CIDER_METRICS_PORT= "$ROLES_IMAGE" "$@"
}

finds() { # a picture finds itself, or one of its copies, first
  local reply tries=0
  until reply=$(cider search --top 5 --json /pictures/arc-de-triomphe-du-carrousel.webp); do
    [[ $reply == *UNAVAILABLE* ]] && [ $((++tries)) -le 3 ] || die "the search failed: $reply"
    say "the search was not answered in time; sending it again"
  done
  python3 - "$reply" <<'EOF' || die "the search found: $reply"
import json, sys
matches = json.loads(sys.argv[1])["matches"]
assert matches and matches[0]["image_id"].split("/")[-1] == "arc-de-triomphe-du-carrousel.webp" and matches[0]["score"] > 0.99, matches
EOF
  say "a search finds its picture"
}

equal() { cider verify >"$work/logs/verify.log" 2>&1 || { cat "$work/logs/verify.log" >&2; die "the index differs from the log"; }; say "the index is equal to the log"; }

console() { # path: what the console answers on its published port
  curl -fsS -m 20 "http://127.0.0.1:$CONSOLE_PORT$1"
}

start_servers() {
  load_ports
  up kafka etcd minio
  up registry milvus
  compose up -d --no-build --no-deps topics >>"$work/logs/compose.log" 2>&1
  [ "$(podman wait "$(container topics)")" = 0 ] || { podman logs "$(container topics)" >&2; die "topics are not created"; }
  say "the topics are there"
}

start_system() {
  clean
  choose_ports
  start_servers
  up "${roles[@]}" prometheus

  local start
  start=$(now)
  cider ingest /pictures >"$work/logs/ingest.log" 2>&1 || { cat "$work/logs/ingest.log" >&2; die "ingest"; }
  say "ingested in $(since "$start"): $(tail -n 1 "$work/logs/ingest.log")"
  finds
  equal
}

run_compose() {
  start_system
  console / | grep -qi '<html' || die "the console has no page"
  curl -fsS -m 20 --data-binary @cli/src/main/resources/io/ciderstream/cli/samples/bent-pyramid.webp -H 'Content-Type: image/webp' \
    "http://127.0.0.1:$CONSOLE_PORT/v1/search" | tr -d "[:space:]" | grep -q '"image_id":"bent-pyramid.webp"' || die "the console finds nothing"
  say "the console has its page and searches"
  local targets
  for _ in $(seq 30); do
    targets=$(curl -fsS -m 10 "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/query?query=sum(up)" | sed -n 's/.*,"\([0-9]*\)"\].*/\1/p')
    [ "${targets:-0}" -ge 5 ] && break
    sleep 1
  done
  [ "${targets:-0}" -ge 5 ] || die "Prometheus reaches ${targets:-0} of 5"
  say "Prometheus reaches $targets"

  kill_each embedder connect searcher console kafka registry milvus
  upgrade
  restart
  say "compose works"
}

copies=6 # of each bundled picture in an ingest that something interrupts; more on a fast machine
new_pictures() { # with bytes that no picture had before, as known ones are not embedded again
  local copy file
  rm -rf "${work:?}/new"
  for copy in $(seq "$copies"); do
    mkdir -p "$work/new/$copy"
    for file in "$pictures"/*.webp; do
      { cat "$file" && printf '%s-%s' "$copy" "$(now)"; } >"$work/new/$copy/${file##*/}" # decoders ignore what follows
    done
  done
}

embedded() { # LOG: how many pictures are embedded, of how many
  tr '\r' '\n' <"$1" | sed -n 's|^embedded .* \([0-9]*\)/\([0-9]*\) .*|\1 \2|p' | tail -n 1
}

ingest_around() { # NAME COMMAND...: runs the command, which sets $interrupted, while pictures are embedded; waits for the ingest
  local name=$1 log=$work/logs/ingest-$1.log deadline count all ingest
  shift
  while :; do
    new_pictures
    : >"$log" # an earlier ingest may have written it
    cider ingest /new >"$log" 2>&1 &
    ingest=$!
    deadline=$((SECONDS + 120))
    until read -r count all <<<"$(embedded "$log")" && [ "${count:-0}" -gt 0 ]; do
      kill -0 "$ingest" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ] || { cat "$log" >&2; die "the ingest $name sends nothing"; }
      sleep 0.1
    done
    "$@"
    [ -n "$interrupted" ] || die "it is not known how far the ingest was when $name was interrupted"
    read -r count all <<<"$interrupted"
    [ "$count" -ge "$all" ] || break
    wait "$ingest" || { cat "$log" >&2; die "an ingest failed beside $name"; }
    copies=$((copies * 2))
    [ "$copies" -le 96 ] || die "all pictures are embedded before $name is interrupted"
    say "all pictures were embedded before $name was interrupted; again with $((copies * 60)) pictures"
  done
  wait "$ingest" || { cat "$log" >&2; die "an ingest did not survive $name"; }
  say "$name was interrupted after $count of $all pictures; $(tr '\r' '\n' <"$log" | tail -n 1)"
}

kill_one() { # SERVICE
  podman kill "$(container "$1")" >/dev/null
  interrupted=$(embedded "$work/logs/ingest-$1.log")
  podman start "$(container "$1")" >/dev/null
  local start
  start=$(now)
  healthy "$1"
  say "$1 was killed; ready again after $(since "$start")"
}

kill_each() { # SERVICE...: each killed while pictures are embedded
  load_ports
  local role
  for role; do ingest_around "$role" kill_one "$role"; done
  for role in "${roles[@]}"; do healthy "$role"; done
  finds
  equal
}

version() { # SERVICE: the version of its image
  podman inspect -f '{{index .Config.Labels "org.opencontainers.image.version"}}' "$(container "$1")"
}

upgrade_one() { # SERVICE
  remove "$1"
  interrupted=$(embedded "$work/logs/ingest-$1.log")
  ROLES_IMAGE=$ROLES_IMAGE-next up "$1"
}

upgrade() { # to the next version, one role at a time, while pictures are embedded
  load_ports
  local role
  for role in "${roles[@]}"; do
    if [ "$(version "$role")" = 0.1.1 ]; then # by an earlier call
      remove "$role"
      up "$role"
    fi
  done
  for role in "${roles[@]}"; do ingest_around "$role" upgrade_one "$role"; done
  for role in "${roles[@]}"; do [ "$(version "$role")" = 0.1.1 ] || die "$role does not run the next version"; done
  finds
  equal
  say "upgraded one role at a time"
}

remove() { # SERVICE...: with the volume that its image declares and nobody names
  local service
  for service; do
    podman stop "$(container "$service")" >/dev/null 2>&1 || true
    podman rm -v "$(container "$service")" >/dev/null 2>&1 || true
  done
}

restart() { # everything, on the volumes that stay, in the first version
  remove "${services[@]}"
  compose down >>"$work/logs/compose.log" 2>&1
  start_servers
  up "${roles[@]}" prometheus
  finds
  equal
  say "everything stopped and started again"
}

run_chart() { # the chart's pods, beside the servers of the compose file
  command -v "${HELM:-helm}" >/dev/null || die "there is no helm; set HELM"
  podman container exists "$(container kafka)" || { clean && choose_ports && start_servers; }
  remove "${roles[@]}"
  "${HELM:-helm}" template pods deploy/helm/cider-stream -f deploy/stand-ins/values.yaml \
    --set "image.repository=${ROLES_IMAGE%:*},image.tag=${ROLES_IMAGE##*:}" >"$work/chart.yaml"
  python3 deploy/stand-ins/pods.py "$work/chart.yaml" >"$work/pods.yaml"
  clean_pods
  # podman reads the Secret of variables from JSON
  printf '{"CIDER_CONSOLE_TOKEN": "%s"}' "$(printf a-token-of-a-trial | base64)" | podman secret create "$project" - >/dev/null
  podman kube play --network "${project}_default" "$work/pods.yaml" >"$work/logs/pods.log" 2>&1 || { cat "$work/logs/pods.log" >&2; die "the pods do not start"; }
  local start name role
  start=$(now)
  for role in "${roles[@]}"; do
    name=$(podman ps -a --format '{{.Names}}' | grep "^pods-$role-.*-$role$") || die "there is no pod of $role"
    local port=9464 deadline=$((SECONDS + 120))
    [ "$role" != console ] || port=8090
    until podman exec "$name" /opt/cider/bin/healthcheck.sh "$port" /ready >/dev/null 2>&1; do
      [ "$SECONDS" -lt "$deadline" ] || { podman logs --tail 30 "$name" >&2; die "the pod of $role is not ready"; }
      sleep 0.5
    done
    say "the pod of $role is ready after $(since "$start"): user $(podman exec "$name" id -u), root file system $(podman inspect -f '{{.HostConfig.ReadonlyRootfs}}' "$name" | sed 's/true/read-only/;s/false/WRITABLE/')"
    [ "$(podman inspect -f '{{.HostConfig.ReadonlyRootfs}}' "$name")" = true ] || die "$role can write to its image"
    podman exec "$name" grep -q '^CapEff:[[:space:]]*0*$' /proc/1/status || die "$role has capabilities"
  done
  cider ingest /pictures >"$work/logs/ingest-pods.log" 2>&1 || { cat "$work/logs/ingest-pods.log" >&2; die "ingest into the pods"; }
  finds
  equal
  say "the chart's pods work"
}

clean_pods() {
  podman pod ls --format '{{.Name}}' | grep '^pods-' | xargs -r podman pod rm -f >/dev/null 2>&1 || true
  podman volume ls -q | grep -E -- "-pods-($(IFS='|'; echo "${roles[*]}"))\$" | xargs -r podman volume rm >/dev/null 2>&1 || true
  podman volume rm "$project-kafka" >/dev/null 2>&1 || true # of the mounted Secret
  podman secret rm "$project" "$project-kafka" >/dev/null 2>&1 || true
}

clean() {
  clean_pods
  remove "${services[@]}"
  compose down -v >>"$work/logs/compose.log" 2>&1 || true
  rm -rf "$work/ports" "$work/new"
}

[ $# -gt 0 ] || set -- images compose chart clean
for step; do
  case $step in
  images) images ;;
  compose) run_compose ;;
  chart) run_chart ;;
  start) start_system ;;
  kill_each) read -ra killed <<<"${KILL:-embedder connect searcher console kafka registry milvus}" && kill_each "${killed[@]}" ;;
  upgrade | restart | clean) "$step" ;;
  *) die "there is no step $step; there are images, compose, chart, clean, start, kill_each, upgrade and restart" ;;
  esac
done
