package io.ciderstream.streams.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Checks whether the network knows something about a host: a connection, that nobody listens there,
 * or that there is no such host. Silence may as well be this machine's own network.
 *
 * @param timeout for the connection
 */
record NetworkProbe(Duration timeout) {
  // getaddrinfo's text for EAI_AGAIN: no name server answered
  private static final String NO_NAME_SERVER = "Temporary failure";
  private static final String REFUSED = "refused";

  boolean answers(HostOrigin origin) {
    try (Socket socket = new Socket()) {
      String host = origin.host().replaceAll("[\\[\\]]", "");
      InetSocketAddress address = new InetSocketAddress(host, origin.port());
      if (address.isUnresolved()) {
        java.net.InetAddress.getByName(host); // says why
      }
      socket.connect(address, Math.toIntExact(timeout.toMillis()));
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
