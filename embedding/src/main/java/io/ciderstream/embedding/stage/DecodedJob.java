package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.batch.Batchable;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.DecodedPicture;

/**
 * A job whose picture is decoded.
 *
 * @param job the job
 * @param picture the network's input
 * @param decodeNanos how long it took to decode
 * @param decodedAt when it was decoded, as {@link System#nanoTime}
 */
public record DecodedJob(Job job, DecodedPicture picture, long decodeNanos, long decodedAt)
    implements Batchable {
  @Override
  public Object group() {
    return picture.size();
  }

  @Override
  public Priority priority() {
    return job.priority();
  }
}
