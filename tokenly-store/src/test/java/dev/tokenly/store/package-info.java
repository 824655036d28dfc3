@NullMarked
package dev.tokenly.store;

import org.jspecify.annotations.NullMarked;
