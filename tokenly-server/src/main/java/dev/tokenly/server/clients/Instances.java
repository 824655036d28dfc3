package dev.tokenly.server.clients;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs of each client's agent, by the name every run makes up for itself. A run that is heard again after another one
 * never ended: two machines speak with one key. Thread-safe.
 */
final class Instances {
  private static final int REMEMBERED = 16;
  private static final int LONGEST = 64;

  private final Map<String, Deque<String>> byClient = new ConcurrentHashMap<>();

  /** Notes a run; true when another one was heard since it was heard last. */
  boolean isBack(String clientId, String instance) {
    if (instance.length() > LONGEST) {
      return false;
    }
    Deque<String> runs = byClient.computeIfAbsent(clientId, _ -> new ArrayDeque<>());
    synchronized (runs) {
      if (instance.equals(runs.peekFirst())) {
        return false;
      }
      boolean isBack = runs.remove(instance);
      runs.addFirst(instance);
      if (runs.size() > REMEMBERED) {
        runs.removeLast();
      }
      return isBack;
    }
  }

  void forget(String clientId) {
    byClient.remove(clientId);
  }
}
