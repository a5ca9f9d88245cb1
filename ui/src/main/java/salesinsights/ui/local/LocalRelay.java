package salesinsights.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The mail relay on this machine: on the loopback, with a certificate that it signed itself at the first start. */
record LocalRelay(LocalSettings settings, Path keystore) {
    // Beside the file that it opens, and of no use without it.
    private static final String PASSWORD = "of-this-machine";
    private static final int PATIENCE_SECONDS = 60;

    static LocalRelay in(LocalSettings settings) {
        Path keystore = settings.folder().resolve("relay.p12");
        if (!Files.exists(keystore)) {
            make(keystore);
        }
        return new LocalRelay(settings, keystore);
    }

    private static void make(Path keystore) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "relay",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keystore.toString());
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new Trouble("The certificate of the mail relay could not be made: keytool of this Java failed.");
            }
        } catch (IOException failed) {
            throw new Trouble("The certificate of the mail relay could not be made: " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Trouble("Stopped while making the certificate of the mail relay.", stopped);
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "INSIGHTS_RELAY_PORT",
                Integer.toString(settings.relayPort()),
                "INSIGHTS_RELAY_HOST",
                "127.0.0.1",
                "INSIGHTS_RELAY_NAME",
                "localhost",
                "INSIGHTS_RELAY_KEYSTORE",
                keystore.toString(),
                "INSIGHTS_RELAY_KEYSTORE_PASSWORD",
                PASSWORD);
    }
}
