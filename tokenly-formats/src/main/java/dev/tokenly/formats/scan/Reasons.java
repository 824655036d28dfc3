package dev.tokenly.formats.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Failures of the file system in a person's words. */
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or folder";
      default -> String.valueOf(e.getMessage());
    };
  }
}
