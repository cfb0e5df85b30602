/** TPC-H: data from the reference generator, the 22 queries, and the expected answers. */
package io.headroom.spark.it.tpch;
