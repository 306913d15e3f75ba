package io.ciderstream.console.http;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Serves the files of the page, which are read once from the class path. */
public final class StaticFiles {
  private static final String FOLDER = "/console/";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8",
          "json", "application/json");

  private StaticFiles() {}

  /** Returns a route for each file; the first one is also the page at {@code /}. */
  public static List<Route> routes(List<String> names) {
    List<Route> routes = new ArrayList<>();
    routes.add(route("/", names.getFirst()));
    names.forEach(name -> routes.add(route("/" + name, name)));
    return routes;
  }

  private static Route route(String path, String name) {
    byte[] content = read(name);
    CRC32 sum = new CRC32();
    sum.update(content);
    String tag = Long.toHexString(sum.getValue());
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return new Route(
        "GET",
        path,
        true,
        Route.ANY_PARAMETER,
        exchange -> {
          exchange.set("Cache-Control", "no-cache");
          if (!exchange.isKnown(tag)) {
            exchange.bytes(200, type, content);
          }
        });
  }

  /** Reads one file. */
  public static byte[] read(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new CiderException(ErrorCode.SETTING_INVALID, name + " is not in the console's jar.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
