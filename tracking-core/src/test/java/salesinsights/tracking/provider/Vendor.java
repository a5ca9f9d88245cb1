package salesinsights.tracking.provider;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** Plays the providers, with signatures made as their documentation says; and looks at what was stored. */
@Singleton
class Vendor {
    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:mail-events";

    @Inject
    Endpoints endpoints;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    final KeyPair sendGridKey = ec();

    /** Somebody whom a message of the team went to. */
    record Sent(UUID message, UUID recipient, String address) {
        String messageId() {
            return message + "@sales.example";
        }
    }

    static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String publicKey(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    EndpointView endpoint(Provider provider, @Nullable String secret) {
        Team us = teams.require(new TeamPath("/teams/us"));
        return scopes.inTeams(
                Set.of(us.id()),
                () -> endpoints.create(
                        us,
                        new NewEndpoint(null, provider.code(), "Endpoint " + UUID.randomUUID(), secret, List.of(TOPIC)),
                        "ada"));
    }

    Sent sentTo(String country) {
        long team = teams.require(new TeamPath("/teams/us")).id().value();
        Sent sent = new Sent(UUID.randomUUID(), UUID.randomUUID(), "lea-" + UUID.randomUUID() + "@buyer.example");
        scopes.runAsWorker(() -> {
            database.write("""
                    insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,
                        created_at) values (?, ?, 'sam@sales.example', 'sam', 'Offer', ?, true, now())
                    """, sent.message(), team, sent.messageId());
            database.write("""
                    insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,
                        policy_version, status, sent_at)
                    values (?, ?, ?, ?, ?, 'NOTICE', 'NOTICE', '{}', '1', 'SENT', now())
                    """, sent.recipient(), team, sent.message(), sent.address(), country);
            database.write(
                    "insert into tracked_link (team_id, message_id, position, destination, label) values (?, ?, 3, ?, '')",
                    team,
                    sent.message(),
                    "https://shop.example/price");
        });
        return sent;
    }

    List<String> eventsOf(Sent sent) {
        return scopes.asWorker(() -> database.list(
                "select lower(kind) from tracking_event where recipient_id = ? and source = 'PROVIDER' order by 1",
                row -> row.getString(1),
                sent.recipient()));
    }

    List<String> one(String sql, Object... parameters) {
        return scopes.asWorker(() -> database.list(sql, row -> String.valueOf(row.getString(1)), parameters));
    }

    static ValidatableResponse post(String path, Map<String, String> headers, String body) {
        return given().headers(headers)
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then();
    }

    ValidatableResponse sendGrid(EndpointView endpoint, KeyPair key, long timestamp, String body) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initSign(key.getPrivate());
            ecdsa.update((timestamp + body).getBytes(StandardCharsets.UTF_8));
            return post(
                    "/w/" + endpoint.id(),
                    Map.of(
                            "X-Twilio-Email-Event-Webhook-Signature",
                            Base64.getEncoder().encodeToString(ecdsa.sign()),
                            "X-Twilio-Email-Event-Webhook-Timestamp",
                            Long.toString(timestamp)),
                    body);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String mailgun(String key, long timestamp, String token, String event) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature =
                    HexFormat.of().formatHex(mac.doFinal((timestamp + token).getBytes(StandardCharsets.UTF_8)));
            return "{\"signature\":{\"timestamp\":\"%d\",\"token\":\"%s\",\"signature\":\"%s\"},\"event-data\":%s}"
                    .formatted(timestamp, token, signature, event);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Sent from the team's topic, signed in version 2 unless the headers of the envelope say otherwise. */
    static String sns(String type, String topic, String certificate, String version, String message) {
        String id = UUID.randomUUID().toString();
        String time = "2026-11-23T02:00:00.000Z";
        boolean notification = type.equals("Notification");
        String url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc";
        String signed = "Message\n" + message + "\nMessageId\n" + id + "\n"
                + (notification ? "" : "SubscribeURL\n" + url + "\n")
                + "Timestamp\n" + time + "\n"
                + (notification ? "" : "Token\nabc\n")
                + "TopicArn\n" + topic + "\nType\n" + type + "\n";
        try {
            Signature rsa = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            rsa.initSign(AmazonsCertificate.KEY.key());
            rsa.update(signed.getBytes(StandardCharsets.UTF_8));
            return """
                    {"Type":"%s","MessageId":"%s","TopicArn":"%s","Message":%s,"Timestamp":"%s","SignatureVersion":"%s",
                    "Signature":"%s","SigningCertURL":"%s"%s}
                    """.formatted(
                            type,
                            id,
                            topic,
                            quoted(message),
                            time,
                            version,
                            Base64.getEncoder().encodeToString(rsa.sign()),
                            certificate,
                            notification ? "" : ",\"Token\":\"abc\",\"SubscribeURL\":\"" + url + "\"");
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
