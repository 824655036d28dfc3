@NullMarked
package dev.tokenly.agent;

import org.jspecify.annotations.NullMarked;
