@NullMarked
package dev.tokenly.agent.worker;

import org.jspecify.annotations.NullMarked;
