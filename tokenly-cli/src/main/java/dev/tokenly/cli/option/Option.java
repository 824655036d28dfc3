package dev.tokenly.cli.option;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.model.Display;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One option or operand of a command: how it is written, what it means, which values it takes, and, after parsing, its
 * value. Built without reflection, because scanning annotations is what makes a command line slow to start.
 */
public final class Option<T> {
  private final ArgSpec spec;
  private final String help;
  private final List<String> choices;
  private final Live live;

  private Option(ArgSpec spec, String help, List<String> choices, Live live) {
    this.spec = spec;
    this.help = help;
    this.choices = choices;
    this.live = live;
  }

  /** Values that only a server knows, for completion. */
  public enum Live {
    NONE,
    FILES,
    HOSTS,
    MODELS,
    SERVICES,
    APPLICATIONS,
    PROJECTS,
    USERS,
    PROFILES,
    BUDGETS,
    CONFIG_KEYS
  }

  /** A switch; {@code names} are separated by spaces, e.g. {@code "--yes -y"}. */
  public static Option<Boolean> flag(String names, String help) {
    OptionSpec.Builder spec = OptionSpec.builder(names.split(" ")).type(boolean.class).arity("0").defaultValue("false");
    return new Option<>(spec.build(), help, List.of(), Live.NONE);
  }

  /** An option with one text; {@link #find()} is null when it was not given. */
  public static Option<String> text(String names, String label, String help) {
    return new Option<>(one(names, label, String.class, null).build(), help, List.of(), Live.NONE);
  }

  /** An option with one text and a default. */
  public static Option<String> text(String names, String label, String standard, String help) {
    return new Option<>(one(names, label, String.class, standard).build(), help, List.of(), Live.NONE);
  }

  /** An option with a whole number that is not below 0. */
  public static Option<Integer> number(String names, String label, int standard, String help) {
    String text = Integer.toString(standard);
    return new Option<>(one(names, label, Integer.class, text).build(), help, List.of(), Live.NONE);
  }

  /** An option with one of a few words, the first being the default. */
  public static Option<String> choice(String names, String label, List<String> choices, String help) {
    OptionSpec.Builder spec = one(names, label, String.class, choices.getFirst()).completionCandidates(choices);
    return new Option<>(spec.build(), help, choices, Live.NONE);
  }

  /** An option with one of a few words and no default. */
  public static Option<String> oneOf(String names, String label, List<String> choices, String help) {
    OptionSpec.Builder spec = one(names, label, String.class, null).completionCandidates(choices);
    return new Option<>(spec.build(), help, choices, Live.NONE);
  }

  /** An option that may stand alone, or with a value attached by {@code =}; {@link #get()} is empty when it stands alone. */
  public static Option<String> bare(String names, String label, String help) {
    OptionSpec.Builder spec =
        OptionSpec.builder(names.split(" "))
            .type(String.class)
            .paramLabel(label)
            .arity("0..1")
            .fallbackValue("")
            .preprocessor(
                (arguments, _, _, info) -> {
                  if (!"=".equals(info.get("separator"))) {
                    arguments.push("");
                  }
                  return false;
                });
    return new Option<>(spec.build(), help, List.of(), Live.NONE);
  }

  /** An option that may be given several times, each with a value or a comma list. */
  public static Option<List<String>> list(String names, String label, String help) {
    return new Option<>(several(names, label).splitRegex(",").build(), help, List.of(), Live.NONE);
  }

  /** An option that may be given several times, each with one value that may hold commas itself (JSON, a command). */
  public static Option<List<String>> each(String names, String label, String help) {
    return new Option<>(several(names, label).build(), help, List.of(), Live.NONE);
  }

  private static OptionSpec.Builder several(String names, String label) {
    return OptionSpec.builder(names.split(" "))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .arity("1");
  }

  /** The operand that must be there. */
  public static Option<String> operand(String label, String help) {
    return new Option<>(operands(label, String.class, "1", "0").build(), help, List.of(), Live.NONE);
  }

