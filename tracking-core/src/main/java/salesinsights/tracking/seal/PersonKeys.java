package salesinsights.tracking.seal;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/**
 * A key for each person that a team's append-only tables speak of: their texts are encrypted with it, so that
 * destroying the key erases them and every seal still fits. The keys lie in the database, wrapped under a key that it
 * does not have. Everything runs in the caller's transaction.
 */
@Singleton
public class PersonKeys {
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;

    private final Database database;
    private final SecretKeySpec wrapping;
    private final SecureRandom random = new SecureRandom();

    PersonKeys(Database database, SealConfig config) {
        this.database = database;
        this.wrapping = new SecretKeySpec(Digests.derivedKey(config.key(), "wrap"), "AES");
    }

    private record Wrapped(UUID id, byte[] key) {}

    /** Encrypts under the subject's key, which is made if there is none; {@code subject} is a pseudonym or an id. */
    public byte[] seal(TeamId team, String subject, String text) {
        Wrapped wrapped = find(team, subject).orElseGet(() -> made(team, subject));
        return encrypted(open(wrapped), wrapped.id(), text.getBytes(StandardCharsets.UTF_8));
    }

    private Wrapped made(TeamId team, String subject) {
        UUID id = Ids.next();
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        database.write(
                "insert into person_key (id, team_id, subject, wrapped) values (?, ?, ?, ?) on conflict do nothing",
                id,
                team.value(),
                subject,
                encrypted(wrapping, id, key));
        return find(team, subject).orElseThrow();
    }

    private Optional<Wrapped> find(TeamId team, String subject) {
        return database.first(
                "select id, wrapped from person_key where team_id = ? and subject = ?",
                row -> new Wrapped(row.getObject(1, UUID.class), row.getBytes(2)),
                team.value(),
                subject);
    }

    /** Opens texts of one team; whose key was destroyed reads as empty. */
    public final class Ring {
        private final Map<String, Wrapped> keys;

        private Ring(Map<String, Wrapped> keys) {
            this.keys = keys;
        }

        /** What {@link #seal} was given, empty if the key is destroyed. */
        public Optional<String> open(String subject, byte[] sealed) {
            Wrapped wrapped = keys.get(subject);
            return wrapped == null
                    ? Optional.empty()
                    : decrypted(PersonKeys.this.open(wrapped), wrapped.id(), sealed)
                            .map(text -> new String(text, StandardCharsets.UTF_8));
        }
    }

    /** The keys of these subjects, as far as they exist. */
    public Ring ring(TeamId team, Collection<String> subjects) {
        Map<String, Wrapped> keys = new HashMap<>();
        database.list(
                "select subject, id, wrapped from person_key where team_id = ? and subject = any (?)",
                row -> keys.put(row.getString(1), new Wrapped(row.getObject(2, UUID.class), row.getBytes(3))),
                team.value(),
                Database.texts(subjects));
        return new Ring(keys);
    }

    /** Destroys the keys of these subjects: nothing that was sealed with them can be read any more. */
    public int destroy(TeamId team, Collection<String> subjects) {
        return database.write(
                "delete from person_key where team_id = ? and subject = any (?)",
                team.value(),
                Database.texts(subjects));
    }

    private SecretKeySpec open(Wrapped wrapped) {
        byte[] key = decrypted(wrapping, wrapped.id(), wrapped.key())
                .orElseThrow(() -> new IllegalStateException("a person's key was wrapped under another consent key"));
        return new SecretKeySpec(key, "AES");
    }

    private byte[] encrypted(SecretKeySpec key, UUID id, byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, id, nonce).doFinal(open);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    /** Empty if it was sealed with another key: the first was destroyed, and the person came back since. */
    private static Optional<byte[]> decrypted(SecretKeySpec key, UUID id, byte[] stored) {
        ByteBuffer parts = ByteBuffer.wrap(stored);
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        byte[] sealed = new byte[parts.remaining()];
        parts.get(sealed);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, id, nonce).doFinal(sealed));
        } catch (AEADBadTagException otherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, UUID id, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip());
        return cipher;
    }
}
