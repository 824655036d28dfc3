package dev.tokenly.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the command lines on standard input one after the other in one process. A package's start-up cache is made from
 * what one process has loaded; this one loads what many short ones would.
 */
public final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Main.ofThisProcess().run(List.of(line.strip().split(" +", -1)));
    }
  }
}
