/** One application, run once: how it is asked for, run in a driver process, and reported. */
package io.headroom.spark.it.run;
