package dev.tokenly.cli.command;

import dev.tokenly.model.json.JsonText;

/** A value typed on the command line: JSON where it is JSON (numbers, true, lists, objects), text where it is not. */
final class JsonValues {
  private JsonValues() {}

  static Object of(String typed) {
    try {
      Object value = JsonText.object("{\"v\":" + typed + '}').get("v");
      return value == null ? typed : value;
    } catch (IllegalArgumentException _) {
      return typed;
    }
  }
}
