package io.ciderstream.cli.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Sends the logs of libraries to a file, so that the terminal shows only this project's warnings.
 * Sets up logging for processes that run a broker: it logs errors, with the names of exceptions,
 * most of which are resolved a moment later.
 */
public final class LibraryLogs {
  /** The file below the data folder. */
  public static final String FILE = "libraries.log";

  private static final String OURS = "io.ciderstream";
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{30} - %msg%n";
  private static final long MAX_BYTES = 10 << 20;

  private LibraryLogs() {}

  /**
   * Lets libraries log to the file from level WARN on. This project also logs there, and its
   * warnings to the terminal too, or all it logs if CIDER_LOG_LEVEL is set. At most two files of 10
   * MiB are kept.
   *
   * @param folder where the file is
   */
  public static void toFile(Path folder) {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger(OURS);
    List<Appender<ILoggingEvent>> terminal = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(terminal::add);
    terminal.forEach(root::detachAppender);
    if (System.getenv("CIDER_LOG_LEVEL") == null) {
      terminal.forEach(appender -> appender.addFilter(warnings()));
    }
    terminal.forEach(ours::addAppender);
    root.addAppender(file(root.getLoggerContext(), folder.resolve(FILE)));
    root.setLevel(Level.WARN);
  }

  private static ThresholdFilter warnings() {
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(Level.WARN.levelStr);
    filter.start();
    return filter;
  }

  private static Appender<ILoggingEvent> file(LoggerContext context, Path path) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setFile(path.toString());
    file.setEncoder(encoder);
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(file);
    window.setFileNamePattern(path + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(1);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(MAX_BYTES));
    size.start();
    file.setRollingPolicy(window);
    file.setTriggeringPolicy(size);
    file.start();
    return file;
  }
}
