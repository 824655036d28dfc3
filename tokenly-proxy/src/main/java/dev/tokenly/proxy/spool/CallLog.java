package dev.tokenly.proxy.spool;

import dev.tokenly.model.UsageRecord;
import java.io.IOException;

/**
 * Where calls are written down in stages. Guarantees: (1) once {@link #begin} has returned, a record of the call appears
 * sooner or later, whatever happens to the process; (2) each call appears under one id, so that a repeated line is no
 * second call; (3) no method waits for a disk that is slow or full. Thread-safe; a {@link Call} is not.
 */
public interface CallLog extends AutoCloseable {
  /**
   * Notes that a call is about to be made; {@code ifWeDie} is the record that shall stand if nothing more is heard of it.
   * Throws when it cannot be written down, in which case the call goes unmetered or is refused, by policy.
   */
  Call begin(UsageRecord ifWeDie) throws IOException;

  /** Whether records reach their place; false while the disk refuses them. */
  boolean isHealthy();

  /** Records lost for good because there was no room. */
  long dropped();

  @Override
  void close();

  /** One call under way. */
  interface Call {
    /** What stands if nothing more is heard of the call. */
    void progress(UsageRecord soFar);

    /** The call is over: this is its record. */
    void end(UsageRecord record);
  }
}
