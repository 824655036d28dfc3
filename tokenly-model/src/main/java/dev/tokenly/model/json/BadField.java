package dev.tokenly.model.json;

/** A field of a JSON object that is missing or breaks its rule; the message says which and why. */
public final class BadField extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final String field;

  public BadField(String field, String why) {
    super(field + ": " + why);
    this.field = field;
  }

  /** The field's dotted path, e.g. {@code system_info.os}. */
  public String field() {
    return field;
  }
}
