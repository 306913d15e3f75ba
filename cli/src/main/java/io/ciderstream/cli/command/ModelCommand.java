package io.ciderstream.cli.command;

import picocli.CommandLine.Command;

/** {@code cider model}. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Prepares an ONNX file of your own to be served.",
    synopsisSubcommandLabel = "inspect|check",
    subcommands = {ModelInspectCommand.class, ModelCheckCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider model inspect models/resnet50.onnx",
      "  ./cider model check models/resnet50.onnx photos/*.jpg"
    })
public final class ModelCommand {}
