package dev.tokenly.tui.state;

/** A key as the key tables name it: {@code a}, {@code A}, {@code Enter}, {@code Esc}, {@code Ctrl-K}, {@code PgDn}. */
public record Key(String name) {
  /** Whether it types a character. */
  public boolean isText() {
    return name.codePointCount(0, name.length()) == 1;
  }

  public boolean is(String other) {
    return name.equals(other);
  }
}
