package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.worker.read.FileFacts;
import java.nio.file.Path;

/** A file that may hold usage, and the folder the search began in: nothing outside that folder is ever opened. */
public record Found(FileFacts facts, Path root) {}
