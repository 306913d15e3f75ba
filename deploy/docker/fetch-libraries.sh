#!/usr/bin/env bash
# Fetches what the build needs, from the pom.xml files alone: builds the empty modules, on past those that fail without
# sources (-fn). What is missing after that is fetched by the real build.
set -euo pipefail
mvn -q -B -ntp -fn -P"serving,sbom,${PROFILE:-cpu}" package -DskipTests -Dexec.skip=true -Dassembly.skipAssembly=true \
  -Dcyclonedx.skip=true -Dspotless.check.skip=true -pl cli -am >/dev/null
rm -rf -- */target
