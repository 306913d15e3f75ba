package io.ciderstream.cli.command;

import picocli.CommandLine.Command;

/** {@code cider soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Works long and through faults, then checks that nothing is wrong.",
    synopsisSubcommandLabel = "TRIAL",
    subcommands = SoakSinkCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider soak sink --updates 100000 --keys 10000"})
public final class SoakCommand {}
