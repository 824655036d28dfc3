package dev.tokenly.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;

/** Reads the fields of a native line with a JSON parser and checks each value as it comes. */
final class ParsedLine {

  private final UsageLineFields fields;
  private final long maxTokens;
  private final boolean keepsUnknown;

  ParsedLine(UsageLineFields fields, long maxTokens, boolean keepsUnknown) {
    this.fields = fields;
    this.maxTokens = maxTokens;
    this.keepsUnknown = keepsUnknown;
  }

  /** Reads the whole line; throws {@link IllegalArgumentException} when it breaks a rule. */
  void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      take(parser.currentName(), parser);
    }
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("text after the JSON object");
    }
  }

  private void take(String name, JsonParser parser) throws IOException {
    JsonToken value = parser.nextToken();
    NativeField field = NativeField.named(name);
    if (field == null) {
      takeUnknown(name, value, parser);
      return;
    }
    if (fields.has(field)) {
      throw new IllegalArgumentException(name + ": named twice");
    }
    if (value == JsonToken.VALUE_NULL && field.kind() != NativeField.Kind.TOKENS) {
      return;
    }
    switch (field.kind()) {
      case TOKENS -> takeNumber(field, value, parser, maxTokens);
      case NUMBER -> takeNumber(field, value, parser, Long.MAX_VALUE);
      case MONEY -> fields.set(field, money(field, value, parser));
      case FLAG -> fields.set(field, flag(field, value));
      case TEXT -> fields.set(field, text(field, value, parser));
      case OBJECT -> fields.setMetadata(object(value, parser));
    }
  }

  private void takeUnknown(String name, JsonToken value, JsonParser parser) throws IOException {
    if (!keepsUnknown || value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
      parser.skipChildren();
    } else if (value != JsonToken.VALUE_NULL && !fields.addUnknown(name, JsonText.scalar(parser))) {
      throw new IllegalArgumentException(Display.clean(name) + ": named twice");
    }
  }

  private void takeNumber(NativeField field, JsonToken value, JsonParser parser, long max) throws IOException {
    if (!value.isNumeric()) {
      throw new IllegalArgumentException(field.wireName() + ": not a number");
    }
    if (field.isKeptAsSent()) {
      fields.set(field, parser.getText());
    }
    long count;
    try {
      count = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : parser.getDecimalValue().longValueExact();
    } catch (ArithmeticException | IOException e) {
      throw new IllegalArgumentException(field.wireName() + ": not a whole number within range", e);
    }
    if (count < 0 || count > max) {
      throw new IllegalArgumentException(field.wireName() + ": not between 0 and " + max);
    }
    fields.set(field, count);
  }

  private static String money(NativeField field, JsonToken value, JsonParser parser) throws IOException {
    if (!value.isNumeric() && value != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException(field.wireName() + ": not a decimal number");
    }
    return parser.getText();
  }

  private static long flag(NativeField field, JsonToken value) {
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(field.wireName() + ": not true or false");
    }
    return value == JsonToken.VALUE_TRUE ? 1 : 0;
  }

  private String text(NativeField field, JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException(field.wireName() + ": not a text");
    }
    String text = field.repeats() ? fields.pool().text(parser) : parser.getText();
    if (text.length() > field.maxLength()) {
      throw new IllegalArgumentException(field.wireName() + ": longer than " + field.maxLength() + " characters");
    }
    return text;
  }

  private static String object(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("metadata: not an object");
    }
    String text = JsonText.write(JsonText.readObject(parser));
    if (UsageLineFields.isTooLarge(text)) {
      throw new IllegalArgumentException("metadata: larger than 4 KiB");
    }
    return text;
  }
}
