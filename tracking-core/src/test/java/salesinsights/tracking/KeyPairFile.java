package salesinsights.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Objects;

/** A key with a certificate that it signed itself, in a PKCS#12 file made by the JDK's own tool. */
public final class KeyPairFile {
    /** Password of the file and of the key. */
    public static final String PASSWORD = "changeit";

    private final Path path;

    private KeyPairFile(Path path) {
        this.path = path;
    }

    /** Makes one for {@code localhost} and {@code 127.0.0.1}. */
    public static KeyPairFile make() {
        try {
            Path path = Files.createTempDirectory("key").resolve("key.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "key",
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            path.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            return new KeyPairFile(path);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** Signs with it. */
    public PrivateKey key() {
        try {
            return (PrivateKey) Objects.requireNonNull(store().getKey("key", PASSWORD.toCharArray()));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The certificate in PEM. */
    public String certificate() {
        try {
            Certificate certificate = Objects.requireNonNull(store().getCertificate("key"));
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private KeyStore store() throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
