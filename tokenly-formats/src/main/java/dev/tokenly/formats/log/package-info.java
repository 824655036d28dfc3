/** The logs LLM tools leave behind, one file a tool: where they lie, how they are recognised, how they become records. */
@NullMarked
package dev.tokenly.formats.log;

import org.jspecify.annotations.NullMarked;
