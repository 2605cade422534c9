package org.maskwright.project;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a [ProjectStore] needs of the world around it.
///
/// @param holder who opens the project, in words that others read while it is open: "anna on host-3"
/// @param clock the time that entries bear
/// @param later runs a task once [#AGAIN] has passed: when a failed write is tried again
/// @param news told each time the disk has written or refused, on the thread `maskwright-disk`
public record Surroundings(String holder, InstantSource clock, Executor later, Consumer<Saving> news) {
    /// How long after a failure the disk is tried again.
    public static final Duration AGAIN = Duration.ofSeconds(5);

    /// The real clock and a real delay.
    public static Surroundings of(String holder, Consumer<Saving> news) {
        return new Surroundings(
                holder,
                InstantSource.system(),
                CompletableFuture.delayedExecutor(AGAIN.toSeconds(), TimeUnit.SECONDS),
                news);
    }
}
