package salesinsights.ui.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/** Passwords and keys of this machine's stack: made at random when first asked for, kept in the data folder. */
final class Secrets {
    private static final int BYTES = 32;

    private final Path file;
    private final Properties kept = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    static Secrets in(Path folder) {
        Secrets secrets = new Secrets(folder.resolve("secrets.properties"));
        try {
            if (Files.exists(secrets.file)) {
                try (Reader reader = Files.newBufferedReader(secrets.file)) {
                    secrets.kept.load(reader);
                }
            }
            return secrets;
        } catch (IOException unreadable) {
            throw new Trouble("The file " + secrets.file + " cannot be read. Make it yours (chown).", unreadable);
        }
    }

    String databasePassword() {
        return named("database.app");
    }

    String ownerPassword() {
        return named("database.owner");
    }

    /** What the application itself needs; generated, so that no installation runs with a key that others know. */
    Map<String, String> environment() {
        return Map.of(
                "INSIGHTS_SESSION_SECRET", named("session"),
                "INSIGHTS_CONSENT_KEY", named("consent"),
                "INSIGHTS_SECRETS_KEY", inBase64("secrets"),
                "INSIGHTS_TOKENS_CURRENT", "local",
                "INSIGHTS_TOKENS_KEYS_LOCAL", inBase64("token.signing"));
    }

    private String inBase64(String name) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(named(name)));
    }

    /** 64 hexadecimal digits, the same at every start. */
    private synchronized String named(String name) {
        String known = kept.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        kept.setProperty(name, made);
        store();
        return made;
    }

    private void store() {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
            try (Writer writer = Files.newBufferedWriter(file)) {
                kept.store(writer, "Secrets of this machine's Sales Insights; not for any other use");
            }
        } catch (IOException refused) {
            throw new Trouble("The file " + file + " cannot be written. Make it yours (chown).", refused);
        }
    }
}
