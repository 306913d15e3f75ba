package io.ciderstream.trials.command;

import picocli.CommandLine.Command;

/** {@code cider soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Runs for long and through faults, then checks that the result is right.",
    synopsisSubcommandLabel = "TEST",
    subcommands = SoakSinkCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider soak sink --updates 100000 --keys 10000"})
public final class SoakCommand {}
