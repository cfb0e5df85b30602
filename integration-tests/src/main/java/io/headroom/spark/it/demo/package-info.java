/** The demonstration: the same job with and without Headroom. */
package io.headroom.spark.it.demo;
