/**
 * Real clusters in real containers: the harness, its workloads, the demo, the long series and the
 * benchmarks. Nothing here is shipped to users.
 */
package io.headroom.spark.it;
