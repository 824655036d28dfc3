package dev.tokenly.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.proxy.guard.AddressRule;
import dev.tokenly.proxy.settings.Provider;
import dev.tokenly.proxy.settings.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckedResolverTest {
  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getAllByName(literal)[0];
  }

  private static @Nullable Object resolved(CheckedResolver resolver, String host) {
    AtomicReference<@Nullable Object> answer = new AtomicReference<>();
    resolver.resolve(
        host,
        443,
        Map.of(),
        new Promise<>() {
          @Override
          public void succeeded(List<InetSocketAddress> addresses) {
            answer.set(addresses);
          }

          @Override
          public void failed(Throwable cause) {
            answer.set(cause);
          }
        });
    return answer.get();
  }

  @Test
  void refuses_a_public_name_that_turns_private() throws Exception {
    Deque<InetAddress> answers =
        new ArrayDeque<>(List.of(address("93.184.216.34"), address("127.0.0.1"), address("10.0.0.7")));
    Target target = Target.of(URI.create("https://llm.example.org"), Provider.OPENAI, false);
    CheckedResolver resolver = new CheckedResolver(target, _ -> new InetAddress[] {answers.pop()}, Runnable::run);
    assertEquals(List.of(new InetSocketAddress(address("93.184.216.34"), 443)), resolved(resolver, "llm.example.org"));
    assertInstanceOf(CheckedResolver.Refused.class, resolved(resolver, "llm.example.org"));
    assertInstanceOf(CheckedResolver.Refused.class, resolved(resolver, "llm.example.org"));
  }

  @Test
  void lets_a_named_address_or_a_containers_name_be_private_but_never_a_metadata_service() throws Exception {
    for (String base : List.of("http://10.0.0.7:8080", "http://llama-server:8080", "http://model.internal")) {
      assertTrue(Target.of(URI.create(base), Provider.LOCAL, false).mayBePrivate(), base);
    }
    assertTrue(AddressRule.allows(address("172.18.0.3"), true));
    for (String metadata : List.of("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "fe80::1", "0.0.0.0")) {
      assertFalse(AddressRule.allows(address(metadata), true), metadata);
    }
    for (String closed : List.of("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "100.64.0.1", "::1", "fc00::1",
        "::ffff:127.0.0.1")) {
      assertFalse(AddressRule.allows(address(closed), false), closed);
    }
  }

  @Test
  void says_the_version_once_when_base_and_path_both_have_it() {
    assertEquals("/v1/models", Upstream.joined("/v1", "/v1/models"));
    assertEquals("/api/v1/chat/completions", Upstream.joined("/api/v1", "/v1/chat/completions"));
    assertEquals("/v1/chat/completions", Upstream.joined("/v1", "/chat/completions"));
    assertEquals("/chat/completions", Upstream.joined("", "/chat/completions"));
    assertEquals("/openai/v1/models", Upstream.joined("/openai", "/v1/models"));
  }
}
