#!/usr/bin/env bash
# Runs one cider command. The JVM does not exit when memory runs out: a record that needs too much ends as a dead letter, where a restart would meet it again. Half of the container's memory is the heap's: pictures, the model and ONNX Runtime live outside it.
set -euo pipefail
app=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jars=("$app"/lib/*.jar) # in this order: the archive of classes is for one class path
# in the environment, since ONNX Runtime 1.29 overflows its stack if the command line is long
CLASSPATH=$(IFS=:; printf '%s' "${jars[*]}")
export CLASSPATH
flags=(--enable-native-access=ALL-UNNAMED "-XX:MaxRAMPercentage=${CIDER_HEAP_PERCENT:-50}" "-Dcider.home=$CIDER_HOME"
  -Dlog4j2.configurationFile=log4j2-off.xml)
case "${1:-}" in
embedder | searcher | connect | console) # as in ./cider: compiling for the second time is a quarter of a start's work
  flags+=(-XX:Tier4InvocationThreshold=25000 -XX:Tier4MinInvocationThreshold=3000 -XX:Tier4CompileThreshold=75000
    -XX:Tier4BackEdgeThreshold=200000)
  ;;
esac
archive=${CIDER_CLASS_ARCHIVE:-$app/cider.jsa}
[ ! -e "$archive" ] || flags+=("-XX:SharedArchiveFile=$archive")
while IFS= read -r line; do
  if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
    [ "${BASH_REMATCH[1]}" -lt 23 ] || flags+=(--sun-misc-unsafe-memory-access=allow)
  fi
done <"$JAVA_HOME/release"
exec "$JAVA_HOME/bin/java" "${flags[@]}" io.ciderstream.cli.Main "$@"
