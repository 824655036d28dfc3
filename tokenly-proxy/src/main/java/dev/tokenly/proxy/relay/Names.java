package dev.tokenly.proxy.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the names of upstreams are looked up. */
@FunctionalInterface
public interface Names {
  /** All addresses of a name. */
  InetAddress[] of(String host) throws UnknownHostException;
}
