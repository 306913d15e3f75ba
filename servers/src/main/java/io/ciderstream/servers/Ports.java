package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Selects ports of the loopback interface. */
final class Ports {
  private static final int CONNECT_TIMEOUT_MS = 300;

  private Ports() {}

  /** Returns the requested port if it is free, or any free one for 0. */
  static int claim(int wanted, String server, String setting) {
    return claim(wanted, 0, server, setting)[0];
  }

  /** Returns the requested port, or any free one for 0, and that many other free ones. */
  static int[] claim(int wanted, int others, String server, String setting) {
    List<ServerSocket> claimed = new ArrayList<>();
    try {
      claimed.add(bind(wanted, server, setting));
      for (int i = 0; i < others; i++) {
        claimed.add(bind(0, server, setting));
      }
      return claimed.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a port cannot be claimed", e);
    } finally {
      claimed.forEach(Ports::release);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a port cannot be released", e);
    }
  }

  private static ServerSocket bind(int wanted, String server, String setting) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new ServerException(
          "Port %d for %s is taken; end what listens there, or set %s to another port."
              .formatted(wanted, server, setting),
          e);
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
