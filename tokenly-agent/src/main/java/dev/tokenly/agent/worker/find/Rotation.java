package dev.tokenly.agent.worker.find;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Names that log rotation gives: {@code usage.jsonl.1}, {@code usage.jsonl-20261120.gz}, {@code usage.jsonl.2026-11-20}. */
final class Rotation {
  private static final Pattern SUFFIX = Pattern.compile("([.-](\\d{1,3}|\\d{8}|\\d{4}-\\d{2}-\\d{2}))?(\\.(gz|zst))?$");

  private Rotation() {}

  /** The name a rotated file had when it was written. */
  static Path originalName(Path name) {
    String text = name.toString();
    String original = SUFFIX.matcher(text).replaceFirst("");
    return original.isEmpty() || original.equals(text) ? name : Path.of(original);
  }
}
