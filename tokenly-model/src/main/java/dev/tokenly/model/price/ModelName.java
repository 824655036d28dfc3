package dev.tokenly.model.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a model may stand in a price book, from the one that was logged to its normalised form, in the
 * order they are tried ({@code pricing.md}, matching). Nothing here guesses: a version number is never dropped.
 */
final class ModelName {
  private static final Pattern MODIFIERS =
      Pattern.compile(
          "(\\[1m]|-fast|:free|-free| \\(free\\)|-(?:minimal|low|medium|high|xhigh)| ?\\((?:low|medium|high|xhigh)\\))$");
  private static final Pattern REGION = Pattern.compile("^(us|eu|au|jp|apac|global|us-gov)\\.(?=[a-z])");
  private static final Pattern VENDOR =
      Pattern.compile("^(anthropic|amazon|meta|mistral|cohere|deepseek|openai|qwen)\\.(?=[a-z])");
  private static final Pattern BEDROCK_SUFFIX = Pattern.compile("-v\\d+(:\\d+)?$");
  private static final Pattern DATE =
      Pattern.compile("[-@](20\\d{6}|20\\d{2}-\\d{2}-\\d{2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))$");
  private static final String PREFIX_RULE = "region or provider prefix stripped";
  private static final Pattern SEPARATORS = Pattern.compile("[._ :@/]+");
  private static final Set<String> STAGES = Set.of("preview", "latest", "exp", "experimental", "beta");
  private static final Set<String> MANNERS = Set.of("thinking", "chat", "instruct");

  /** A name to look up, the rule that made it, and the modifiers that were part of the logged name. */
  record Candidate(String rule, String name, @Nullable String speed, @Nullable String region, boolean free) {
    Candidate as(String newRule, String newName) {
      return new Candidate(newRule, newName, speed, region, free);
    }
  }

  private ModelName() {}

  /** Every exact name to try, best first. The last one is normalised; {@link #family} goes one step further. */
  static List<Candidate> candidates(String logged) {
    List<Candidate> all = new ArrayList<>();
    Candidate raw = new Candidate("exact", logged.strip().toLowerCase(Locale.ROOT), null, null, false);
    all.add(raw);
    Candidate plain = add(all, withoutModifiers(raw));
    plain = add(all, withoutRegion(plain));
    plain = add(all, withoutVendor(plain));
    plain = add(all, withoutModifiers(plain));
    plain = add(all, plain.as("release date stripped", DATE.matcher(plain.name()).replaceFirst("")));
    add(all, plain.as("separators normalised", normalised(plain.name())));
    return all;
  }

  private static Candidate add(List<Candidate> all, Candidate candidate) {
    if (all.stream().noneMatch(earlier -> earlier.name().equals(candidate.name()))) {
      all.add(candidate);
    }
    return candidate;
  }

  private static Candidate withoutModifiers(Candidate from) {
    Candidate plain = from;
    for (Matcher suffix = MODIFIERS.matcher(plain.name()); suffix.find(); suffix = MODIFIERS.matcher(plain.name())) {
      String modifier = suffix.group(1);
      plain =
          new Candidate(
              "modifier stripped",
              plain.name().substring(0, suffix.start()),
              modifier.equals("-fast") ? "fast" : plain.speed(),
              plain.region(),
              plain.free() || modifier.contains("free"));
    }
    return plain;
  }

  /** Bedrock lists its own models with their vendor in front, whatever region serves them. */
  private static Candidate withoutRegion(Candidate from) {
    String name = from.name().substring(from.name().lastIndexOf('/') + 1);
    if (name.startsWith("custom:")) {
      name = name.substring("custom:".length());
    }
    Matcher region = REGION.matcher(name);
    String named = from.region();
    if (region.find()) {
      named = region.group(1).equals("global") ? null : region.group(1);
      name = name.substring(region.end());
    }
    return name.equals(from.name()) ? from : new Candidate(PREFIX_RULE, name, from.speed(), named, from.free());
  }

  private static Candidate withoutVendor(Candidate from) {
    Matcher vendor = VENDOR.matcher(from.name());
    return vendor.find()
        ? from.as(PREFIX_RULE, BEDROCK_SUFFIX.matcher(vendor.replaceFirst("")).replaceFirst(""))
        : from;
  }

  /** One separator everywhere. */
  static String normalised(String name) {
    return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
  }

  /**
   * The normalised name without words that name no other model: how far it is ({@code preview}, {@code latest} …) and how it
   * was asked ({@code thinking}, {@code chat} …). Version numbers, and words such as {@code mini} or {@code pro}, stay:
   * another version or size is another model.
   */
  static String family(String logged) {
    return without(MANNERS, listedFamily(logged));
  }

  /** The family of a listed model: one that is listed as {@code thinking} is not the one without. */
  static String listedFamily(String listed) {
    return without(STAGES, DATE.matcher(normalised(listed)).replaceFirst(""));
  }

  private static String without(Set<String> words, String name) {
    StringBuilder kept = new StringBuilder();
    for (String word : name.split("-", -1)) {
      if (!words.contains(word)) {
        kept.append(kept.isEmpty() ? "" : "-").append(word);
      }
    }
    return kept.toString();
  }
}
