package dev.tokenly.server.ledger;

import java.nio.file.Path;

/** A ledger in a process of its own, to be killed: prints its port and then whatever is killed is killed. */
final class CrashServer {
  private CrashServer() {}

  public static void main(String[] arguments) throws Exception {
    try (Ledger ledger = new Ledger(Path.of(arguments[0]))) {
      System.out.println("port " + ledger.port());
      System.out.flush();
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
