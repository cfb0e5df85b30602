/** The applications that are run: each made to need memory in its own way. */
package io.headroom.spark.it.workload;
