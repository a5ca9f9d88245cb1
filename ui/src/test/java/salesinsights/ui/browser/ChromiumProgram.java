package salesinsights.ui.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a Chromium is on this machine, and how one gets there. */
final class ChromiumProgram {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> ELSEWHERE = List.of(
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");
    private static final String NPM_PACKAGE = "@sparticuz/chromium@149.0.0";
    private static final int INSTALL_MINUTES = 8;

    private ChromiumProgram() {}

    static Optional<Path> find() {
        return onPath().or(ChromiumProgram::fromDebian).or(ChromiumProgram::fromNpm);
    }

    private static Optional<Path> onPath() {
        Stream<Path> named = NAMES.stream().flatMap(ChromiumProgram::onPath);
        return Stream.concat(named, ELSEWHERE.stream().map(Path::of))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name));
    }

    private static Optional<Path> fromDebian() {
        boolean possible = "root".equals(System.getProperty("user.name"))
                && onPath("apt-get").anyMatch(Files::isExecutable);
        if (!possible) {
            return Optional.empty();
        }
        System.out.println("No Chromium on the path: installing Debian's ...");
        boolean installed =
                run("apt-get", "update") && run("apt-get", "install", "-y", "--no-install-recommends", "chromium");
        return installed ? onPath() : Optional.empty();
    }

    /** The package carries a compressed headless Chromium for Linux; its own code unpacks it and prints where. */
    private static Optional<Path> fromNpm() {
        if (onPath("npm").noneMatch(Files::isExecutable)) {
            return Optional.empty();
        }
        System.out.println("No Chromium on the path: taking the one in the npm package " + NPM_PACKAGE + " ...");
        String folder = Path.of("target", "chromium").toAbsolutePath().toString();
        String where = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath())";
        if (!run("npm", "install", "--no-audit", "--no-fund", "--prefix", folder, NPM_PACKAGE)) {
            return Optional.empty();
        }
        // Resolved from the folder of the importing script, so the script lies beside the packages.
        return output(Path.of(folder), "node", "--input-type=module", "-e", where)
                .map(Path::of)
                .filter(Files::isExecutable);
    }

    private static boolean run(String... command) {
        return output(Path.of(".").toAbsolutePath(), command).isPresent();
    }

    /** What a command wrote last, if it ended well and in time; its whole output lands in a log beside the tests'. */
    private static Optional<String> output(Path folder, String... command) {
        try {
            Path log = Files.createTempFile(Files.createDirectories(Path.of("target")), "chromium-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(log);
            return process.exitValue() == 0 ? Optional.of(lines.isEmpty() ? "" : lines.getLast()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
