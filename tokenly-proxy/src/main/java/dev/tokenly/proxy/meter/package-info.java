/** What a call used: facts of the request, counts of the reply, one record. */
@NullMarked
package dev.tokenly.proxy.meter;

import org.jspecify.annotations.NullMarked;
