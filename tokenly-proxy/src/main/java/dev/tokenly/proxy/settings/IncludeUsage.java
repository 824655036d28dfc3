package dev.tokenly.proxy.settings;

/** Whether OpenAI-style streams are asked for their usage when the client did not ask. */
public enum IncludeUsage {
  /** Ask; an upstream that refuses the field is asked again without it, and not bothered with it any more. */
  AUTO,
  /** Always ask. */
  ALWAYS,
  /** Never touch a request. */
  NEVER
}
