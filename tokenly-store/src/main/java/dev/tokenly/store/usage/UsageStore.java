package dev.tokenly.store.usage;

/**
 * The ledger, in which each call counts once. Guarantees of every engine:
 * <ol>
 * <li><b>Atomic.</b> A batch is stored wholly or not at all: records, rollups, file states and client counters together;
 * a crash at any moment leaves the state before or after.
 * <li><b>Exactly once.</b> Two sightings of one call (an equal identity, or an identity that equals the other's
 * alternate) are one record, whatever file, client, batch, order or time they come from; the merge rule decides which
 * numbers count.
 * <li><b>Idempotent by file.</b> A file that was processed before answers its first counts and changes nothing; one that
 * failed before is processed anew.
 * <li><b>Visible.</b> What {@link #append} answered is seen by every later question and survives a crash.
 * <li><b>Thread-safe.</b> Any thread may call anything, virtual ones included; callers block, nobody polls.
 * <li><b>Closed is closed.</b> After {@code close} every call throws {@link IllegalStateException}.
 * </ol>
 * Failures of the engine itself (disk full, damaged file) are {@link StorageUnavailableException}s: nothing of the call
 * was stored and it may be repeated.
 */
public interface UsageStore {
  AppendResult append(Batch batch);

  /** What {@link #append} would answer now, told by doing it and taking it back: nothing of it is ever seen. */
  AppendResult rehearse(Batch batch);

  RawFiles files();

  UsageReader ask();

  UsageCare care();
}
