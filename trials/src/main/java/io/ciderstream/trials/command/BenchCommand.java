package io.ciderstream.trials.command;

import picocli.CommandLine.Command;

/** {@code cider bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures; the figures are ratios within one run.",
    synopsisSubcommandLabel = "BENCHMARK",
    subcommands = {
      BenchDecodeCommand.class,
      BenchEmbedCommand.class,
      BenchEngineCommand.class,
      BenchEntriesCommand.class,
      BenchEvaluateCommand.class,
      BenchGrowthCommand.class,
      BenchHeadsCommand.class,
      BenchIntegrityCommand.class,
      BenchLatencyCommand.class,
      BenchMemoryCommand.class,
      BenchPassesCommand.class,
      BenchPeerCommand.class,
      BenchReingestCommand.class,
      BenchReportCommand.class,
      BenchRerankCommand.class,
      BenchScaleCommand.class,
      BenchSinkCommand.class,
      BenchStartCommand.class,
      BenchStepCommand.class,
      BenchVerifyCommand.class,
      BenchWeightsCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench report --quick",
      "  ./cider bench decode",
      "  ./cider bench embed --pictures 500",
      "  ./cider bench entries",
      "  ./cider bench evaluate",
      "  ./cider bench heads --data photos",
      "  ./cider bench integrity",
      "  ./cider bench memory --roles console",
      "  ./cider bench passes",
      "  ./cider bench reingest",
      "  ./cider bench rerank",
      "  ./cider bench sink --dimensions 512",
      "  ./cider bench step",
      "  ./cider bench verify",
      "  ./cider bench weights"
    })
public final class BenchCommand {}
