package salesinsights.crm.connection;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;
import salesinsights.tracking.ground.Problem;

/** The kinds of CRM that are installed. */
@Singleton
public class Kinds {
    private static final int SETTING_AT_MOST = 2_000;
    private static final int SECRET_AT_MOST = 4_000;

    private final Map<String, CrmKind> byName = new TreeMap<>();
    private final SecureRandom random = new SecureRandom();

    Kinds(@All List<CrmKind> kinds) {
        for (CrmKind kind : kinds) {
            if (byName.putIfAbsent(kind.name(), kind) != null) {
                throw new IllegalStateException("two connectors are called " + kind.name());
            }
        }
    }

    /** A kind as a form needs it. */
    public record KindView(String name, List<Setting> settings, CrmKind.SecretUse secret) {}

    /** All kinds, by name. */
    public List<KindView> all() {
        return byName.values().stream()
                .map(kind -> new KindView(kind.name(), kind.settings(), kind.secretUse()))
                .toList();
    }

    Optional<CrmKind> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    CrmKind require(String name) {
        return find(name)
                .orElseThrow(
                        () -> Problem.invalid("kind", "no such kind; there are " + String.join(", ", byName.keySet())));
    }

    /** The settings as they are stored; refuses all that is wrong with them at once. */
    static Map<String, String> checked(CrmKind kind, Map<String, String> stated) {
        List<Problem.Field> wrong = new ArrayList<>();
        Map<String, String> taken = new TreeMap<>();
        for (Setting setting : kind.settings()) {
            String value = stated.get(setting.name());
            if (value == null || value.isBlank()) {
                if (setting.required()) {
                    wrong.add(new Problem.Field("settings." + setting.name(), "is required"));
                }
            } else if (isUntakable(value)) {
                wrong.add(new Problem.Field("settings." + setting.name(), "is too long or has control characters"));
            } else {
                taken.put(setting.name(), value.strip());
            }
        }
        stated.keySet().stream()
                .filter(name -> kind.settings().stream()
                        .noneMatch(setting -> setting.name().equals(name)))
                .limit(10)
                .forEach(name -> wrong.add(
                        new Problem.Field("settings", "there is a setting that " + kind.name() + " does not have")));
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return taken;
    }

    private static boolean isUntakable(String value) {
        return value.length() > SETTING_AT_MOST || value.chars().anyMatch(Character::isISOControl);
    }

    /** The secret to keep: the stated one, or one made here; null if the kind has none. */
    @Nullable
    String secretFor(CrmKind kind, @Nullable String stated) {
        String secret = stated == null ? "" : stated;
        boolean absent = secret.isBlank();
        if (isUnkeepable(secret)) {
            throw Problem.invalid("secret", "is too long or has control characters");
        }
        return switch (kind.secretUse()) {
            case NONE -> null;
            case GIVEN -> {
                if (absent) {
                    throw Problem.invalid("secret", "is required");
                }
                yield secret;
            }
            case MADE -> absent ? made() : secret;
        };
    }

    private static boolean isUnkeepable(String secret) {
        return secret.length() > SECRET_AT_MOST || secret.chars().anyMatch(Character::isISOControl);
    }

    private String made() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /** Opens once, to find out what the kind itself does not take. */
    static Crm opened(CrmKind kind, CrmSettings settings) {
        try {
            return kind.open(settings);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid("settings", String.valueOf(refused.getMessage()));
        }
    }
}
