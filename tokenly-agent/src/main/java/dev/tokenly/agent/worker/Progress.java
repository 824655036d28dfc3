package dev.tokenly.agent.worker;

import dev.tokenly.agent.ipc.WorkerEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** How the work goes, told by the working thread, asked by the one that answers the launcher. Thread-safe. */
public final class Progress {
  private final Clock clock;
  private String state = "starting";
  private Instant pulse;
  private @Nullable Instant lastScan;
  private long filesFound;
  private long directories;
  private LocalDate day;
  private long processedToday;
  private long errorsToday;

  public Progress(Clock clock) {
    this.clock = clock;
    this.pulse = clock.instant();
    this.day = today();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Says what is done now; also a sign of life. */
  public synchronized void enter(String newState) {
    state = newState;
    pulse = clock.instant();
  }

  /** A sign of life in the middle of long work. */
  public synchronized void beat() {
    pulse = clock.instant();
  }

  /** True when the working thread gave a sign of life within this time. */
  public synchronized boolean isAlive(Duration within) {
    return pulse.plus(within).isAfter(clock.instant());
  }

  public synchronized void scanned(long files, long folders) {
    lastScan = clock.instant();
    filesFound = files;
    directories = folders;
  }

  public synchronized void processed(long files) {
    turnDay();
    processedToday += files;
  }

  public synchronized void failed() {
    turnDay();
    errorsToday++;
  }

  private void turnDay() {
    if (!day.equals(today())) {
      day = today();
      processedToday = 0;
      errorsToday = 0;
    }
  }

  /** What the launcher is told. */
  public synchronized WorkerEvent.Status status(long uploadQueue, WorkerEvent.News news) {
    turnDay();
    return new WorkerEvent.Status(
        state, lastScan, filesFound, processedToday, uploadQueue, errorsToday, directories, news);
  }
}
