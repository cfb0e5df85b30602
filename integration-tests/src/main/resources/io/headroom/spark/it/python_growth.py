# SPDX-License-Identifier: Apache-2.0
"""A PySpark job whose Python workers each grow by some MiB. Started like spark-submit starts a
Python driver: the JVM is there already, and its gateway is told by the environment.

Arguments: number of tasks, MiB per task, seconds of growth.
"""

import os
import sys
import time

from pyspark import SparkConf, SparkContext
from pyspark.java_gateway import launch_gateway

tasks, mebibytes, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])


def grow(index, rows):
    """Takes the memory in pieces of 2 MiB, every page written, and holds it for a moment."""
    start = time.monotonic()
    pieces = []
    count = mebibytes // 2
    for i in range(count):
        pieces.append(bytearray(b"\x07" * (2 << 20)))
        pause = start + seconds * (i + 1) / count - time.monotonic()
        if pause > 0:
            time.sleep(pause)
    time.sleep(0.2)
    yield sum(rows) * 1000 + sum(piece[-1] for piece in pieces)


gateway = launch_gateway()
java_context = gateway.jvm.org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
    gateway.jvm.org.apache.spark.SparkContext.getOrCreate()
)
context = SparkContext(
    gateway=gateway, jsc=java_context, conf=SparkConf(_jconf=java_context.getConf())
)
result = context.parallelize(range(tasks), tasks).mapPartitionsWithIndex(grow).collect()
print("RESULT", sum(result))
sys.stdout.flush()
# The context is the JVM's, which stops it.
os._exit(0)
