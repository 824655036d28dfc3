package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.worker.read.FileFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The files one search has met, each once. Of {@code settled} files, which hold nothing new, only the most recently written
 * are kept as objects: a machine may have a hundred thousand of them.
 */
final class Finds {
  private static final int RECENT = 1000;
  private static final Comparator<Found> OLDEST_FIRST = Comparator.comparing(found -> found.facts().modified());

  private final Predicate<FileFacts> settled;
  private final Map<String, Found> open = new HashMap<>();
  private final Set<String> settledIds = new HashSet<>();
  private final PriorityQueue<Found> recent = new PriorityQueue<>(OLDEST_FIRST);
  private final Map<Path, Long> perFolder = new HashMap<>();

  Finds(Predicate<FileFacts> settled) {
    this.settled = settled;
  }

  void add(Found found) {
    FileFacts facts = found.facts();
    if (met(facts.id())) {
      return;
    }
    Path folder = facts.path().getParent();
    if (folder != null) {
      perFolder.merge(folder, 1L, Long::sum);
    }
    if (!settled.test(facts)) {
      open.put(facts.id(), found);
      return;
    }
    settledIds.add(facts.id());
    Found oldest = recent.size() < RECENT ? null : recent.peek();
    if (oldest == null || OLDEST_FIRST.compare(found, oldest) > 0) {
      recent.add(found);
    }
    if (recent.size() > RECENT) {
      recent.remove();
    }
  }

  /** How many files there are, the settled ones among them. */
  int count() {
    return open.size() + settledIds.size();
  }

  /** True for the id of a file that was met. */
  boolean met(String id) {
    return open.containsKey(id) || settledIds.contains(id);
  }

  /** How many files lie directly in each folder that has any. */
  Map<Path, Long> perFolder() {
    return perFolder;
  }

  /** The files to look into, and of the settled ones those written last; oldest first. */
  List<Found> files() {
    List<Found> files = new ArrayList<>(open.values());
    files.addAll(recent);
    files.sort(OLDEST_FIRST);
    return files;
  }
}
