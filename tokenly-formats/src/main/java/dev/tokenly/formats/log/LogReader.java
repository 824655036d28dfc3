package dev.tokenly.formats.log;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one log file, again and again as it grows or changes. What it must know to go on (running totals, the current
 * model) is its {@link #memory}, which the caller saves together with its place in the file and gives back to {@link
 * LogFormat#open}. Not thread-safe; make one per file.
 */
public sealed interface LogReader {

  /** A small text, "" for nothing: with it a new reader goes on exactly where this one stopped. */
  String memory();

  /** Reads files that only grow, line by line. */
  non-sealed interface Lines extends LogReader {

    /**
     * Reads the whole lines of {@code in}, which begins at a line's start, and answers how many bytes they were: the
     * caller's next read begins there. A last line without its newline is left alone, unless {@code finished} says that
     * nothing more will come; a return of 0 for a stream that was cut at some length means that its first line is longer.
     * Lines of any length are read in bounded memory.
     */
    long read(InputStream in, boolean finished, RecordSink sink) throws IOException;
  }

  /**
   * Reads a document or database whole, each time it changed, and shows every call in it (or, where the source only keeps
   * running totals, what was added since the last time). For a database, a change of its {@code -wal} file is one too.
   */
  non-sealed interface Whole extends LogReader {

    /** Reads the file as it is now; an {@link IOException} (it is locked, half written) means: try again later. */
    void read(RecordSink sink) throws IOException;
  }
}
