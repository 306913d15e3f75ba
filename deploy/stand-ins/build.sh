#!/usr/bin/env bash
# Builds stand-ins for the public images, where no registry of images can be reached: build.sh bases|servers FOLDER.
# They come from Debian's, Maven's and Python's repositories as this machine is configured for them; its certificates are
# copied too. FOLDER keeps what was downloaded. Needs root, debootstrap, podman, a JDK and Maven.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
what=$1 folder=$(realpath -m "$2")
suite=bookworm
mkdir -p "$folder"
say() { printf 'stand-ins: %s\n' "$*" >&2; }

jdk=
for dir in "${JAVA_HOME:-}" "$(readlink -f "$(command -v javac)" | sed 's|/bin/javac$||')" /usr/lib/jvm/*; do
  release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$dir/release" 2>/dev/null || true)
  if [ -x "$dir/bin/javac" ] && [ "${release:-0}" -ge 21 ]; then jdk=$dir; break; fi
done
[ -n "$jdk" ] || { say "no JDK of version 21 or newer found in JAVA_HOME, PATH or /usr/lib/jvm. Install one, or set JAVA_HOME to its folder."; exit 1; }

bootstrap() { # NAME PACKAGES: a small Debian
  local to=$folder/$1
  [ -e "$to.complete" ] && return
  say "Debian $suite with $2"
  rm -rf "$to"
  debootstrap --variant=minbase "--include=$2" "$suite" "$to" >"$to.log" 2>&1 || { tail "$to.log" >&2; exit 1; }
  rm -rf "$to"/var/cache/apt/archives/*.deb "$to"/var/lib/apt/lists/* "$to"/usr/share/{doc,man,locale,info} "$to"/var/log/*
  touch "$to.complete"
}

import() { # NAME FOLDER [CHANGE...]
  local name=$1 from=$2 changes=() change
  shift 2
  if [ -e "$folder/$name.imported" ] && podman image exists "localhost/stand-in/$name"; then return; fi
  for change; do changes+=(--change "$change"); done
  tar -C "$from" -c . | podman import -q ${changes[@]+"${changes[@]}"} - "localhost/stand-in/$name" >/dev/null
  touch "$folder/$name.imported"
  say "localhost/stand-in/$name"
}

add_jdk() { # FOLDER
  mkdir -p "$1/opt/java"
  [ -e "$1/opt/java/openjdk" ] || cp -rL "$jdk" "$1/opt/java/openjdk"
  mkdir -p "$1/etc/ssl/certs"
  cp -L /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/"
}

artifact() { # GROUP:NAME:VERSION[:TYPE:CLASSIFIER], downloaded by Maven
  mvn -q -B -N -f "$root/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} dependency:copy \
    "-Dartifact=$1" "-DoutputDirectory=$folder/jars"
}

version() { # PROPERTY FILE
  sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$root/$2"
}

bases() {
  bootstrap debian ca-certificates
  import debian "$folder/debian"
  if [ ! -e "$folder/maven.complete" ]; then
    rm -rf "$folder/maven"
    cp -a "$folder/debian" "$folder/maven"
    add_jdk "$folder/maven"
    local home
    home=$(mvn -v | sed -n 's/^Maven home: //p')
    cp -rL "$home" "$folder/maven/opt/maven"
    touch "$folder/maven.complete"
  fi
  import maven "$folder/maven" 'ENV JAVA_HOME=/opt/java/openjdk' \
    'ENV PATH=/opt/java/openjdk/bin:/opt/maven/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
}

servers() {
  local kafka registry to=$folder/servers
  kafka=$(version kafka.version pom.xml)
  registry=$(version registry.version servers/pom.xml)
  bootstrap servers ca-certificates,curl,python3,libstdc++6,libgomp1,prometheus,etcd-server,etcd-client
  add_jdk "$to"
  if [ ! -e "$to/opt/registry/quarkus-run.jar" ]; then
    artifact "io.apicurio:apicurio-registry-app:$registry:tar.gz:all"
    mkdir -p "$to/opt/registry"
    tar -C "$to/opt/registry" -xzf "$folder/jars/apicurio-registry-app-$registry-all.tar.gz"
  fi
  artifact "org.apache.kafka:kafka-tools:$kafka"
  mkdir -p "$to/opt/kafka/libs" "$to/opt/kafka/bin" "$to/opt/kafka/config" "$to/etc/kafka/docker" "$to/mnt/shared/config"
  cp "$folder/jars/kafka-tools-$kafka.jar" "$to/opt/kafka/libs/"
  [ -d "$to/opt/milvus" ] || python3 -m pip install -q --no-deps --target "$to/opt/milvus" milvus==2.3.5
  mkdir -p "$to/stand-in"
  cp "$here"/bin/* "$to/stand-in/"
  ln -sf /stand-in/kafka-topics "$to/opt/kafka/bin/kafka-topics.sh"
  ln -sf /stand-in/milvus "$to/usr/local/bin/milvus"
  rm -f "$folder/servers.imported" # its programs may have changed
  import servers "$to" 'ENV JAVA_HOME=/opt/java/openjdk' \
    'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  local server
  for server in kafka registry etcd minio milvus prometheus; do
    podman build -q --isolation=chroot --network=host --build-arg "ROLES=$ROLES_IMAGE" --target "$server" \
      -t "localhost/stand-in/$server" -f "$here/Containerfile" "$here" >/dev/null
    say "localhost/stand-in/$server"
  done
}

"$what"
