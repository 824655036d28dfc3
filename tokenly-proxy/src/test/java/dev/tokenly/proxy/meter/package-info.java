/** Tests of what is read from requests. */
@NullMarked
package dev.tokenly.proxy.meter;

import org.jspecify.annotations.NullMarked;
