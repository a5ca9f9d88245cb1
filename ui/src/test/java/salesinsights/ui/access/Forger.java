package salesinsights.ui.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens with keys that nobody trusts. */
final class Forger {
    private static final Map<String, String> MACS = Map.of("HS256", "HmacSHA256", "HS512", "HmacSHA512");

    private final KeyPair rsa = pair("RSA", 2048);
    private final KeyPair curve = pair("EC", 256);

    String rs256(String header, String payload) {
        return signed(header, payload, "SHA256withRSA", rsa);
    }

    String es256(String header, String payload) {
        return signed(header, payload, "SHA256withECDSAinP1363Format", curve);
    }

    String hmac(String algorithm, String header, String payload, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(MACS.getOrDefault(algorithm, ""));
            mac.init(new SecretKeySpec(secret, "Hmac"));
            return header + "." + payload + "." + written(mac.doFinal(bytes(header + "." + payload)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The header, which brings the forger's public key along. */
    String withOwnKey(String header) {
        try {
            ObjectNode changed = (ObjectNode)
                    new ObjectMapper().readTree(Base64.getUrlDecoder().decode(header));
            RSAPublicKey key = (RSAPublicKey) rsa.getPublic();
            changed.putObject("jwk")
                    .put("kty", "RSA")
                    .put("n", written(key.getModulus().toByteArray()))
                    .put("e", written(key.getPublicExponent().toByteArray()));
            return written(changed.toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String signed(String header, String payload, String algorithm, KeyPair key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key.getPrivate());
            signature.update(bytes(header + "." + payload));
            return header + "." + payload + "." + written(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair pair(String kind, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String written(String part) {
        return written(bytes(part));
    }

    private static String written(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
