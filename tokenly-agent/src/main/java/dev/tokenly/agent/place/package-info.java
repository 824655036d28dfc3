/** Where the agent keeps its files and how it writes them: durable files, its log, its folders. */
@NullMarked
package dev.tokenly.agent.place;

import org.jspecify.annotations.NullMarked;
