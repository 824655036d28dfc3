package dev.tokenly.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The laws of the house: which room may know which. A law is changed here, with its reason, or not at all. */
class RoomsTest {
  private static final String HOUSE = "dev.tokenly";

  /** Room → the rooms it may import. */
  private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
      "model", Set.of(),
      "formats", Set.of("model"),
      "api", Set.of("model"),
      "store", Set.of("model"),
      "server", Set.of("store", "model"),
      "agent", Set.of("api", "formats", "model"),
      "proxy", Set.of("formats", "model"),
      "tui", Set.of("api", "model"),
      "cli", Set.of("model", "formats", "api", "store", "server", "agent", "proxy", "tui"));

  /** Packages of the server that every feature may use; all its other packages are features. */
  private static final Set<String> SHARED_BY_FEATURES = Set.of("http", "admin", "config", "events", "records");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/test-classes/")) // -Dfast compiles elsewhere
          .importPackages(HOUSE);

  @Test
  void a_room_imports_only_the_rooms_it_may() {
    MAY_IMPORT.forEach((room, allowed) -> {
      Set<String> others = new TreeSet<>(MAY_IMPORT.keySet());
      others.removeAll(allowed);
      others.remove(room);
      String[] forbidden = others.stream().map(RoomsTest::room).toArray(String[]::new);
      noClasses().that().resideInAPackage(room(room)).should().dependOnClassesThat().resideInAnyPackage(forbidden)
          .check(CLASSES);
    });
  }

  @Test
  void no_packages_import_each_other_in_a_circle() {
    slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void a_feature_of_the_server_knows_no_other_feature() {
    slices().matching(HOUSE + ".server.(*)..").should().notDependOnEachOther()
        .ignoreDependency(
            resideInAPackage(room("server")),
            resideInAnyPackage(SHARED_BY_FEATURES.stream().map(name -> room("server." + name)).toArray(String[]::new)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** The readers of logs kept in SQLite files are the one exception: they read a foreign file, not our store. */
  @Test
  void only_the_store_and_the_readers_of_sqlite_logs_speak_sql() {
    noClasses().that().resideOutsideOfPackages(room("store"), room("formats.log"))
        .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void only_the_http_package_of_the_server_knows_its_http_library() {
    noClasses().that().resideOutsideOfPackage(room("server.http"))
        .should().dependOnClassesThat().resideInAnyPackage("spark..", "javax.servlet..")
        .check(CLASSES);
    // The proxy is an HTTP engine itself; docs/adr/0010-proxy-engine.md says why Jetty.
    noClasses().that().resideOutsideOfPackages(room("server.http"), room("proxy"))
        .should().dependOnClassesThat().resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  @Test
  void only_drawing_and_the_main_of_the_tui_know_its_terminal_library() {
    noClasses().that().resideOutsideOfPackage(room("tui.draw")).and().haveNameNotMatching(".*\\.tui\\.Tui")
        .should().dependOnClassesThat().resideInAPackage("com.googlecode.lanterna..")
        .check(CLASSES);
  }

  @Test
  void only_the_cli_and_the_mains_know_the_option_parser() {
    noClasses().that().resideOutsideOfPackages(room("cli"), "picocli..").and().haveSimpleNameNotEndingWith("Main")
        .should().dependOnClassesThat().resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void plain_blocking_code_without_reflection() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect..").check(CLASSES);
    noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
        .check(CLASSES);
    noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(CLASSES);
  }

  @Test
  void names_say_what_a_thing_is() {
    noClasses().should().haveSimpleNameStartingWith("Abstract")
        .orShould().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Common|Base)(\\$.*)?")
        .check(CLASSES);
  }

  private static String room(String name) {
    return HOUSE + "." + name + "..";
  }
}
