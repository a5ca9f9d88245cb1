package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import salesinsights.tracking.outgoing.NoAnswer;
import salesinsights.tracking.outgoing.OutgoingHttp;

/**
 * Certificates that Amazon signs with, each fetched once over TLS from a host that was checked before, and forgotten when
 * it ends. So few are kept that nobody fills the memory with addresses.
 */
@Singleton
class SnsCertificates {
    private static final int KEPT = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OutgoingHttp http;
    private final Clock clock;
    private final Map<URI, X509Certificate> known = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
            return size() > KEPT;
        }
    };

    SnsCertificates(OutgoingHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * The key at an address that {@link SnsMessage#certificate} allowed; empty if what lies there is none.
     *
     * @throws NoAnswer if it cannot be fetched for the moment
     */
    Optional<PublicKey> key(URI url) throws NoAnswer {
        Optional<X509Certificate> held = held(url);
        if (held.isEmpty()) {
            held = read(fetch(url)).filter(this::holds);
            held.ifPresent(certificate -> keep(url, certificate));
        }
        return held.map(X509Certificate::getPublicKey)
                .filter(key -> key.getAlgorithm().equals("RSA"));
    }

    private synchronized Optional<X509Certificate> held(URI url) {
        return Optional.ofNullable(known.get(url)).filter(this::holds);
    }

    private synchronized void keep(URI url, X509Certificate certificate) {
        known.put(url, certificate);
    }

    private boolean holds(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateException over) {
            return false;
        }
    }

    private static Optional<X509Certificate> read(String pem) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return Optional.of(factory.generateCertificate(
                            new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
                    .map(X509Certificate.class::cast);
        } catch (CertificateException notOne) {
            return Optional.empty();
        }
    }

    /** What lies there, in PEM; nothing if nothing does. */
    String fetch(URI url) throws NoAnswer {
        OutgoingHttp.Answer answer = http.get(url, Map.of(), PATIENCE);
        if (answer.status() >= 500) {
            throw new NoAnswer("Amazon's certificate could not be fetched: it answered " + answer.status() + ".");
        }
        return answer.status() == 200 ? answer.body() : "";
    }
}
