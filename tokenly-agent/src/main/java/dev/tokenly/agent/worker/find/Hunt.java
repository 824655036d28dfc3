package dev.tokenly.agent.worker.find;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * One folder to search and which files in it to take: {@code wanted} judges paths relative to the folder, {@code shunned}
 * names of files and folders that are left out. {@code ours} marks the agent's own spool, {@code certain} a place where a
 * tool is known to keep its logs.
 */
record Hunt(Path folder, Predicate<Path> wanted, List<Predicate<Path>> shunned, boolean ours, boolean certain) {}
