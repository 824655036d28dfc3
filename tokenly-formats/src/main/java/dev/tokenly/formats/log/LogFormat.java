package dev.tokenly.formats.log;

import java.util.List;

/** One tool's way of writing usage down: where its logs lie, how they are recognised, how they are read. Stateless. */
public interface LogFormat {

  /** Its name in {@code source_format}, settings and reports, such as {@code claude-code}; unique. */
  String name();

  /** How its files change. */
  Kind kind();

  /** Where the tool keeps its logs on that machine, whether they exist or not; empty for formats without a home. */
  List<Place> places(Machine machine);

  /** Whether a file that begins like this is of this format, by its content; the path is only a hint. */
  boolean recognises(Sample sample);

  /** A reader for one file, going on from a saved memory ("" for a file never read). Throws nothing for a stale memory. */
  LogReader open(LogFile file, String memory);

  /** How a format's files change, which decides how they are followed. */
  enum Kind {
    /** Lines are added at the end; {@link LogFormat#open} gives a {@link LogReader.Lines}. */
    APPENDED,
    /** The file is written anew as a whole; {@link LogFormat#open} gives a {@link LogReader.Whole}. */
    REWRITTEN,
    /** An SQLite database, read through a read-only connection; {@link LogFormat#open} gives a {@link LogReader.Whole}. */
    DATABASE
  }
}
