# SPDX-License-Identifier: Apache-2.0
# Shared by the commands in this folder: builds what is needed and starts a class of integration-tests.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CLASSPATH_FILE="$ROOT/integration-tests/target/classpath.txt"
export SPARK_LOCAL_IP=127.0.0.1

# Builds the users' jar and the harness, without tests, when a source is newer than the last build.
build() {
  local newer=yes
  if [ -f "$CLASSPATH_FILE" ]; then
    newer=$(find "$ROOT"/pom.xml "$ROOT"/*/pom.xml "$ROOT"/*/src/main \
      -newer "$CLASSPATH_FILE" -print -quit)
  fi
  if [ -n "$newer" ] || ! ls "$ROOT"/plugin/target/headroom-spark_2.13-*.jar >/dev/null 2>&1; then
    echo "Building ..." >&2
    mvn -B -q -f "$ROOT/pom.xml" -pl integration-tests -am -DskipTests \
      package dependency:build-classpath -Dmdep.outputFile="$CLASSPATH_FILE"
    # Maven leaves the file as it was when nothing in it changed.
    touch "$CLASSPATH_FILE"
  fi
}

# run_java <main class> [arguments]
run_java() {
  exec java -Xmx512m -XX:TieredStopAtLevel=1 \
    -cp "$ROOT/integration-tests/target/classes:$(cat "$CLASSPATH_FILE")" "$@"
}
