package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;

/** Reads requests into messages that can go out. */
@Singleton
class Outbox {
    private static final int LARGEST_BYTES = 25 * 1024 * 1024;

    private final LinkRules rules;
    private final Clock clock;

    Outbox(
            LinkConfig config,
            Clock clock,
            @ConfigProperty(name = "insights.public-url", defaultValue = "http://localhost:8080") URI publicUrl) {
        Set<String> excluded = new HashSet<>(config.exclude().orElse(Set.of()));
        this.rules = LinkRules.of(publicUrl, excluded).inText(config.text());
        this.clock = clock;
    }

    /** From what somebody composed. */
    Outgoing of(Composition composition, Caller caller) {
        Mailbox sender = sender(composition, caller);
        Map<String, List<Mailbox>> named = new LinkedHashMap<>();
        named.put("to", composition.to());
        named.put("cc", composition.cc());
        List<Mailbox> recipients = Outgoing.checked(named);
        if (composition.to().isEmpty()) {
            throw Problem.invalid("to", "names nobody: at least one recipient is needed");
        }
        String headerId = Ids.next() + "@" + new EmailAddress(sender.address()).domain();
        byte[] raw = composition.mime(sender, headerId, clock.instant());
        return new Outgoing(
                read(raw),
                sender,
                recipients,
                PlainText.line(composition.subject()),
                headerId,
                composition.campaign(),
                composition.template(),
                composition.tracking(),
                composition.send(),
                composition.readTime(),
                digest(composition.toString()));
    }

    private static Mailbox sender(Composition composition, Caller caller) {
        Mailbox stated = composition.from();
        if (stated == null && caller.email().isEmpty()) {
            throw Problem.invalid("from", "is needed: your account has no e-mail address");
        }
        Mailbox own = new Mailbox(caller.email(), caller.name(), null);
        return checked("from", () -> (stated == null ? own : stated).checked());
    }

    private static Mailbox checked(String field, Supplier<Mailbox> mailbox) {
        try {
            return mailbox.get();
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid(field, String.valueOf(refused.getMessage()));
        }
    }

    /** From a whole message, to everybody whom it names. */
    Outgoing of(byte[] raw, RawMessage about) {
        Blueprint blueprint = read(raw);
        return of(raw, blueprint, about, named(blueprint.message(), about));
    }

    /** From a whole message, to those whom the envelope names; a name of the header goes with its address. */
    Outgoing of(byte[] raw, RawMessage about, List<String> envelope) {
        Blueprint blueprint = read(raw);
        Map<String, Mailbox> known = new LinkedHashMap<>();
        named(blueprint.message(), about)
                .values()
                .forEach(people ->
                        people.forEach(one -> known.putIfAbsent(one.address().toLowerCase(Locale.ROOT), one)));
        List<Mailbox> recipients = envelope.stream()
                .map(address -> known.getOrDefault(address.toLowerCase(Locale.ROOT), new Mailbox(address, null, null)))
                .toList();
        return of(raw, blueprint, about, Map.of("to", recipients));
    }

    private Outgoing of(byte[] raw, Blueprint blueprint, RawMessage about, Map<String, List<Mailbox>> named) {
        MimePart message = blueprint.message();
        Mailbox sender = Mailbox.inHeader(message.header("From")).stream()
                .findFirst()
                .map(from -> checked("From", from::checked))
                .orElseThrow(() -> Problem.invalid("From", "is missing or cannot be read"));
        return new Outgoing(
                blueprint,
                sender,
                Outgoing.checked(named),
                PlainText.line(message.field("Subject").map(HeaderField::text).orElse(""), 1_000),
                headerId(message, sender),
                about.campaign(),
                about.template(),
                about.tracking(),
                about.send(),
                about.readTime(),
                digest(about + digest(raw)));
    }

    /** A message that was checked before, ready to be made for those who still wait for it. */
    Outgoing again(SendTable.Source source, Mailbox sender, String headerId) {
        return new Outgoing(
                read(source.raw()),
                sender,
                List.of(),
                "",
                headerId,
                null,
                null,
                TrackingSwitch.DEFAULT,
                true,
                source.readTime(),
                "");
    }

    private static Map<String, List<Mailbox>> named(MimePart message, RawMessage about) {
        Map<String, List<Mailbox>> named = new LinkedHashMap<>();
        for (String field : List.of("To", "Cc", "Bcc")) {
            named.put(field, inFields(message, field, about));
        }
        return named;
    }

    private static List<Mailbox> inFields(MimePart message, String name, RawMessage about) {
        return message.fields().stream()
                .filter(field -> field.is(name))
                .flatMap(field -> Mailbox.inHeader(field.body()).stream())
                .map(person -> person.in(about.countryOf(person.address())))
                .toList();
    }

    private static String headerId(MimePart message, Mailbox sender) {
        String stated = message.header("Message-ID").replaceAll("[<>\\s]", "");
        String id = PlainText.line(stated, 998);
        return id.isEmpty() ? Ids.next() + "@" + new EmailAddress(sender.address()).domain() : id;
    }

    private Blueprint read(byte[] raw) {
        if (raw.length > LARGEST_BYTES) {
            throw Problem.tooLarge("A message has at most 25 MB; this one has " + raw.length + " bytes.");
        }
        return Blueprint.of(raw, rules);
    }

    private static String digest(String request) {
        return digest(request.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 in hex. */
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
