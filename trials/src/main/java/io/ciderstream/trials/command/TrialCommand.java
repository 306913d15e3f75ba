package io.ciderstream.trials.command;

import picocli.CommandLine.Command;

/** {@code cider trial}. */
@Command(
    name = "trial",
    mixinStandardHelpOptions = true,
    description = "Injects faults into a whole system and checks what it promises.",
    synopsisSubcommandLabel = "TRIAL",
    subcommands = {TrialFaultsCommand.class, TrialModelCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider trial faults --list",
      "  ./cider trial faults --only embedder-killed",
      "  ./cider trial model"
    })
public final class TrialCommand {}
