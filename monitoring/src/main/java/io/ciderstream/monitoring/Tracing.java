package io.ciderstream.monitoring;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Optional;

/** Exports the spans of this process by OTLP. */
public final class Tracing implements AutoCloseable {
  private static final String SERVICE = "cider-stream";

  private final Optional<OpenTelemetrySdk> sdk;

  private Tracing(Optional<OpenTelemetrySdk> sdk) {
    this.sdk = sdk;
  }

  /**
   * Starts to export, if that is enabled: once per process, before any role or client is created.
   */
  public static Tracing start(TracingOptions options) {
    if (!options.enabled()) {
      return new Tracing(Optional.empty());
    }
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("service.name"), SERVICE))))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(options.ratio())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder().setEndpoint(options.endpoint()).build())
                    .build())
            .build();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(provider)
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    GlobalOpenTelemetry.set(sdk);
    return new Tracing(Optional.of(sdk));
  }

  /** Exports the remaining spans. */
  @Override
  public void close() {
    sdk.ifPresent(OpenTelemetrySdk::close);
  }
}
