package io.ciderstream.cli.doctor;

import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.servers.machine.Finding;
import java.nio.file.Path;

/** Says whether the model file can be served, without running it. */
public final class ModelCheck {
  private static final String CHECK = "model";

  private ModelCheck() {}

  /** Checks a file that exists. */
  public static Finding run(Path file) {
    try {
      OnnxModelFile model = new OnnxModelFile(file);
      ModelDescription description = model.description();
      return Finding.ok(
          CHECK,
          "%s, hash %s, %d numbers, pictures of %s"
              .formatted(
                  description.name(),
                  model.hash(),
                  description.output().dimension(),
                  description.fit().sizes().examples().getFirst()));
    } catch (CiderException e) {
      return Finding.problem(CHECK, e.detail(), "Run ./cider model inspect %s.".formatted(file));
    }
  }
}
