package dev.tokenly.formats.log;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a rollout has said so far that later lines depend on; saved with the file's cursor. */
final class CodexMemory {
  @Nullable String threadId;
  @Nullable String folder;
  @Nullable String provider;
  @Nullable String model;
  @Nullable String parentId;
  final Set<String> ancestors = new TreeSet<>();
  long createdMillis = -1;
  long historyEndOrdinal = -1;
  boolean ownStarted = true;
  boolean recordsSeen;
  boolean imported;
  boolean rebase = true;
  CodexTokens total = CodexTokens.ZERO;

  /** Reads back what {@link #toJson} gave; anything else starts afresh. */
  static CodexMemory of(String json) {
    CodexMemory memory = new CodexMemory();
    if (json.isEmpty()) {
      return memory;
    }
    try {
      memory.read(Fields.parse(json.getBytes(StandardCharsets.UTF_8)));
      return memory;
    } catch (IllegalArgumentException _) {
      return new CodexMemory();
    }
  }

  private void read(Fields fields) {
    threadId = fields.optionalText("thread");
    folder = fields.optionalText("folder");
    provider = fields.optionalText("provider");
    model = fields.optionalText("model");
    parentId = fields.optionalText("parent");
    ancestors.addAll(fields.texts("ancestors"));
    createdMillis = fields.number("created", -1);
    historyEndOrdinal = fields.number("history_end", -1);
    ownStarted = fields.flag("own_started", true);
    recordsSeen = fields.flag("records_seen", false);
    imported = fields.flag("imported", false);
    rebase = fields.flag("rebase", true);
    total = CodexTokens.of(fields.values().get("total") instanceof List<?> list ? list : List.of());
  }

  String toJson() {
    if (threadId == null && model == null && total.equals(CodexTokens.ZERO)) {
      return "";
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("thread", threadId);
    json.put("folder", folder);
    json.put("provider", provider);
    json.put("model", model);
    json.put("parent", parentId);
    json.put("ancestors", List.copyOf(ancestors));
    json.put("created", createdMillis);
    json.put("history_end", historyEndOrdinal);
    json.put("own_started", ownStarted);
    json.put("records_seen", recordsSeen);
    json.put("imported", imported);
    json.put("rebase", rebase);
    json.put("total", total.toList());
    return JsonText.write(json);
  }
}
