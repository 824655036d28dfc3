package dev.tokenly.cli.option;

import dev.tokenly.cli.complaint.Complaint;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the words after a command into its options, in any order, by the POSIX rules. */
public final class Arguments {
  private Arguments() {}

  /** Fills the options from the words; throws a usage complaint with a suggestion when they do not fit. */
  public static void parse(String path, List<Option<?>> options, List<String> words) {
    CommandSpec spec = CommandSpec.create().name(path);
    for (Option<?> option : options) {
      spec.add(option.spec());
    }
    CommandLine line = new CommandLine(spec).setExpandAtFiles(false).setTrimQuotes(false);
    line.setPosixClusteredShortOptionsAllowed(true).setOverwrittenOptionsAllowed(true);
    try {
      line.parseArgs(words.toArray(new String[0]));
    } catch (UnmatchedArgumentException e) {
      throw unknown(path, options, e.getUnmatched().getFirst()).raised(e);
    } catch (ParameterException e) {
      if (e.getValue() != null && e.getArgSpec() instanceof OptionSpec option) {
        throw Option.noNumber(option.longestName(), e.getValue()).raised(e);
      }
      String what = String.valueOf(e.getMessage());
      throw Complaint.usage(Character.toLowerCase(what.charAt(0)) + what.substring(1), "tokenly help " + path)
          .raised(e);
    }
    options.forEach(Option::check);
  }

  private static Complaint unknown(String path, List<Option<?>> options, String word) {
    if (!word.startsWith("-")) {
      return Complaint.usage("tokenly " + path + " takes no \"" + word + '"', "tokenly help " + path);
    }
    List<String> names = new ArrayList<>();
    options.stream().filter(option -> !option.isOperand()).forEach(option -> names.addAll(option.names()));
    String near = Nearest.to(word.contains("=") ? word.substring(0, word.indexOf('=')) : word, names);
    String fix = near == null ? "tokenly help " + path : "did you mean " + near + "?  (tokenly help " + path + ')';
    return Complaint.usage("tokenly " + path + " has no option " + word, fix);
  }
}
