package io.ciderstream.overlap.command;

import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.review.MarkFile;
import io.ciderstream.overlap.review.ReviewServer;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider audit-overlap review}. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the page of an audit to the browsers of this machine, until Ctrl-C.",
      "Up to three inspectors mark pairs; each mark is appended to marks.csv at once."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider audit-overlap review audit"})
public final class ReviewCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "The folder of the audit.")
  private Path path;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "The port to listen on (default: a free one).")
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Arguments.within("--port", port, 0, 65_535);
    AuditFolder folder = AuditFolder.existing(Arguments.folder("FOLDER", path));
    if (!Files.exists(folder.page())) {
      throw new ArgumentException(
          "%s has no page yet; run ./cider audit-overlap again, it continues.".formatted(path));
    }
    Set<String> pairs = folder.candidates().stream().map(Candidate::id).collect(Collectors.toSet());
    MarkFile marks = new MarkFile(folder.marks(), InstantSource.system());
    CommandOutput console = new CommandOutput(spec);
    try (ReviewServer server = ReviewServer.start(folder, pairs, marks, port)) {
      console.print("%s", server.address());
      console.say(
          "marks are kept in %s; stop with Ctrl-C, then run ./cider audit-overlap result %s",
          folder.marks(), path);
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
