package salesinsights.tracking.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.message.PlainText;

/** A place in a stranger's JSON: whatever is asked of it has an answer, and every text is clean and bounded. */
record Leaf(JsonNode node) {
    private static final int LONGEST = 2_000;
    private static final int MOST_ITEMS = 10_000;
    // With seconds and their fraction, and whichever way of writing the offset; without one it is UTC.
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    // A fraction of so many digits comes as 1.5E9.
    private static final Pattern EPOCH = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?(E[0-9]{1,2})?");

    private static final double MILLISECONDS_FROM = 100_000_000_000d;
    private static final double LATEST_SECOND = 253_402_300_799d;

    /** The member of this name; a leaf without anything if there is none. */
    Leaf at(String name) {
        JsonNode found = node.get(name);
        return new Leaf(found == null ? MissingNode.getInstance() : found);
    }

    /** A text, number or truth value of a member as one clean line; empty for everything else. */
    String text(String name) {
        JsonNode found = node.get(name);
        return found == null || found.isContainerNode() || found.isNull()
                ? ""
                : PlainText.line(cut(found.asText()), LONGEST);
    }

    /** The text of the first of these members that says something. */
    String first(String... names) {
        return Stream.of(names)
                .map(this::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** This itself as a text. */
    String text() {
        return node.isContainerNode() || node.isNull() || node.isMissingNode()
                ? ""
                : PlainText.line(cut(node.asText()), LONGEST);
    }

    private static String cut(String text) {
        return text.length() > 2 * LONGEST ? text.substring(0, 2 * LONGEST) : text;
    }

    boolean isTrue(String name) {
        return text(name).equalsIgnoreCase("true");
    }

    boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** What an array holds, at most 10,000; anything else that is there counts as an array of one. */
    List<Leaf> items() {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .limit(MOST_ITEMS)
                    .map(Leaf::new)
                    .toList();
        }
        return isThere() ? List.of(this) : List.of();
    }

    /** A moment as seconds or milliseconds since 1970, or by ISO 8601; null if it is none. */
    @Nullable
    Instant time(String... names) {
        String stated = first(names);
        if (stated.isEmpty()) {
            return null;
        }
        try {
            if (EPOCH.matcher(stated).matches()) {
                return ofEpoch(Double.parseDouble(stated));
            }
            TemporalAccessor read = ISO.parseBest(stated.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException notOne) {
            return null;
        }
    }

    private static @Nullable Instant ofEpoch(double stated) {
        double seconds = stated > MILLISECONDS_FROM ? stated / 1000 : stated;
        return seconds > LATEST_SECOND ? null : Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    /** SHA-256 of what stands here, in hex: the same report always gives the same. */
    String digest() {
        return digest(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The bare address in {@code Ada <ada@example.com>}, lower case; empty if it is none. */
    static String address(String stated) {
        int open = stated.lastIndexOf('<');
        int close = stated.indexOf('>', open + 1);
        String bare = open >= 0 && close > open ? stated.substring(open + 1, close) : stated;
        String address = PlainText.line(bare, 320).toLowerCase(Locale.ROOT);
        return address.indexOf('@') > 0 ? address : "";
    }

    static String bareId(String stated) {
        return PlainText.line(stated.replaceAll("[<>\\s]", ""), 998);
    }

    static @Nullable UUID uuid(String stated) {
        try {
            return stated.length() == 36 ? UUID.fromString(stated) : null;
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
