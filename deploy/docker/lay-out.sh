#!/usr/bin/env bash
# Lays out what the image holds: lay-out.sh FOLDER, after the build. The folder must be where the image has it, since
# the archive of classes names its path.
set -euo pipefail
to=$1
mkdir -p "$to/bin" "$to/models" "$to/lib"
cp deploy/docker/entrypoint.sh deploy/docker/healthcheck.sh "$to/bin/"
# the default model is part of the image; mount another one and set CIDER_MODEL_FILE
cp models/cider-lite0.onnx models/cider-lite0-int8.onnx "$to/models/"
cp LICENSE "$to/"
cp cli/target/bom.json "$to/sbom.cdx.json"
java deploy/docker/ServingLibraries.java cli/target/lib "$to/lib"
cp cli/target/cider-cli-*.jar "$to/lib/"

# a Java of the modules that are used; with tools to look into a running role (jcmd)
jlink --add-modules java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs \
  --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 --output "$to/java"

# classes of the four roles, read and verified once: each role starts without servers, and waits for them
export JAVA_HOME=$to/java CIDER_HOME CIDER_CLASS_ARCHIVE=none CIDER_METRICS_PORT=0 CIDER_LOG_LEVEL=ERROR
export CIDER_MODEL_FILE=$to/models/cider-lite0.onnx CIDER_STOP_TIMEOUT_MS=4000 CIDER_KAFKA_BOOTSTRAP=127.0.0.1:1
CIDER_HOME=$(mktemp -d)
for role in embedder searcher connect console; do
  list=$CIDER_HOME/$role.classes read=-1
  JAVA_TOOL_OPTIONS="-XX:DumpLoadedClassList=$list" "$to/bin/entrypoint.sh" "$role" >"$CIDER_HOME/$role.log" 2>&1 &
  for _ in $(seq 30); do # until it has loaded what it loads without servers
    sleep 3
    now=$(wc -l <"$list" 2>/dev/null || echo 0)
    [ "$now" -gt 3000 ] && [ "$now" = "$read" ] && break
    read=$now
  done
  kill "$!" || { tail -n 20 "$CIDER_HOME/$role.log" >&2; echo "$role ended by itself" >&2; exit 1; }
  wait "$!" || true
done
# ids are those of one run; classes with a source come from loaders that the archive does not serve
sed -e '/ source: /d' -e '/^@cp/d' -e 's/ id: .*//' -e '/^#/d' "$CIDER_HOME"/*.classes | awk '!seen[$0]++' >"$CIDER_HOME/all"
echo "$(wc -l <"$CIDER_HOME/all") classes in the archive"
jars=("$to"/lib/*.jar)
CLASSPATH=$(IFS=:; printf '%s' "${jars[*]}")
export CLASSPATH
# with the flag of the entrypoint, for which Java would otherwise refuse a part of the archive, and say so
"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xshare:dump "-XX:SharedClassListFile=$CIDER_HOME/all" \
  "-XX:SharedArchiveFile=$to/cider.jsa" >"$CIDER_HOME/dump.log" 2>&1 || { tail -n 20 "$CIDER_HOME/dump.log" >&2; exit 1; }
rm -rf "$CIDER_HOME"
