package salesinsights.ui.walk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Mails as designers make them: templates of the npm package {@code foundation-emails}, or two of our own where npm
 * cannot be asked.
 */
public final class Designs {
    private static final String PACKAGE = "foundation-emails@2.5.1";
    private static final String MJML = "mjml-browser@4.15.3";
    private static final Path FOLDER = Path.of("target", "foundation-emails");
    private static final Path TEMPLATES = FOLDER.resolve("package/.templates");
    private static final Pattern STYLE_SHEET = Pattern.compile("<link[^>]*foundation-emails\\.css[^>]*>");
    private static final Pattern OPEN_END = Pattern.compile("href=\"#\"");

    private Designs() {}

    /** Three mails of which every link leads to a path of its own, {@code /1}, {@code /2} ..., of the shop. */
    static List<String> three(String shop) throws IOException, InterruptedException {
        if (!Files.isDirectory(TEMPLATES)) {
            fetch();
        }
        if (!Files.isDirectory(TEMPLATES)) {
            System.out.println(
                    "walk: " + PACKAGE + " could not be had from npm; two mails of our own are sent instead");
            return List.of(own("offer.html", shop), own("news.html", shop), own("offer.html", shop));
        }
        System.out.println("walk: mails are templates of " + PACKAGE);
        return List.of(real("hero.html", shop), real("marketing.html", shop), real("newsletter.html", shop));
    }

    /** All templates of the package by name, every link with a path of its own; empty where npm cannot be asked. */
    public static Map<String, String> all(String shop) throws IOException, InterruptedException {
        if (!Files.isDirectory(TEMPLATES)) {
            fetch();
        }
        Map<String, String> designs = new TreeMap<>();
        if (Files.isDirectory(TEMPLATES)) {
            try (Stream<Path> files = Files.list(TEMPLATES)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".html")).toList()) {
                    String name = file.getFileName().toString();
                    designs.put(name, real(name, shop));
                }
            }
        }
        return designs;
    }

    /** The program that makes HTML of MJML, to be loaded into a browser; empty where npm cannot be asked. */
    public static Optional<Path> mjml() throws IOException, InterruptedException {
        Path folder = Path.of("target", "mjml-browser");
        Path program = folder.resolve("package/lib/index.js");
        if (!Files.isRegularFile(program)) {
            Files.createDirectories(folder);
            if (run(folder, "npm", "pack", MJML, "--silent")) {
                run(folder, "tar", "xzf", MJML.replace('@', '-') + ".tgz");
            }
        }
        return Optional.of(program).filter(Files::isRegularFile);
    }

    private static void fetch() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        if (run("npm", "pack", PACKAGE, "--silent")) {
            run("tar", "xzf", "foundation-emails-2.5.1.tgz");
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        return run(FOLDER, command);
    }

    private static boolean run(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static String real(String name, String shop) throws IOException {
        String css = Files.readString(FOLDER.resolve("package/dist/foundation-emails.css"));
        String html = Files.readString(TEMPLATES.resolve(name));
        return leading(
                STYLE_SHEET
                        .matcher(html)
                        .replaceAll(found -> "<style>" + java.util.regex.Matcher.quoteReplacement(css) + "</style>"),
                shop);
    }

    private static String own(String name, String shop) throws IOException {
        try (InputStream in = Objects.requireNonNull(Designs.class.getResourceAsStream("/walk/" + name), name)) {
            return leading(new String(in.readAllBytes(), StandardCharsets.UTF_8), shop);
        }
    }

    private static String leading(String html, String shop) {
        AtomicInteger count = new AtomicInteger();
        return OPEN_END.matcher(html).replaceAll(end -> "href=\"" + shop + "/" + count.incrementAndGet() + "\"");
    }
}
