/** Long, named, resumable series of runs with their pass criteria. */
package io.headroom.spark.it.series;
