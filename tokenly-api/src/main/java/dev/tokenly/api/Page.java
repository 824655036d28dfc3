package dev.tokenly.api;

/** A part of a long list: up to {@code limit} entries after the first {@code offset}; a negative limit is the default. */
public record Page(long limit, long offset) {
  /** The first page at the server's default size. */
  public static final Page FIRST = new Page(-1, 0);

  /** Most entries a server gives at once. */
  public static final int MAX = 1000;

  Query query() {
    return new Query().with("limit", limit).with("offset", offset == 0 ? -1 : offset);
  }
}
