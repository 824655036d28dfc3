/** The metering proxy: a producer of usage lines in a spool. */
@NullMarked
package dev.tokenly.proxy;

import org.jspecify.annotations.NullMarked;
