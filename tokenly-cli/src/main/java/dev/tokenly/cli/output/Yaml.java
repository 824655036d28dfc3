package dev.tokenly.cli.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON document as YAML; loaded only when it is asked for. */
final class Yaml {
  private Yaml() {}

  static String of(byte[] document) {
    try {
      YAMLFactory factory = YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();
      return new ObjectMapper(factory).writeValueAsString(new ObjectMapper().readTree(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
