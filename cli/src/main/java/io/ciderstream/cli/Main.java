package io.ciderstream.cli;

import io.ciderstream.cli.command.AuditedModelOptions;
import io.ciderstream.cli.command.BenchmarkedSystemOptions;
import io.ciderstream.cli.command.CompletionCommand;
import io.ciderstream.cli.command.ConfigCommand;
import io.ciderstream.cli.command.ConnectCommand;
import io.ciderstream.cli.command.ConsoleCommand;
import io.ciderstream.cli.command.DeleteCommand;
import io.ciderstream.cli.command.DemoCommand;
import io.ciderstream.cli.command.DoctorCommand;
import io.ciderstream.cli.command.EmbedderCommand;
import io.ciderstream.cli.command.EvaluateCommand;
import io.ciderstream.cli.command.ExportCommand;
import io.ciderstream.cli.command.HelpCommand;
import io.ciderstream.cli.command.IngestCommand;
import io.ciderstream.cli.command.ModelCommand;
import io.ciderstream.cli.command.RebuildCommand;
import io.ciderstream.cli.command.RunsCommand;
import io.ciderstream.cli.command.SearchCommand;
import io.ciderstream.cli.command.SearcherCommand;
import io.ciderstream.cli.command.ShadowCommand;
import io.ciderstream.cli.command.StatusCommand;
import io.ciderstream.cli.command.TopicsCommand;
import io.ciderstream.cli.command.TrainCommand;
import io.ciderstream.cli.command.VerifyCommand;
import io.ciderstream.cli.evaluate.AuditedSetOptions;
import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.embedding.natives.MemoryLimits;
import io.ciderstream.overlap.command.AuditOverlapCommand;
import io.ciderstream.overlap.command.AuditedModel;
import io.ciderstream.overlap.command.AuditedSets;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.servers.ServerException;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.command.BenchCommand;
import io.ciderstream.trials.command.PaperCommand;
import io.ciderstream.trials.command.SoakCommand;
import io.ciderstream.trials.command.TrialCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.security.Security;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code cider} command line. */
@Command(
    name = "cider",
    description =
        "A streaming real-time image index: pictures on a topic in, similar pictures out.",
    mixinStandardHelpOptions = true,
    version = "cider-stream 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      SearchCommand.class,
      DeleteCommand.class,
      StatusCommand.class,
      VerifyCommand.class,
      TopicsCommand.class,
      EmbedderCommand.class,
      SearcherCommand.class,
      ConnectCommand.class,
      RebuildCommand.class,
      ShadowCommand.class,
      TrainCommand.class,
      RunsCommand.class,
      ConsoleCommand.class,
      ExportCommand.class,
      ModelCommand.class,
      EvaluateCommand.class,
      AuditOverlapCommand.class,
      ConfigCommand.class,
      BenchCommand.class,
      PaperCommand.class,
      SoakCommand.class,
      TrialCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, or the answer is no; the command says why",
      "2:wrong usage",
      "3:stopped by force; --set stop.timeout.ms=60000 allows it more time",
      "130:stopped by Ctrl-C (143: by SIGTERM), in order"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider demo",
      "  ./cider doctor",
      "  ./cider COMMAND --help",
      "",
      "./cider test builds everything and runs all tests.",
      "./cider fuzz [TARGET] [SECONDS] feeds hostile input to sniff, avro, query or json."
    })
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    // a library in the Milvus client logs every lost connection here, which cider reports itself
    LogManager.getLogManager().reset();
    MemoryLimits.lift();
    // Java remembers for 10 s that a name has no address; it may get one while a network changes
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    int code = commandLine().execute(args);
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main(), Main::create)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(colours()))
        .setExecutionStrategy(new TrainingAbsent())
        .setExecutionExceptionHandler(
            (error, command, parsed) -> {
              command.getErr().println("cider: " + sentence(error));
              if (error instanceof ArgumentException) {
                command
                    .getErr()
                    .println("See ./" + command.getCommandSpec().qualifiedName() + " --help");
                return CommandLine.ExitCode.USAGE;
              }
              LoggerFactory.getLogger(Main.class).debug("the command failed", error);
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  /** Creates commands, and the system that the commands of other modules measure or audit. */
  private static <T> T create(Class<T> type) throws Exception {
    if (type == BenchmarkedSystem.class) {
      return type.cast(new BenchmarkedSystemOptions());
    } else if (type == AuditedModel.class) {
      return type.cast(new AuditedModelOptions());
    } else if (type == AuditedSets.class) {
      return type.cast(new AuditedSetOptions());
    }
    return CommandLine.defaultFactory().create(type);
  }

  /** Returns whether to use colours; the launcher sets the property if the output is a terminal. */
  private static CommandLine.Help.Ansi colours() {
    boolean enabled =
        Boolean.getBoolean("cider.terminal.out")
            && System.getenv("NO_COLOR") == null
            && !"dumb".equals(System.getenv("TERM"));
    return enabled ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  /** Returns the file, if the message does not name it, and the reason in words. */
  private static String sentence(UncheckedIOException error) {
    IOException cause = error.getCause();
    String message = error.getMessage().equals(cause.toString()) ? "" : error.getMessage();
    String file = cause instanceof FileSystemException system ? system.getFile() : null;
    String place = file == null || message.contains(file) ? "" : file + ": ";
    return "%s %s%s.".formatted(message, place, FileTrouble.reason(cause)).strip();
  }

  /**
   * Returns what the user reads: the message of cider's own errors, others with their class name.
   */
  private static String sentence(Exception error) {
    return switch (error) {
      case CiderException e -> Catalogue.REMEDIES.message(e);
      case ServerException e -> e.getMessage();
      case ArgumentException e -> e.getMessage();
      case UncheckedIOException e -> sentence(e);
      default -> "unexpected " + error + " (set CIDER_LOG_LEVEL=DEBUG for the stack trace)";
    };
  }
}
