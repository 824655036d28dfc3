/** Who may pass, to where, and how much. */
@NullMarked
package dev.tokenly.proxy.guard;

import org.jspecify.annotations.NullMarked;
