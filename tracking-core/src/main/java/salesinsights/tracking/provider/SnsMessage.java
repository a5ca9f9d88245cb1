package salesinsights.tracking.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message of Amazon SNS over HTTPS, as "Verifying the signatures of Amazon SNS messages" described it in November
 * 2026: RSA over named members in a fixed order, with SHA-1 in version 1 and SHA-256 in version 2.
 */
record SnsMessage(Leaf envelope) {
    private static final List<String> OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> OF_SUBSCRIPTION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    // Amazon's own hosts and nothing that only looks like them.
    private static final Pattern HOST =
            Pattern.compile("sns\\.[a-z]{2}(-[a-z]+){1,3}-[0-9]{1,2}\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern CERTIFICATE = Pattern.compile("/SimpleNotificationService-[0-9A-Za-z]{16,64}\\.pem");

    String type() {
        return envelope.text("Type");
    }

    String topic() {
        return envelope.text("TopicArn");
    }

    boolean isNotification() {
        return type().equals("Notification");
    }

    boolean isSubscription() {
        return type().equals("SubscriptionConfirmation");
    }

    /** Where the certificate is, if that is Amazon's. */
    Optional<URI> certificate() {
        return ofAmazon(envelope.text("SigningCertURL"))
                .filter(url -> url.getRawQuery() == null
                        && CERTIFICATE.matcher(url.getPath()).matches());
    }

    /** Where a subscription is confirmed, if that is Amazon's. */
    Optional<URI> confirmation() {
        return ofAmazon(envelope.text("SubscribeURL"));
    }

    private static Optional<URI> ofAmazon(String stated) {
        try {
            URI url = URI.create(stated);
            boolean amazons = "https".equals(url.getScheme())
                    && url.getHost() != null
                    && HOST.matcher(url.getHost()).matches()
                    && url.getPort() < 0
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPath() != null;
            return amazons ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** True if the holder of the key signed it. */
    boolean isSignedBy(PublicKey key) {
        String algorithm = switch (envelope.text("SignatureVersion")) {
            case "1" -> "SHA1withRSA";
            case "2" -> "SHA256withRSA";
            default -> "";
        };
        if (algorithm.isEmpty()) {
            return false;
        }
        try {
            Signature rsa = Signature.getInstance(algorithm);
            rsa.initVerify(key);
            rsa.update(signed().getBytes(StandardCharsets.UTF_8));
            return rsa.verify(Base64.getDecoder().decode(envelope.text("Signature")));
        } catch (GeneralSecurityException | IllegalArgumentException notGenuine) {
            return false;
        }
    }

    private String signed() {
        StringBuilder text = new StringBuilder();
        for (String name : isNotification() ? OF_NOTIFICATION : OF_SUBSCRIPTION) {
            Leaf member = envelope.at(name);
            if (member.isThere()) {
                text.append(name).append('\n').append(member.node().asText()).append('\n');
            }
        }
        return text.toString();
    }
}
