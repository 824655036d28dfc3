package dev.tokenly.store.duckdb.engine;

/** Is told whether a transaction committed or changed nothing. */
@FunctionalInterface
public interface Outcome {
  /** Nobody wants to know. */
  Outcome IGNORED = _ -> {};

  void ended(boolean committed);
}
