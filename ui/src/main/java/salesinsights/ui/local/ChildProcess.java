package salesinsights.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program that we started, with its log file, its descendants, and a note on disk in case we are killed. */
final class ChildProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SHOWN_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;
    private final Path note;

    private ChildProcess(String name, Process process, Path log, Path note) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.note = note;
    }

    static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, LocalSettings settings) {
        Path log = settings.logs().resolve(name + ".log");
        Path note = note(name, settings);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(settings.folder().toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Files.writeString(note, identity(process.toHandle()));
            return new ChildProcess(name, process, log, note);
        } catch (IOException refused) {
            throw new Trouble("The " + name + " could not be started: " + refused.getMessage() + ".", refused);
        }
    }

    /** Ends what an earlier run left behind when it was killed; true if there was something. */
    static boolean endLeftover(String name, LocalSettings settings) {
        Path note = note(name, settings);
        try {
            if (!Files.exists(note)) {
                return false;
            }
            String[] words = Files.readString(note).strip().split(" ");
            Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(handle -> identity(handle).equals(String.join(" ", words)));
            left.ifPresent(handle -> endWithDescendants(handle, PATIENCE));
            Files.deleteIfExists(note);
            return left.isPresent();
        } catch (IOException | NumberFormatException unreadable) {
            throw new Trouble("The note " + note + " cannot be read. Delete it and start again.", unreadable);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Its own end, then that of everything it started. */
    void stop() {
        endWithDescendants(process.toHandle(), PATIENCE);
        try {
            Files.deleteIfExists(note);
        } catch (IOException harmless) {
            // The note names a process that has ended; the next start sees that.
            return;
        }
    }

    /** That it ended by itself, and its last words. */
    Trouble endedByItself() {
        return new Trouble("The " + name + " ended unexpectedly. Its last lines, from " + log + ":\n" + lastLines());
    }

    Trouble tooSlow(Duration waited) {
        return new Trouble("The " + name + " did not answer within " + waited.toSeconds() + " s. Its last lines, from "
                + log + ":\n" + lastLines());
    }

    private String lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.filter(line -> !line.startsWith("\tat ")).toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size()));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return "(the log cannot be read)";
        }
    }

    private static Path note(String name, LocalSettings settings) {
        return settings.folder().resolve(name + ".pid");
    }

    /** Process id and start time: the id alone may belong to another program by now. */
    private static String identity(ProcessHandle handle) {
        return handle.pid() + " "
                + handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static void endWithDescendants(ProcessHandle handle, Duration patience) {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(handle), handle.descendants()).toList();
        family.forEach(ProcessHandle::destroy);
        long until = System.nanoTime() + patience.toNanos();
        for (ProcessHandle member : family) {
            awaitEnd(member, until - System.nanoTime());
        }
    }

    private static void awaitEnd(ProcessHandle member, long nanos) {
        try {
            member.onExit().get(Math.max(nanos, 1), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            member.destroyForcibly();
        } catch (InterruptedException hurry) {
            member.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
