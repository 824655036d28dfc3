/** The path of a call: accept, ask the upstream, pass its bytes on. */
@NullMarked
package dev.tokenly.proxy.relay;

import org.jspecify.annotations.NullMarked;
