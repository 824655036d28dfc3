package dev.tokenly.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data folder with an admin whose password is {@link TestServer#PASSWORD} and who is logged in. Hashing passwords is slow
 * on purpose, so one server makes the account, and every test begins with a copy of its folder.
 */
record TestFolder(Path path, String adminToken) {
  private static final List<String> COPIED = List.of("tokenly.duckdb", "secrets.json");
  private static final ReentrantLock MAKING = new ReentrantLock();
  private static @Nullable TestFolder model;

  static TestFolder copied() throws IOException, InterruptedException {
    Path copy = Files.createTempDirectory("tokenly-test-");
    copyTo(copy);
    return new TestFolder(copy, token());
  }

  static void copyTo(Path folder) throws IOException, InterruptedException {
    TestFolder made = model();
    for (String name : COPIED) {
      Files.copy(made.path().resolve(name), folder.resolve(name));
    }
  }

  /** The admin's access token, good on every copy until a test moves its clock by a quarter of an hour. */
  static String token() throws IOException, InterruptedException {
    return model().adminToken();
  }

  private static TestFolder model() throws IOException, InterruptedException {
    MAKING.lock();
    try {
      TestFolder made = model;
      if (made == null) {
        Path folder = Files.createTempDirectory("tokenly-test-model-");
        try (TestServer server = new TestServer(folder)) {
          made = new TestFolder(folder, server.admin());
        }
        model = made;
        Runtime.getRuntime().addShutdownHook(new Thread(made::delete));
      }
      return made;
    } finally {
      MAKING.unlock();
    }
  }

  void delete() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + path, e);
    }
  }
}
