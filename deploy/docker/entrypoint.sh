#!/usr/bin/env bash
# Runs one cider command. The JVM does not exit when memory runs out: a record that needs too much ends as a dead letter, where a restart would meet it again. Half of the container's memory is the heap's: pictures, the model and ONNX Runtime live outside it.
set -euo pipefail
flags=(--enable-native-access=ALL-UNNAMED "-XX:MaxRAMPercentage=${CIDER_HEAP_PERCENT:-50}" "-Dcider.home=$CIDER_HOME"
  -Dlog4j2.configurationFile=log4j2-off.xml)
exec "$JAVA_HOME/bin/java" "${flags[@]}" -cp "/opt/cider/classes:/opt/cider/lib/*" io.ciderstream.cli.Main "$@"
