package salesinsights.tracking.provider;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import salesinsights.tracking.KeyPairFile;
import salesinsights.tracking.outgoing.OutgoingHttp;

/** Amazon's certificate cannot be had on this machine: this is one whose key the tests hold. */
@Mock
@Singleton
class AmazonsCertificate extends SnsCertificates {
    static final KeyPairFile KEY = KeyPairFile.make();

    AmazonsCertificate(OutgoingHttp http, Clock clock) {
        super(http, clock);
    }

    @Override
    String fetch(URI url) {
        return KEY.certificate();
    }
}
