import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes the native libraries out of the jars in a folder: this platform's go into another folder, where the JVM finds
 * them by {@code java.library.path}; the others are dropped. A package becomes 80 MB smaller, and nothing is unpacked
 * into the temporary folder when the program starts (which {@code noexec} there would forbid).
 *
 * <p>Run as {@code java NativeLibraries.java (linux|macos) (x64|aarch64) JARS NATIVE}.
 */
final class NativeLibraries {

  /** A jar by the start of its name, its native entries, the one of this platform, and its name for the JVM. */
  private record Library(String jar, Pattern all, String ours, String name) {}

  private NativeLibraries() {}

  static void main(String[] args) throws IOException {
    Path jars = Path.of(args[2]);
    Path natives = Files.createDirectories(Path.of(args[3]));
    for (Library library : libraries(args[0].equals("linux"), args[1].equals("x64"))) {
      try (Stream<Path> found = Files.list(jars)) {
        for (Path jar : found.filter(file -> file.getFileName().toString().startsWith(library.jar())).toList()) {
          move(library, jar, natives);
        }
      }
    }
  }

  private static List<Library> libraries(boolean linux, boolean x64) {
    String suffix = linux ? ".so" : ".dylib";
    String duckdb = "/libduckdb_java.so_" + (linux ? "linux_" : "macos_") + (x64 ? "amd64" : "arm64");
    String sqlite = "/org/sqlite/native/" + (linux ? "Linux" : "Mac") + (x64 ? "/x86_64" : "/aarch64");
    String zstd = (linux ? "/linux" : "/darwin") + (x64 ? linux ? "/amd64" : "/x86_64" : "/aarch64");
    return List.of(
        new Library("duckdb_jdbc-", Pattern.compile("/libduckdb_java\\.so_.*"), duckdb, "libduckdb_java" + suffix),
        new Library("sqlite-jdbc-", Pattern.compile("/org/sqlite/native/.*"), sqlite + "/libsqlitejdbc" + suffix, ""),
        new Library("zstd-jni-", Pattern.compile(".*/libzstd-jni-[^/]*"), zstd + "/libzstd-jni-.*" + suffix, ""));
  }

  private static void move(Library library, Path jar, Path natives) throws IOException {
    var time = Files.getLastModifiedTime(jar);
    int taken = 0;
    try (FileSystem entries = FileSystems.newFileSystem(jar); Stream<Path> all = Files.walk(entries.getPath("/"))) {
      for (Path entry : all.filter(Files::isRegularFile).toList()) {
        if (library.all().matcher(entry.toString()).matches()) {
          if (entry.toString().matches(library.ours())) {
            String name = library.name().isEmpty() ? entry.getFileName().toString() : library.name();
            Files.copy(entry, natives.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            taken++;
          }
          Files.delete(entry);
        }
      }
    }
    Files.setLastModifiedTime(jar, time);
    if (taken != 1) {
      throw new IOException(jar + " has " + taken + " libraries for this platform: " + library.ours());
    }
  }
}
