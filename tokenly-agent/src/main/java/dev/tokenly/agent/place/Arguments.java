package dev.tokenly.agent.place;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Command-line options read by a light hand: {@code --name value}, {@code --name=value} and flags. */
public final class Arguments {
  private final Map<String, String> values = new HashMap<>();

  private Arguments() {}

  /** Reads arguments; throws {@link IllegalArgumentException} naming what is unknown or lacks its value. */
  public static Arguments parse(List<String> arguments, Set<String> withValue, Set<String> flags) {
    Arguments read = new Arguments();
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      int equals = argument.indexOf('=');
      String name = equals > 0 ? argument.substring(0, equals) : argument;
      if (flags.contains(argument)) {
        read.values.put(name, "true");
      } else if (!withValue.contains(name)) {
        throw new IllegalArgumentException("unknown option: " + argument);
      } else if (equals > 0) {
        read.values.put(name, argument.substring(equals + 1));
      } else if (++at < arguments.size()) {
        read.values.put(name, arguments.get(at));
      } else {
        throw new IllegalArgumentException(name + " needs a value");
      }
    }
    return read;
  }

  /** The value of an option, or null when it was not given. */
  public @Nullable String value(String name) {
    return values.get(name);
  }

  /** The value of an option, or another. */
  public String value(String name, String absent) {
    return values.getOrDefault(name, absent);
  }

  /** The value of an option that must be there; throws {@link IllegalArgumentException} when it is not. */
  public String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }
}
