package dev.tokenly.cli.session;

import dev.tokenly.api.Login;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server one logged in to: its address, how its certificate is known, who one is there, and the login. {@code
 * passwordFile} is the owner's password of a server that {@code tokenly up} runs for this user.
 */
public record Profile(
    String server,
    @Nullable String caFile,
    @Nullable String fingerprint,
    @Nullable String username,
    @Nullable String passwordFile,
    @Nullable Login login) {

  /** A profile of an address alone. */
  public static Profile at(String server) {
    return new Profile(server, null, null, null, null, null);
  }

  /** The profile kept in a file; null when there is none. */
  static @Nullable Profile read(Path file) {
    String text = PrivateFile.read(file);
    if (text == null) {
      return null;
    }
    Fields fields = FlatObject.read(text);
    String access = fields.optionalText("access_token");
    Login login =
        access == null
            ? null
            : new Login(access, fields.optionalTime("expires_at"), fields.optionalText("refresh_token"));
    return new Profile(
        fields.text("server"),
        fields.optionalText("ca_file"),
        fields.optionalText("server_fingerprint"),
        fields.optionalText("username"),
        fields.optionalText("password_file"),
        login);
  }

  void write(Path file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("server", server);
    put(fields, "ca_file", caFile);
    put(fields, "server_fingerprint", fingerprint);
    put(fields, "username", username);
    put(fields, "password_file", passwordFile);
    if (login != null) {
      fields.put("access_token", login.accessToken());
      put(fields, "expires_at", login.expiresAt() == null ? null : login.expiresAt().toString());
      put(fields, "refresh_token", login.refreshToken());
    }
    PrivateFile.write(file, JsonText.write(fields) + '\n');
  }

  private static void put(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  Profile with(@Nullable Login next) {
    return new Profile(server, caFile, fingerprint, username, passwordFile, next);
  }

  /** The same profile for a user whose password, if it is kept for them, is in a file. */
  public Profile of(String user, @Nullable String fileOfPassword) {
    return new Profile(server, caFile, fingerprint, user, fileOfPassword, login);
  }

  /** Never shows a token. */
  @Override
  public String toString() {
    return "Profile[" + server + ", " + username + "]";
  }
}
