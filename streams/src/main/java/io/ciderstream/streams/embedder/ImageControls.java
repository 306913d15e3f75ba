package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.streams.failure.Control;
import io.ciderstream.streams.fetch.PictureFetcher;
import java.util.Optional;

/**
 * The dependencies that must work for a failure to be caused by the image record itself.
 *
 * @param embedding of unexpected failures: embeds a test picture
 * @param registry of REGISTRY_UNAVAILABLE: the registry answers another question
 * @param fetcher knows for URI_UNAVAILABLE whether the host answers
 */
record ImageControls(Control embedding, Control registry, PictureFetcher fetcher) {

  /** Returns the control of a failure; of an unexpected one for the empty value. */
  Control of(Optional<CiderException> failure) {
    return failure.map(this::known).orElse(embedding);
  }

  private Control known(CiderException failure) {
    return switch (failure.code()) {
      case URI_UNAVAILABLE -> () -> fetcher.isPicturesOwn(failure);
      case REGISTRY_UNAVAILABLE -> registry;
      default -> Control.NEVER; // not a matter of this record
    };
  }
}
