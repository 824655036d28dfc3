package dev.tokenly.model;

/** What one line of native JSONL turned out to be: a record, or the reason it is none. */
public sealed interface UsageLine {

  /** A valid usage record. */
  record Ok(UsageRecord usage) implements UsageLine {}

  /** A line that breaks a rule of {@code protocol.md} §5; the reason names the field and never quotes other text. */
  record Bad(String reason) implements UsageLine {}
}
