package org.maskwright.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `maskwright`. Exit status 0: it did what was asked; 2: the words were wrong; 1: it could not.
@Command(
        name = "maskwright",
        description = "Labels microscopy images together with a segmentation network that learns from you.",
        version = "maskwright 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = {})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    public static void main(String[] words) {
        System.exit(new CommandLine(new Main()).execute(words));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
