@NullMarked
package dev.tokenly.agent.launcher.update;

import org.jspecify.annotations.NullMarked;
