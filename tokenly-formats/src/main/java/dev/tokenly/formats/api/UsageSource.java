package dev.tokenly.formats.api;

import java.util.Locale;

/** How far the token counts of a reply can be trusted. */
public enum UsageSource {
  /** The provider's last word on the reply. */
  PROVIDER_FINAL,
  /** The provider's running counts; the reply was cut before its last word. */
  PROVIDER_PARTIAL,
  /** The provider said nothing. */
  NONE;

  /** Its name in JSON, e.g. {@code provider_final}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
