/** A real Standalone cluster whose executors run in memory cgroups of their own. */
package io.headroom.spark.it.cluster;
