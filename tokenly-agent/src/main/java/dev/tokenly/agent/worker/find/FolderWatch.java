package dev.tokenly.agent.worker.find;

import dev.tokenly.agent.place.AgentLog;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which folders changed, by the system's own notices where it gives them; whoever asks must look now and then all the
 * same, because notices can be missing (network folders, too many folders) or lost (then every folder is named).
 */
public final class FolderWatch implements AutoCloseable {
  private static final int MAX_FOLDERS = 4096;

  private volatile Runnable noticed = () -> {};
  private final AgentLog log;
  private final @Nullable WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Set<Path> changed = new HashSet<>();

  public FolderWatch(AgentLog log) {
    this.log = log;
    this.service = open(log);
    if (service != null) {
      Thread.ofPlatform().daemon().name("folder-watch").start(() -> listen(service));
    }
  }

  private static @Nullable WatchService open(AgentLog log) {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      log.info("watch", "changes are found by looking, not by notices", "why", e.getMessage());
      return null;
    }
  }

  private void listen(WatchService watched) {
    try {
      while (true) {
        WatchKey key = watched.take();
        boolean overflow =
            key.pollEvents().stream().anyMatch(event -> event.kind().equals(StandardWatchEventKinds.OVERFLOW));
        key.reset();
        note((Path) key.watchable(), overflow);
        noticed.run();
      }
    } catch (ClosedWatchServiceException | InterruptedException _) {
      // the worker is stopping
    }
  }

  private synchronized void note(Path folder, boolean overflow) {
    changed.add(folder);
    if (overflow) {
      changed.addAll(keys.keySet());
    }
  }

  /** What to call, from another thread, after every burst of changes. */
  public void whenNoticed(Runnable call) {
    noticed = call;
  }

  /** Watches these folders and no others. */
  public synchronized void watch(Collection<Path> folders) {
    if (service == null) {
      return;
    }
    Set<Path> wanted = new HashSet<>(folders);
    keys.entrySet().removeIf(entry -> !wanted.contains(entry.getKey()) && cancelled(entry.getValue()));
    wanted.stream().filter(folder -> !keys.containsKey(folder)).limit(Math.max(0, MAX_FOLDERS - keys.size()))
        .forEach(this::add);
  }

  private static boolean cancelled(WatchKey key) {
    key.cancel();
    return true;
  }

  private void add(Path folder) {
    try {
      keys.put(
          folder,
          folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY));
    } catch (IOException e) {
      log.debug("watch", "a folder is looked at instead of watched", "folder", folder, "why", e.getMessage());
    }
  }

  /** The folders that changed since the last call. */
  public synchronized Set<Path> takeChanged() {
    Set<Path> taken = Set.copyOf(changed);
    changed.clear();
    return taken;
  }

  @Override
  public void close() {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException _) {
      // nothing is left to be told
    }
  }
}
