package dev.tokenly.server.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tokenly.model.json.Json;
import dev.tokenly.store.admin.DocumentKind;

/** A kind of document and the record it is read into; both ways by the one JSON mapper. */
public record Kind<T>(DocumentKind documents, Class<T> type) {
  T read(String key, String json) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored " + documents + " document \"" + key + "\" is not readable", e);
    }
  }

  String write(T value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for a " + type.getName(), e);
    }
  }
}
