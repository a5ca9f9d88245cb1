package salesinsights.tracking.outgoing;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import salesinsights.tracking.ground.Problem;

/**
 * Seals what must not be read in a backup: version, key id, nonce, AES-256-GCM. The row's id is authenticated with it, so
 * that a sealed secret copied to another row does not open.
 */
@Singleton
public class Secrets {
    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final class Key {
        private final byte[] id;
        private final SecretKeySpec spec;

        private Key(byte[] id, SecretKeySpec spec) {
            this.id = id;
            this.spec = spec;
        }

        static Key of(String encoded) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(encoded.strip());
            } catch (IllegalArgumentException notBase64) {
                throw new IllegalStateException("insights.secrets.key is not Base64", notBase64);
            }
            if (bytes.length != 32) {
                throw new IllegalStateException("insights.secrets.key has 32 bytes, not " + bytes.length);
            }
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return new Key(Arrays.copyOf(digest, KEY_ID_BYTES), new SecretKeySpec(bytes, "AES"));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
            }
        }
    }

    private final List<Key> keys;
    private final boolean canSeal;
    private final SecureRandom random = new SecureRandom();

    Secrets(SecretsConfig config) {
        this.canSeal = config.key().isPresent();
        this.keys = Stream.concat(
                        config.key().stream(), config.oldKeys().stream().flatMap(List::stream))
                .map(Key::of)
                .toList();
    }

    /**
     * Encrypts.
     *
     * @param owner id of the row that keeps it: nowhere else does it open
     * @throws Problem if there is no key to seal with
     */
    public byte[] seal(byte[] open, UUID owner) {
        if (!canSeal) {
            throw Problem.refused(
                    "no-secrets-key",
                    "Secrets cannot be kept here: the administrator has to set insights.secrets.key.");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, owner, open);
        return ByteBuffer.allocate(1 + KEY_ID_BYTES + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(keys.getFirst().id)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** False if nothing can be sealed: there is no key. */
    boolean canSeal() {
        return canSeal;
    }

    /** Id of the key that seals; four bytes, empty without a key. */
    byte[] keyId() {
        return canSeal ? keys.getFirst().id.clone() : new byte[0];
    }

    /**
     * Decrypts what {@link #seal} gave for the same row.
     *
     * @throws IllegalStateException if none of the keys opens it
     */
    public byte[] open(byte[] stored, UUID owner) {
        ByteBuffer parts = ByteBuffer.wrap(stored);
        byte version = parts.get();
        byte[] id = new byte[KEY_ID_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(id).get(nonce);
        byte[] sealed = new byte[parts.remaining()];
        parts.get(sealed);
        Key key = keys.stream()
                .filter(candidate -> version == VERSION && Arrays.equals(candidate.id, id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("sealed with a key that is not configured any more"));
        return run(Cipher.DECRYPT_MODE, key, nonce, owner, sealed);
    }

    private static byte[] run(int mode, Key key, byte[] nonce, UUID owner, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key.spec, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ByteBuffer.allocate(16)
                    .putLong(owner.getMostSignificantBits())
                    .putLong(owner.getLeastSignificantBits())
                    .flip());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("a sealed secret does not open", damaged);
        }
    }
}
