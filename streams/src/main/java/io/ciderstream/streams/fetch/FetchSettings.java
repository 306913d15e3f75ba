package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.List;
import java.util.Set;

/** The settings of fetching pictures by uri. */
public final class FetchSettings {
  public static final Setting<List<String>> ALLOWED_HOSTS =
      Setting.list(
              "fetch.allowed.hosts",
              List.of(),
              "Hosts, or host:port, that pictures may be fetched from by uri; none by default.")
          .withRemedyFor(ErrorCode.URI_REFUSED);

  public static final Setting<List<String>> ALLOWED_NETWORKS =
      Setting.list(
              "fetch.allowed.networks",
              List.of(),
              "Networks, such as 10.0.0.0/8, in which the names of %s may have addresses, besides"
                      .formatted(ALLOWED_HOSTS)
                  + " public ones.")
          .withRemedyFor(ErrorCode.URI_REFUSED);

  public static final Setting<Long> CONNECT_TIMEOUT =
      Setting.big(
          "fetch.connect.timeout.ms",
          3_000,
          1,
          600_000,
          "How long connecting to a uri's host may take.");

  public static final Setting<Long> IDLE_TIMEOUT =
      Setting.big(
          "fetch.timeout.ms",
          10_000,
          1,
          600_000,
          "Longest time without a byte while a picture is fetched.");

  public static final Setting<Long> TOTAL_TIMEOUT =
      Setting.big(
          "fetch.total.timeout.ms",
          120_000,
          1,
          3_600_000,
          "For fetching one picture, redirects included; %s or more. Waiting for other fetches does not count."
              .formatted(IDLE_TIMEOUT));

  public static final Setting<Long> RETRY =
      Setting.big(
          "fetch.retry.ms",
          120_000,
          0,
          604_800_000,
          "How long a host may be unreachable, while the network works, before its pictures are"
              + " dead-lettered as UNEXPECTED; 0 to wait without end.");

  public static final Setting<Integer> CONCURRENT =
      Setting.number(
          "fetch.concurrent", 64, 1, 10_000, "Most pictures that one role fetches at a time.");

  public static final Setting<Integer> CONCURRENT_PER_HOST =
      Setting.number(
          "fetch.concurrent.per.host",
          16,
          1,
          10_000,
          "Most of them from one host and port, so that a slow one leaves room for others.");

  public static final Setting<Long> BYTES =
      Setting.big(
          "fetch.bytes",
          256L << 20,
          1,
          1L << 40,
          "Most bytes of pictures that one role fetches or has fetched and not embedded yet; one"
              + " picture may exceed it.");

  /** In the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          ALLOWED_HOSTS,
          ALLOWED_NETWORKS,
          CONNECT_TIMEOUT,
          IDLE_TIMEOUT,
          TOTAL_TIMEOUT,
          RETRY,
          CONCURRENT,
          CONCURRENT_PER_HOST,
          BYTES);

  private FetchSettings() {}

  /**
   * Returns the options from the values of {@link #ALL}.
   *
   * @param maxPictureBytes the largest picture
   */
  public static FetchOptions from(SettingValues values, int maxPictureBytes) {
    return new FetchOptions(
        Set.copyOf(values.get(ALLOWED_HOSTS)),
        values.get(ALLOWED_NETWORKS).stream().map(AddressRange::of).toList(),
        new FetchBounds(
            values.get(CONCURRENT),
            values.get(CONCURRENT_PER_HOST),
            maxPictureBytes,
            values.get(BYTES)),
        new FetchTimes(
            values.millis(CONNECT_TIMEOUT),
            values.millis(IDLE_TIMEOUT),
            values.millis(TOTAL_TIMEOUT)),
        values.millis(RETRY));
  }
}
