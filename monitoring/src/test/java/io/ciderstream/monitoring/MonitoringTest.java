package io.ciderstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.embedder.EmbedderRole;
import io.ciderstream.streams.searcher.SearcherRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  private static final RoleState RUNNING =
      new RoleState("RUNNING", true, Optional.empty(), 3, 300, 7);

  private final AtomicLong nanos = new AtomicLong();
  private final FakeCluster cluster = new FakeCluster();
  private final Monitoring monitoring = serve(0);
  private final HttpClient http = HttpClient.newHttpClient();

  private Monitoring serve(int port) {
    return Monitoring.start(
        new MonitoringOptions(
            "127.0.0.1",
            OptionalInt.of(port),
            Duration.ofMillis(20),
            Duration.ofMinutes(1),
            List.of("images"),
            new TracingOptions(false, "http://nowhere", 1)),
        () -> cluster,
        nanos::get);
  }

  @AfterEach
  void close() {
    monitoring.close();
    http.close();
  }

  @Test
  void shouldCountOutcomesByCodeAndTimeStages() throws Exception {
    RoleMetrics observer = monitoring.metrics("embedder", List.of());
    observer.outcome("embedded");
    observer.outcome("embedded");
    observer.outcome("dead-lettered.PICTURE_CORRUPT");
    observer.worked(Duration.ofMillis(80), Map.of("infer", 20_000L));
    observer.failed(Optional.of(ErrorCode.REGISTRY_UNAVAILABLE));
    observer.misplaced();
    assertThat(get("/metrics").body())
        .contains("cider_records_total{code=\"\",outcome=\"embedded\",role=\"embedder\"} 2.0")
        .contains("code=\"PICTURE_CORRUPT\",outcome=\"dead-lettered\",role=\"embedder\"} 1.0")
        .contains("cider_stage_seconds_count{role=\"embedder\",stage=\"infer\"} 1")
        .contains("cider_record_age_seconds_bucket{role=\"embedder\",le=\"0.1\"} 1")
        .contains("cider_retries_total{code=\"REGISTRY_UNAVAILABLE\",role=\"embedder\"} 1.0")
        .contains("cider_records_misplaced_total{role=\"embedder\"} 1.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void shouldCountFromZeroWhatMayCome() throws Exception {
    monitoring.metrics("embedder", EmbedderRole.OUTCOMES);
    monitoring.metrics("searcher", SearcherRole.OUTCOMES);
    assertThat(get("/metrics").body())
        .contains("cider_records_total{code=\"\",outcome=\"embedded\",role=\"embedder\"} 0.0")
        .contains("code=\"PICTURE_CORRUPT\",outcome=\"dead-lettered\",role=\"embedder\"} 0.0")
        .contains("code=\"UNAVAILABLE\",outcome=\"replied\",role=\"searcher\"} 0.0")
        .contains("cider_retries_total{code=\"INDEX_UNAVAILABLE\",role=\"searcher\"} 0.0")
        .contains("cider_retries_total{code=\"unexpected\",role=\"embedder\"} 0.0");
  }

  @Test
  void shouldBeReadyOnlyOnceAllRuns() throws Exception {
    AtomicReference<RoleState> status =
        new AtomicReference<>(new RoleState("CREATED", false, Optional.empty(), 0, 0, 0));
    monitoring.role("embedder", status::get, "group", "images");
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    status.set(RUNNING);
    assertThat(get("/ready").body()).contains("The process is still starting.");
    monitoring.complete();
    awaitReady(200);
    assertThat(get("/metrics").body())
        .contains("cider_ready{check=\"embedder\"} 1.0")
        .contains("cider_pending_records{role=\"embedder\"} 3.0")
        .contains("cider_pending_bytes{role=\"embedder\"} 300.0")
        .contains("cider_left_records{role=\"embedder\"} 7.0");

    status.set(new RoleState("RUNNING", false, Optional.of("Milvus is away."), 0, 0, 0));
    assertThat(get("/ready").body()).contains("Milvus is away.");
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayWhichPartitionIsNotFinishedAndStandsStill() throws Exception {
    monitoring.role("embedder", () -> RUNNING, "group", "images");
    monitoring.complete();
    cluster.progress =
        Optional.of(
            new GroupProgress(
                Map.of(
                    0, new GroupProgress.Partition(5, 25), 1, new GroupProgress.Partition(9, 9))));
    awaitMetric("cider_partition_lag_records{partition=\"0\",role=\"embedder\"} 20.0");
    assertThat(get("/metrics").body())
        .contains("cider_lag_records{role=\"embedder\"} 20.0")
        .contains("cider_partition_lag_records{partition=\"1\",role=\"embedder\"} 0.0")
        .contains("cider_stalled_partitions{role=\"embedder\"} 0.0");
    assertThat(get("/ready").statusCode()).isEqualTo(200);

    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    awaitMetric("cider_stalled_partitions{role=\"embedder\"} 1.0");
    assertThat(get("/ready").body()).contains("20 records of images wait").contains("[0]");
  }

  private void awaitMetric(String line) {
    await().untilAsserted(() -> assertThat(get("/metrics").body()).contains(line));
  }

  @Test
  void shouldNotBeReadyWhileTheBrokerIsAway() throws Exception {
    monitoring.complete();
    awaitReady(200);
    cluster.away = true;
    awaitReady(503);
    assertThat(get("/ready").body()).contains("BROKER_UNAVAILABLE");
    assertThat(get("/metrics").body())
        .contains("cider_broker_up 0.0")
        .contains("cider_ready{check=\"broker\"} 0.0");
    assertThat(get("/health").statusCode()).isEqualTo(200);
    cluster.away = false;
    awaitReady(200);
  }

  @Test
  void shouldNotBeReadyWhileTheSinksMilvusIsAway() throws Exception {
    AtomicBoolean away = new AtomicBoolean();
    monitoring.sink(
        "sink",
        "connect-sink",
        "descriptors",
        () -> true,
        () -> {
          if (away.get()) {
            throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "It was switched off.");
          }
        });
    monitoring.complete();
    awaitReady(200);
    away.set(true);
    awaitReady(503);
    assertThat(get("/ready").body()).contains("sink-index", "INDEX_UNAVAILABLE");
    assertThat(get("/metrics").body()).contains("cider_index_up 0.0");
    assertThat(get("/health").statusCode()).isEqualTo(200);
    away.set(false);
    awaitReady(200);
  }

  private void awaitReady(int status) {
    await().untilAsserted(() -> assertThat(get("/ready").statusCode()).isEqualTo(status));
  }

  @Test
  void shouldNotBeWorthKeepingWhenKafkaStreamsGaveUp() throws Exception {
    AtomicReference<RoleState> status = new AtomicReference<>(RUNNING);
    monitoring.role("searcher", status::get, "group", "queries");
    assertThat(get("/health").statusCode()).isEqualTo(200);
    status.set(new RoleState("ERROR", false, Optional.empty(), 0, 0, 0));
    assertThat(get("/health").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldServeNothingElse() throws Exception {
    assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSayWhichPortIsTaken() {
    int taken = monitoring.port().getAsInt();
    assertThatThrownBy(() -> serve(taken))
        .hasMessageStartingWith("SETTING_INVALID")
        .hasMessageContaining("metrics.port=" + taken);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(monitoring.port().getAsInt(), path));
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
