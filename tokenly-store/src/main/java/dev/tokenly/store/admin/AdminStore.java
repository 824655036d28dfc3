package dev.tokenly.store.admin;

import java.util.function.Function;

/**
 * Everything that is not usage. A transaction is lent to a callback and never handed out. Guarantees of every engine:
 * <ol>
 * <li>{@link #change} commits when the callback returns and changes nothing when it throws (the exception passes on), so
 * that a change and its audit entry are one.
 * <li>Changes run one after the other; a callback sees every change before it.
 * <li>What {@code change} answered is durable and seen by every later call.
 * <li>Callbacks may run on another thread, must be short, do no I/O of their own and call no store.
 * <li>Any thread may call; after the store is closed every call throws {@link IllegalStateException}.
 * </ol>
 */
public interface AdminStore {
  /** Reads from one snapshot; writing in the callback throws {@link UnsupportedOperationException}. */
  <T> T read(Function<AdminTransaction, T> question);

  /** Changes in one transaction. */
  <T> T change(Function<AdminTransaction, T> change);
}
