package io.ciderstream.streams.fetch;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/** Creates the HTTP client of a fetcher. */
final class HttpClients {
  private HttpClients() {}

  /** Creates a client that follows no redirects, on daemon threads, as many as there are calls. */
  static OkHttpClient create(FetchTimes times, Dns resolver) {
    Dispatcher dispatcher =
        new Dispatcher(
            Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("fetch-", 0).factory()));
    // FetchPermits bounds them
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .dns(resolver)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(times.connect().toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(times.idle().toMillis(), TimeUnit.MILLISECONDS)
        .writeTimeout(times.idle().toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }
}
