package dev.tokenly.proxy.guard;

import dev.tokenly.model.Usd;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What budgets have used, kept in {@code proxy-spending.json} over a restart; written whole and moved into place. */
public final class SpendingFile {
  private static final Logger LOG = LoggerFactory.getLogger(SpendingFile.class);

  private final Path file;

  public SpendingFile(Path folder) {
    this.file = folder.resolve("proxy-spending.json");
  }

  /** What was kept; nothing when there is no file or it cannot be read, which is logged. */
  public Map<String, Spending.Used> read() {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      Map<String, Spending.Used> used = new HashMap<>();
      Fields root = Fields.parse(Files.readAllBytes(file));
      for (String name : root.values().keySet()) {
        Fields entry = root.object(name);
        used.put(
            name,
            new Spending.Used(LocalDate.parse(entry.text("since")), Usd.of(entry.text("usd")),
                entry.number("tokens", 0)));
      }
      return used;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      LOG.warn("{} cannot be read, budgets begin at zero: {}", file, e.getMessage());
      return Map.of();
    }
  }

  /** Keeps what was used; a failure is logged, the next attempt may succeed. */
  public void write(Map<String, Spending.Used> used) {
    Map<String, Object> root = new LinkedHashMap<>();
    used.forEach(
        (name, spent) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("since", spent.since().toString());
          entry.put("usd", spent.amount().plain());
          entry.put("tokens", spent.tokens());
          root.put(name, entry);
        });
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, JsonText.write(root).getBytes(StandardCharsets.UTF_8));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("keeping what budgets have used failed: {}", e.getMessage());
    }
  }
}
