package dev.tokenly.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checkout these tests run in: where it begins, and the files in it that somebody wrote. */
final class Checkout {
  private static final Set<String> NOT_WRITTEN =
      Set.of(".git", ".approval_tests_temp", "target", "node_modules", ".idea", ".vscode");

  private Checkout() {}

  /** The folder of the root pom; found from the working directory upwards, so that an IDE may run the tests too. */
  static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("No .mvn folder above " + Path.of("").toAbsolutePath());
  }

  /** Every written file, in no particular order. */
  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(root(), new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
          boolean skip = NOT_WRITTEN.contains(folder.getFileName().toString());
          return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (attributes.isRegularFile()) {
            files.add(file);
          }
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException("Could not walk " + root(), e);
    }
    return files;
  }

  /** The Java sources of all modules; {@code kind} is {@code main} or {@code test}. */
  static List<Path> javaSources(String kind) {
    Path part = Path.of("src", kind, "java");
    return files().stream()
        .filter(file -> file.toString().endsWith(".java") && file.toString().contains(part.toString()))
        .sorted()
        .toList();
  }

  /** A file as people write it: relative to the root, with slashes. */
  static String nameOf(Path file) {
    Path absolute = file.toAbsolutePath();
    Path name = absolute.startsWith(root()) ? root().relativize(absolute) : absolute.getFileName();
    return name.toString().replace('\\', '/');
  }
}
