package dev.tokenly.server.access;

import dev.tokenly.server.http.Refusal;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Access tokens: JWT signed with HS256 and nothing else, 30 s of leeway, at most 4 KiB (RFC 8725). */
final class AccessTokens {
  private static final int MAX_LENGTH = 4096;
  private static final String TYPE = "at+jwt";

  private final SecretKey key;
  private final InstantSource clock;
  private final Terms terms;
  private final JwtParser parser;

  /** For how long tokens are good, who issues them and whom they are for. */
  record Terms(Duration life, String issuer, String audience) {}

  /** What a valid token says: whose it is, which session it came from, which version of the account it was made for. */
  record Proof(String username, String sessionId, long version) {}

  AccessTokens(byte[] secret, Terms terms, InstantSource clock) {
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
    this.terms = terms;
    this.parser =
        Jwts.parser()
            .verifyWith(key)
            .sig()
            .clear()
            .add(Jwts.SIG.HS256)
            .and()
            .requireIssuer(terms.issuer())
            .requireAudience(terms.audience())
            .clockSkewSeconds(30)
            .clock(() -> Date.from(clock.instant()))
            .build();
  }

  Duration life() {
    return terms.life();
  }

  String issue(User user, String sessionId) {
    Instant now = clock.instant();
    return Jwts.builder()
        .header()
        .type(TYPE)
        .and()
        .subject(user.username())
        .claim("username", user.username())
        .claim("role", user.rights().role())
        .claim("permissions", user.rights().permissions().stream().map(p -> p.wireName()).sorted().toList())
        .claim("sid", sessionId)
        .claim("ver", user.version())
        .issuer(terms.issuer())
        .audience()
        .add(terms.audience())
        .and()
        .issuedAt(Date.from(now))
        .expiration(Date.from(now.plus(terms.life())))
        .id(UUID.randomUUID().toString())
        .signWith(key, Jwts.SIG.HS256)
        .compact();
  }

  /** What the token proves; throws a 401 refusal saying only whether it is expired or invalid. */
  Proof verify(String token) {
    if (token.length() > MAX_LENGTH || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw invalid();
    }
    try {
      Jws<Claims> jws = parser.parseSignedClaims(token);
      Claims claims = jws.getPayload();
      boolean isWhole =
          Stream
              .of(claims.getExpiration(), claims.getIssuedAt(), claims.getId(), claims.getSubject(), claims.get("sid"),
                  claims.get("ver"))
              .allMatch(Objects::nonNull);
      if (!TYPE.equals(jws.getHeader().getType()) || !isWhole) {
        throw invalid();
      }
      return new Proof(claims.getSubject(), claims.get("sid", String.class),
          claims.get("ver", Number.class).longValue());
    } catch (ExpiredJwtException _) {
      throw Refusal.unauthorized("invalid_token", "the access token has expired; refresh it or log in again");
    } catch (JwtException | IllegalArgumentException _) {
      throw invalid();
    }
  }

  private static Refusal invalid() {
    return Refusal.unauthorized("invalid_token", "the access token is not valid; log in again");
  }
}
