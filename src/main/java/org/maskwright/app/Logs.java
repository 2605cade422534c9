package org.maskwright.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;

/// Where the log goes: a file a day in the folder that [Main] names, those of 14 days and of 50 MB at most.
/// Said in Java, since a file of settings would have an XML parser loaded at every start. Logback finds it
/// as a service.
public final class Logs extends ContextAwareBase implements Configurator {
    /// The property that names the folder; without it this says nothing.
    static final String FOLDER = "maskwright.logs";

    private static final int DAYS = 14;
    private static final long BYTES = 50 * FileSize.MB_COEFFICIENT;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        begin(context, folder);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /// Nothing goes to the screen: a person reads Problems, not logs.
    static void begin(LoggerContext context, String folder) {
        var words = new PatternLayoutEncoder();
        words.setContext(context);
        words.setPattern("%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} - %msg%n");
        words.start();
        var file = new RollingFileAppender<ILoggingEvent>();
        file.setContext(context);
        file.setEncoder(words);
        file.setPrudent(true); // several processes may write: a window and commands beside it
        var days = new TimeBasedRollingPolicy<ILoggingEvent>();
        days.setContext(context);
        days.setParent(file);
        days.setFileNamePattern(folder + "/maskwright.%d{yyyy-MM-dd}.log");
        days.setMaxHistory(DAYS);
        days.setTotalSizeCap(new FileSize(BYTES));
        days.setCleanHistoryOnStart(true); // few windows are open at midnight, when logback does it otherwise
        days.start();
        file.setRollingPolicy(days);
        file.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file);
    }
}
