@NullMarked
package dev.tokenly.agent.worker.keep;

import org.jspecify.annotations.NullMarked;
