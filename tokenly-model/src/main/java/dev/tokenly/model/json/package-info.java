/** JSON within the limits of {@code security.md} C4: texts to maps and back, typed reading of fields, the one mapper. */
@NullMarked
package dev.tokenly.model.json;

import org.jspecify.annotations.NullMarked;
