/** Benchmarks. */
package io.headroom.spark.it.bench;
