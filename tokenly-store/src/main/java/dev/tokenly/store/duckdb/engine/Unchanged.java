package dev.tokenly.store.duckdb.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answer to a question, kept until the ledger is written again or another question is put. Thread-safe. */
public final class Unchanged<Q, A> {
  private final Database database;
  private volatile @Nullable Kept<Q, A> last;

  private record Kept<Q, A>(long writes, Q question, A answer) {}

  public Unchanged(Database database) {
    this.database = database;
  }

  /** The kept answer, or that of asking. */
  public A answer(Q question, Supplier<A> asking) {
    long writes = database.writes(); // Before asking: an answer is never taken for newer than it is.
    Kept<Q, A> kept = last;
    if (kept == null || kept.writes != writes || !kept.question.equals(question)) {
      kept = new Kept<>(writes, question, asking.get());
      last = kept;
    }
    return kept.answer;
  }
}
