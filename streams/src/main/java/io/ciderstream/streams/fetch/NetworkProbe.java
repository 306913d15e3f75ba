package io.ciderstream.streams.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import okhttp3.Dns;

/**
 * Checks whether the network knows something about a host: a connection, that nobody listens there,
 * or that there is no such host. Silence may as well be this machine's own network.
 *
 * @param resolver resolves names
 * @param timeout for the connection
 */
record NetworkProbe(Dns resolver, Duration timeout) {
  // getaddrinfo's text for EAI_AGAIN: no name server answered
  private static final String NO_NAME_SERVER = "Temporary failure";
  private static final String REFUSED = "refused";

  boolean answers(HostOrigin origin) {
    try (Socket socket = new Socket()) {
      InetAddress address = resolver.lookup(HostOrigin.bare(origin.host())).getFirst();
      socket.connect(
          new InetSocketAddress(address, origin.port()), Math.toIntExact(timeout.toMillis()));
      return true;
    } catch (UnknownHostException e) {
      return !String.valueOf(e.getMessage()).contains(NO_NAME_SERVER);
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains(REFUSED);
    } catch (IOException e) {
      return false;
    }
  }
}
