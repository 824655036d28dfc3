package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
  @TempDir Path folder;

  @Test
  void every_source_keeps_the_limits() {
    List<Path> all = Stream.of("main", "test").flatMap(kind -> Checkout.javaSources(kind).stream()).toList();

    assertEquals("", String.join("\n", Limits.passed(all)));
  }

  @Test
  void sees_a_long_file() throws IOException {
    assertEquals(List.of(), Limits.passed(List.of(source("\n".repeat(299)))));
    assertEquals(List.of("A.java has 301 lines, at most 300"), Limits.passed(List.of(source("\n".repeat(300)))));
  }

  @Test
  void sees_a_long_method() throws IOException {
    assertEquals(List.of(), Limits.passed(List.of(source("\nint a() {" + "\n".repeat(38) + "\nreturn 1; }"))));
    assertEquals(
        List.of("A.java:2 a has 41 lines, at most 40"),
        Limits.passed(List.of(source("\nint a() {" + "\n".repeat(39) + "\nreturn 1; }"))));
  }

  @Test
  void sees_a_long_parameter_list_but_lets_a_record_be_wide() throws IOException {
    assertEquals(List.of(), Limits.passed(List.of(source("A(" + ints(7) + ") {} record R(" + ints(9) + ") {}"))));
    assertEquals(
        List.of("A.java:1 <init> takes 8 parameters, at most 7"),
        Limits.passed(List.of(source("A(" + ints(8) + ") {}"))));
  }

  private static String ints(int count) {
    return IntStream.range(0, count).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
  }

  private Path source(String body) throws IOException {
    return Files.writeString(folder.resolve("A.java"), "class A { " + body + " }\n");
  }
}
