/** The words everyone shares: usage records, identities, prices, questions and answers. */
@NullMarked
package dev.tokenly.model;

import org.jspecify.annotations.NullMarked;
