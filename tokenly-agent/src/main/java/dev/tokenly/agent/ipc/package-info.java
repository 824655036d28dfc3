/** What launcher and worker say to each other, one JSON object a line. */
@NullMarked
package dev.tokenly.agent.ipc;

import org.jspecify.annotations.NullMarked;
