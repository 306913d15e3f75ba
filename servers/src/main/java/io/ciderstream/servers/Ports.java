package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of the loopback interface. */
final class Ports {
  private static final int CONNECT_TIMEOUT_MS = 300;

  private Ports() {}

  /** The wanted port if it is free, or any free one for 0. */
  static int claim(int wanted, String server, String setting) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted == 0) {
        throw new UncheckedIOException("no free port", e);
      }
      throw new ServerException(
          "Port %d for %s is taken; end what listens there, or set %s to another port."
              .formatted(wanted, server, setting),
          e);
    }
  }

  /** True if something accepts connections there. */
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
