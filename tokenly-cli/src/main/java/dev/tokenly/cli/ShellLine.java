package dev.tokenly.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the shell as it was pasted from a page that is about other shells: with comments, pipes and redirections. */
final class ShellLine {
  private static final List<String> FOREIGN = List.of("|", "||", "&&", "&", ";", ">", ">>", "<", "2>");

  private ShellLine() {}

  /** The line before a {@code #} that begins a word outside of quotes. */
  static String withoutComment(String line) {
    char quote = 0;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '\\') {
        at++;
      } else if (c == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1)))) {
        return line.substring(0, at);
      }
    }
    return line;
  }

  /** The first word that tells another shell what to do; null when there is none. */
  static @Nullable String foreign(String line) {
    char quote = 0;
    StringBuilder word = new StringBuilder();
    for (char c : (line + ' ').toCharArray()) {
      if (quote == 0 && Character.isWhitespace(c)) {
        if (FOREIGN.contains(word.toString())) {
          return word.toString();
        }
        word.setLength(0);
      } else {
        word.append(c);
        quote = quote == 0 ? c == '\'' || c == '"' ? c : 0 : c == quote ? 0 : quote;
      }
    }
    return null;
  }
}
