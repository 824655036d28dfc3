package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Nearest;
import java.util.List;

/** The words people use for dimensions and metrics, and the API's. */
final class Dimensions {
  static final List<String> NAMES =
      List.of("model", "service", "client", "application", "environment", "user", "session", "project");
  static final List<String> METRICS =
      List.of(
          "cost",
          "total_tokens",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_write_tokens",
          "reasoning_tokens",
          "request_count");

  private Dimensions() {}

  /** The same name; throws a usage complaint when it is none. */
  static String checked(String name) {
    if (!NAMES.contains(name)) {
      String near = Nearest.to(name, NAMES);
      throw Complaint.usage("--by cannot be " + name, near == null ? "of " + String.join(", ", NAMES) : "--by " + near)
          .raised();
    }
    return name;
  }

  /** The API's name of a dimension. */
  static String wireName(String name) {
    return switch (name) {
      case "client", "user", "session" -> name + "_id";
      default -> name;
    };
  }
}
