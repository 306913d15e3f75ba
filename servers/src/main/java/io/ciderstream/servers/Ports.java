package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Selects ports of the loopback interface. */
public final class Ports {
  private static final int CONNECT_TIMEOUT_MS = 300;

  /**
   * Free ports are selected below those that the system gives to outgoing connections, one of which
   * could take a port between its selection and the start of the server.
   */
  private static final int FIRST_FREE = 15_000;

  private static final int END_FREE = 32_000;
  private static final int MAX_ATTEMPTS = 100;

  private Ports() {}

  /** Returns that many free ports, all different. */
  public static int[] free(int count) {
    List<ServerSocket> claimed = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        claimed.add(bindFree());
      }
      return claimed.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a port cannot be claimed", e);
    } finally {
      claimed.forEach(Ports::release);
    }
  }

  /** Returns the requested port if it is free, or any free one for 0. */
  static int claim(int preferred, String server) {
    return claim(preferred, 0, server)[0];
  }

  /** Returns the requested port, or any free one for 0, and that many other free ones. */
  static int[] claim(int preferred, int others, String server) {
    if (preferred == 0) {
      return free(1 + others);
    }
    try (ServerSocket held = bind(preferred)) {
      return IntStream.concat(IntStream.of(held.getLocalPort()), IntStream.of(free(others)))
          .toArray();
    } catch (IOException e) {
      throw new PortTakenException(preferred, server, e);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a port cannot be released", e);
    }
  }

  private static ServerSocket bindFree() throws IOException {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_FREE, END_FREE);
      Optional<ServerSocket> bound = tryBind(port);
      if (bound.isPresent()) {
        return bound.get();
      }
    }
    return bind(0);
  }

  private static Optional<ServerSocket> tryBind(int port) {
    try {
      return Optional.of(bind(port));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns whether a process accepts connections on the port. */
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
