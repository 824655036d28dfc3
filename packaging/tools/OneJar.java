import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Makes one jar of many, because the JVM opens and checks every jar of its class path at start: 0.8 ms each, more than a
 * short command takes. Services of the same name are joined, licences are kept by jar, two classes of one name are an
 * error. The manifest is the first jar's.
 *
 * <p>Run as {@code java OneJar.java TARGET JAR...}.
 */
final class OneJar {
  private static final Pattern DROPPED = Pattern.compile(
      "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]*\\.(SF|RSA|DSA|EC)|maven/.*|native-image/.*)|(.*/)?module-info\\.class");
  private static final Pattern LICENCE =
      Pattern.compile("(META-INF/)?(LICENSE|NOTICE|COPYING|DEPENDENCIES|about)[^/]*", Pattern.CASE_INSENSITIVE);
  private static final long SAME_TIME = 1_790_000_000_000L;

  private final TreeMap<String, byte[]> entries = new TreeMap<>();

  static void main(String[] args) throws IOException {
    List<Path> jars = Arrays.stream(args).skip(1).map(Path::of).toList();
    OneJar one = new OneJar();
    for (Path jar : jars) {
      one.add(jar);
    }
    one.write(Path.of(args[0]), manifest(jars.getFirst()));
  }

  private void add(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile(), false)) {
      for (JarEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
        String name = entry.getName();
        if (!DROPPED.matcher(name).matches()) {
          try (var in = jar.getInputStream(entry)) {
            add(path, name, in.readAllBytes());
          }
        }
      }
    }
  }

  private void add(Path jar, String name, byte[] bytes) {
    if (LICENCE.matcher(name).matches()) {
      entries.put("META-INF/licenses/" + jar.getFileName() + "/" + name.replace("META-INF/", ""), bytes);
    } else if (name.startsWith("META-INF/services/")) {
      entries.merge(name, bytes, OneJar::lines);
    } else if (entries.putIfAbsent(name, bytes) != null && name.endsWith(".class")) {
      throw new IllegalStateException(name + " is in " + jar + " and in a jar before it");
    }
  }

  private static byte[] lines(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.write('\n');
    both.writeBytes(second);
    return both.toByteArray();
  }

  private static Manifest manifest(Path jar) throws IOException {
    try (JarFile first = new JarFile(jar.toFile())) {
      Manifest manifest = new Manifest(first.getManifest());
      manifest.getMainAttributes().putValue("Multi-Release", "true");
      return manifest;
    }
  }

  private void write(Path target, Manifest manifest) throws IOException {
    try (OutputStream file = Files.newOutputStream(target); JarOutputStream out = new JarOutputStream(file)) {
      put(out, JarFile.MANIFEST_NAME, bytes(manifest));
      entries.forEach((name, bytes) -> put(out, name, bytes));
    }
  }

  private static byte[] bytes(Manifest manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) {
    try {
      JarEntry entry = new JarEntry(name);
      entry.setTime(SAME_TIME);
      out.putNextEntry(entry);
      out.write(bytes);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + name, e);
    }
  }
}
