package salesinsights.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import salesinsights.ui.local.RunningParts.Part;

/**
 * Starts everything on this machine and waits for Ctrl-C: PostgreSQL and Keycloak side by side, the application as soon
 * as it has its database. Whatever goes wrong is said in a sentence, and nothing is left running.
 */
public final class LocalStack {
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long DEMO_SEED = 20_261_101;

    private final LocalSettings settings;
    private final Progress progress;
    private final RunningParts running = new RunningParts();
    private final Map<String, String> environment = new HashMap<>();
    private final List<ChildProcess> watched = new CopyOnWriteArrayList<>();

    private LocalStack(LocalSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs until the process is told to stop; exits with 1 after a sentence about what is wrong. */
    public static void main(String[] arguments) throws InterruptedException {
        Progress progress = new Progress(System.out);
        try {
            new LocalStack(LocalSettings.of(System.getenv()), progress).run();
        } catch (Trouble trouble) {
            progress.close();
            progress.show("\nSales Insights cannot run. " + trouble.sentence() + "\n");
            System.exit(1);
        }
    }

    private void run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            takeGround();
            CompletableFuture<Void> realm = startKeycloak();
            startMailbox();
            startDatabase();
            startApplication();
            realm.join();
            progress.show(new Greeting(settings).text());
            fillOnce();
            watch();
        } catch (Trouble | CompletionException failed) {
            Trouble trouble = asTrouble(failed);
            if (running.stopping()) {
                // Ctrl-C while starting: what failed did so because it was stopped.
                Thread.currentThread().join();
            }
            throw trouble;
        }
    }

    private static Trouble asTrouble(RuntimeException failed) {
        if (failed instanceof Trouble trouble) {
            return trouble;
        }
        if (failed.getCause() instanceof Trouble trouble) {
            return trouble;
        }
        throw failed;
    }

    /** Everything that can be refused before anything has been started. */
    private void takeGround() {
        running.start(Part.DATA_FOLDER, () -> Premises.take(settings.folder()), Premises::close);
        boolean left = ChildProcess.endLeftover("application", settings);
        left |= ChildProcess.endLeftover("keycloak", settings);
        if (settings.runsDatabase()) {
            left |= LocalDatabase.endLeftover(settings);
        }
        if (left) {
            progress.say("ended what an earlier run had left behind");
        }
        Premises.portsAreFree(settings);
    }

    private CompletableFuture<Void> startKeycloak() {
        if (!settings.runsKeycloak()) {
            return CompletableFuture.completedFuture(null);
        }
        String what = "Keycloak (its first start takes about a minute)";
        progress.begin(what);
        LocalKeycloak keycloak = running.start(
                Part.KEYCLOAK,
                () -> LocalKeycloak.start(settings),
                started -> started.process().stop());
        watched.add(keycloak.process());
        environment.putAll(keycloak.environment());
        return CompletableFuture.runAsync(() -> {
            keycloak.awaitRealm();
            progress.done(what, "Keycloak is up");
        });
    }

    private void startMailbox() {
        if (settings.runsMailbox()) {
            LocalMailbox mailbox = running.start(Part.MAILBOX, () -> LocalMailbox.start(settings), LocalMailbox::stop);
            environment.putAll(mailbox.environment());
            progress.say("mailbox is up");
        }
    }

    private void startDatabase() {
        if (settings.runsDatabase()) {
            progress.begin("PostgreSQL");
            LocalDatabase database =
                    running.start(Part.DATABASE, () -> LocalDatabase.start(settings), LocalDatabase::stop);
            environment.putAll(database.environment());
            progress.done("PostgreSQL", "PostgreSQL is up");
        }
    }

    /** It needs its database; it waits for Keycloak by itself. */
    private void startApplication() {
        progress.begin("application");
        environment.putAll(Secrets.in(settings.folder()).environment());
        environment.putAll(LocalRelay.in(settings).environment());
        LocalApplication application = running.start(
                Part.APPLICATION,
                () -> LocalApplication.start(settings, environment),
                started -> started.process().stop());
        application.awaitReady();
        watched.add(application.process());
        progress.done("application", "application is up");
    }

    /** Demo data for a new installation of our own, while the person already looks around. */
    private void fillOnce() {
        Path filled = settings.folder().resolve("demo-data-loaded");
        boolean ours = settings.runsDatabase() && settings.runsKeycloak();
        if (settings.empty() || !ours || Files.exists(filled)) {
            return;
        }
        Thread.ofPlatform().daemon().name("demo").start(() -> {
            try {
                new DemoLoad(settings, progress).run(DEMO_SEED, Instant.now());
                Files.writeString(filled, Long.toString(DEMO_SEED));
                progress.say("demo: all there");
            } catch (Trouble | IOException failed) {
                if (!running.stopping()) {
                    progress.say("demo data is incomplete and is completed at the next start: " + failed.getMessage());
                }
            }
        });
    }

    private void watch() throws InterruptedException {
        while (true) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            for (ChildProcess process : watched) {
                if (!process.alive()) {
                    throw process.endedByItself();
                }
            }
        }
    }

    private void stop() {
        progress.close();
        if (running.nothing()) {
            return;
        }
        progress.show("");
        progress.say("stopping ...");
        running.stopAll(progress);
        progress.say("stopped");
    }
}