  /** The n-th operand, which must be there. */
  public static Option<String> operand(String label, int index, String help) {
    String at = Integer.toString(index);
    return new Option<>(operands(label, String.class, "1", at).build(), help, List.of(), Live.NONE);
  }

  /** The n-th operand, which may be left out. */
  public static Option<String> optionalOperand(String label, int index, String help) {
    String at = Integer.toString(index);
    return new Option<>(operands(label, String.class, "0..1", at).build(), help, List.of(), Live.NONE);
  }

  /** Any number of operands. */
  public static Option<List<String>> operands(String label, String help) {
    ArgSpec spec = operands(label, List.class, "0..*", "0..*").auxiliaryTypes(String.class).build();
    return new Option<>(spec, help, List.of(), Live.NONE);
  }

  private static OptionSpec.Builder one(String names, String label, Class<?> type, @Nullable String standard) {
    OptionSpec.Builder spec = OptionSpec.builder(names.split(" ")).type(type).paramLabel(label).arity("1");
    return standard == null ? spec : spec.defaultValue(standard);
  }

  private static PositionalParamSpec.Builder operands(String label, Class<?> type, String arity, String index) {
    return PositionalParamSpec.builder().type(type).paramLabel(label).arity(arity).index(index);
  }

  /** The same option, completed with values asked of the server. */
  public Option<T> completing(Live values) {
    return new Option<>(spec, help, choices, values);
  }

  /** The value, or null when it was not given and has no default. */
  public @Nullable T find() {
    return spec.getValue();
  }

  /** The value; throws a usage complaint when it was not given. */
  public T get() {
    T value = find();
    if (value == null) {
      throw Complaint.usage("missing " + name(), "give " + synopsis()).raised();
    }
    return value;
  }

  /** The value, or another when it was not given. */
  public T or(T otherwise) {
    T value = find();
    return value == null ? otherwise : value;
  }

  /** Refuses a value that is none of the choices, naming them. */
  public void check() {
    if (!choices.isEmpty() && find() instanceof String value && !choices.contains(value)) {
      String near = Nearest.to(value, choices);
      String allowed = String.join(", ", choices);
      throw Complaint.usage(name() + " cannot be " + value, near == null ? "one of " + allowed : name() + ' ' + near)
          .raised();
    }
    if (find() instanceof Integer number && number < 0) {
      throw noNumber(name(), number.toString()).raised();
    }
  }

  static Complaint noNumber(String name, String value) {
    return Complaint.usage(name + " cannot be " + Display.clean(value), "a whole number, such as " + name + " 10");
  }

  ArgSpec spec() {
    return spec;
  }

  public boolean isOperand() {
    return spec.isPositional();
  }

  public boolean takesValue() {
    return spec.arity().max() > 0;
  }

  /** Whether its value must be attached by {@code =} or left out. */
  public boolean isBare() {
    return !isOperand() && spec.arity().max() == 1 && spec.arity().min() == 0;
  }

  public String help() {
    return help;
  }

  public List<String> choices() {
    return choices;
  }

  public Live live() {
    return live;
  }

  public String label() {
    return spec.paramLabel();
  }

  public @Nullable String standard() {
    String value = spec.defaultValue();
    return value == null || value.equals("false") ? null : value;
  }

  /** All its names, the longest first; the label of an operand. */
  public List<String> names() {
    return spec instanceof OptionSpec option
        ? List.of(option.names()).stream().sorted((a, b) -> Integer.compare(b.length(), a.length())).toList()
        : List.of(spec.paramLabel());
  }

  public String name() {
    return names().getFirst();
  }

  /** How it stands in a synopsis, e.g. {@code --since TIME} or {@code [HOST...]}. */
  public String synopsis() {
    if (isOperand()) {
      String many = spec.arity().max() > 1 ? "..." : "";
      return spec.arity().min() > 0 ? label() : '[' + label() + many + ']';
    }
    return isBare() ? name() + "[=" + label() + ']' : takesValue() ? name() + ' ' + label() : name();
  }
}
