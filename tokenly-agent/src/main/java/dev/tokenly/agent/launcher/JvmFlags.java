package dev.tokenly.agent.launcher;

import java.util.List;

/** How the agent's JVMs are kept small; measured by {@code bench/run agent}. */
final class JvmFlags {
  /**
   * One malloc arena, a young generation that is collected before it grows. An archive of classes that is not moved stays
   * clean: of its pages only those in use are there, and launcher and worker share them.
   */
  static final List<String> LAUNCHER =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:TieredStopAtLevel=1",
          "-Xms4m",
          "-Xmx10m",
          "-Xmn1m",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-Xlog:disable",
          "--enable-native-access=ALL-UNNAMED");

  /**
   * The optimising compiler pays for shipping gigabytes. The heap holds the segments in flight, and only on a machine with a
   * hundred thousand logs more than a few dozen megabytes; it shrinks again, at once and not in steps of many collections.
   * It begins larger than its young generation, because a start-up cache brings objects for the old one, and a JVM without
   * room for them gives up.
   */
  static final List<String> WORKER =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xms16m",
          "-Xmx256m",
          "-Xmn6m",
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=15",
          "-XX:-ShrinkHeapInSteps",
          "-Xss512k",
          "-XX:MaxMetaspaceSize=64m",
          "-XX:ReservedCodeCacheSize=24m",
          "--enable-native-access=ALL-UNNAMED");

  private JvmFlags() {}
}
