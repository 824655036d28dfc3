package dev.tokenly.agent.launcher;

import dev.tokenly.agent.launcher.update.Updater;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.ClientConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code tokenly-state.json}: what the launcher knows between two starts, in names other implementations read and write
 * too. Unknown fields are kept.
 */
final class StateFile implements Updater.Memory {
  private final Path file;
  private final AgentLog log;
  private final Map<String, Object> values;

  private StateFile(Path file, AgentLog log, Map<String, Object> values) {
    this.file = file;
    this.log = log;
    this.values = values;
  }

  /** Reads the file; an unreadable one is moved aside with a warning. */
  static StateFile load(Path file, AgentLog log) throws IOException {
    if (!Files.exists(file)) {
      return new StateFile(file, log, new LinkedHashMap<>());
    }
    try {
      return new StateFile(file, log, new LinkedHashMap<>(JsonText.object(Files.readAllBytes(file))));
    } catch (IllegalArgumentException e) {
      Path aside = DurableFile.moveAside(file);
      log.warn("state", "the state file cannot be read; beginning anew", "why", e.getMessage(), "kept_as", aside);
      return new StateFile(file, log, new LinkedHashMap<>());
    }
  }

  /** The last config the server gave; the defaults when there is none or it breaks a rule. */
  ClientConfig config() {
    try {
      Fields config = Fields.of(values).optionalObject("server_config");
      return config == null ? ClientConfig.defaults() : ClientConfig.defaults().with(config.values());
    } catch (IllegalArgumentException e) {
      log.warn("state", "the saved config is not valid; using the defaults", "why", e.getMessage());
      return ClientConfig.defaults();
    }
  }

  boolean approved() {
    return Boolean.TRUE.equals(values.get("server_approved"));
  }

  @Nullable
  String text(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  /** An object in the file; null when it is none. */
  @Nullable
  Fields object(String name) {
    return values.get(name) instanceof Map<?, ?> ? Fields.of(values).optionalObject(name) : null;
  }

  long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public @Nullable String recall(String name) {
    return text(name);
  }

  /** Remembers at once and durably, because an update may be cut at any step. */
  @Override
  public void remember(String name, @Nullable Object value) {
    put(name, value).save();
  }

  /** Remembers a value; null forgets it. Nothing is written until {@link #save}. */
  StateFile put(String name, @Nullable Object value) {
    if (value == null) {
      values.remove(name);
    } else {
      values.put(name, value instanceof Instant time ? time.toString() : value);
    }
    return this;
  }

  /** Writes the file when anything changed; a disk that cannot is a warning, because nothing here is needed to collect. */
  void save() {
    try {
      byte[] content = JsonText.write(values).getBytes(StandardCharsets.UTF_8);
      if (!Files.exists(file) || !Objects.deepEquals(Files.readAllBytes(file), content)) {
        DurableFile.write(file, content);
      }
    } catch (IOException e) {
      log.warn("state", "the state file cannot be written", "why", String.valueOf(e.getMessage()));
    }
  }
}
