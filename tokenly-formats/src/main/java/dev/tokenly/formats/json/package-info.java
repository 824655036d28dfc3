/** A quick allow-list JSON reader that never builds what nobody asked for. */
@NullMarked
package dev.tokenly.formats.json;

import org.jspecify.annotations.NullMarked;
