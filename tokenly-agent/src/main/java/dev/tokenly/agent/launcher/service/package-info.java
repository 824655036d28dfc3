/** The agent as a service of the system: the files that make it one, and putting them in place. */
@NullMarked
package dev.tokenly.agent.launcher.service;

import org.jspecify.annotations.NullMarked;
