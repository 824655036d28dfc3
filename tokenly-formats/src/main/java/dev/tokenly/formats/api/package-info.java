/** What providers answer, one file a provider: usage read from whole replies and from streams. */
@NullMarked
package dev.tokenly.formats.api;

import org.jspecify.annotations.NullMarked;
