package salesinsights.tracking.capture;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The proxies before this process, whose word about the client's address is taken; none unless configured
 * ({@code insights.trusted-proxies}, networks separated by commas). {@code Forwarded} and every other header are ignored.
 */
@Singleton
class TrustedProxies {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<Cidr> trusted;
    private final boolean frameworkBelieves;
    private final boolean frameworkIsTold;

    TrustedProxies(
            @ConfigProperty(name = "insights.trusted-proxies") Optional<List<String>> networks,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean frameworkBelieves,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> told) {
        this.trusted = networks.orElse(List.of()).stream()
                .filter(network -> !network.isBlank())
                .map(Cidr::of)
                .toList();
        this.frameworkBelieves = frameworkBelieves;
        this.frameworkIsTold = told.filter(list -> list.stream().anyMatch(one -> !one.isBlank()))
                .isPresent();
    }

    /** The HTTP layer would believe anybody who says that he is a proxy, if nobody named those who are. */
    void start(@Observes StartupEvent event) {
        if (frameworkBelieves && !frameworkIsTold) {
            throw new IllegalStateException("this process is said to stand behind a proxy (INSIGHTS_BEHIND_PROXY), but"
                    + " INSIGHTS_TRUSTED_PROXIES does not say which: name its network, such as 10.0.0.0/8");
        }
    }

    /** The client's network, /24 or /48; null if it is not known. */
    @Nullable
    String networkOf(HttpServerRequest request) {
        // The connection's other end itself: the request's own word may already be a header's.
        SocketAddress peer = request.connection().remoteAddress();
        String address = peer == null ? null : peer.hostAddress() != null ? peer.hostAddress() : peer.host();
        List<String> forwarded =
                trusted.isEmpty() ? List.of() : request.headers().getAll(FORWARDED_FOR);
        String client = ClientAddress.of(address, forwarded, trusted);
        return client == null ? null : Network.cut(client);
    }
}
