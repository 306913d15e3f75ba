package io.ciderstream.console.settings;

import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import java.util.List;

/** The settings of how the console is reached and what it allows. */
public final class ConsoleSettings {
  public static final Setting<String> TOKEN =
      Setting.secret("console.token", "The bearer token that clients of the console must send.");

  public static final Setting<String> HOST =
      Setting.text(
          "console.host",
          "127.0.0.1",
          SettingCheck.nonEmpty(),
          "Address that the console listens on; any but loopback needs %s.".formatted(TOKEN));

  public static final Setting<Integer> PORT =
      Setting.number(
          "console.port",
          8090,
          0,
          65_535,
          "Port that the console listens on; 0 selects a free one.");

  public static final Setting<Boolean> ANONYMOUS =
      Setting.flag(
          "console.anonymous",
          false,
          "Whether anyone may use the console without a token, from wherever it can be reached.");

  public static final Setting<List<String>> ALLOWED_HOSTS =
      Setting.list(
          "console.allowed.hosts",
          List.of(),
          "Names, such as a proxy's, under which the console answers without a token besides localhost; with %s also any address and any name without a dot."
              .formatted(ANONYMOUS));

  public static final Setting<Integer> RATE_PER_SECOND =
      Setting.number(
          "console.rate.per.second",
          100,
          1,
          1_000_000,
          "Requests per second that one address may send to the console, in the long run.");

  public static final Setting<Integer> RATE_BURST =
      Setting.number(
          "console.rate.burst",
          400,
          1,
          1_000_000,
          "Requests that one address may send to the console at once.");

  public static final Setting<Long> BODY_TIMEOUT =
      Setting.big(
          "console.body.timeout.ms",
          60_000,
          100,
          3_600_000,
          "How long the body of a request to the console may take to arrive.");

  public static final Setting<Long> REPLY_TIMEOUT =
      Setting.big(
          "console.reply.timeout.ms",
          15_000,
          100,
          600_000,
          "How long the console waits for the reply to a search.");

  public static final Setting<Long> INDEXED_TIMEOUT =
      Setting.big(
          "console.indexed.timeout.ms",
          20_000,
          100,
          600_000,
          "How long a request with wait=indexed waits.");

  public static final Setting<Long> CACHE_BYTES =
      Setting.big(
          "console.cache.bytes",
          64L << 20,
          0,
          1L << 40,
          "Most bytes of pictures that the console keeps in memory.");

  /** In the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          TOKEN,
          ANONYMOUS,
          ALLOWED_HOSTS,
          RATE_PER_SECOND,
          RATE_BURST,
          BODY_TIMEOUT,
          REPLY_TIMEOUT,
          INDEXED_TIMEOUT,
          CACHE_BYTES);

  private ConsoleSettings() {}
}
