package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at an address, as requests and headers name them. In JSON an object, or one text such as
 * {@code Ada <ada@example.com>}. Not checked until {@link #checked}.
 *
 * @param country ISO 3166-1 or -2 from the CRM, such as {@code DE} or {@code US-CA}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mailbox(
        String address, @Nullable String name, @Nullable String country) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final int LONGEST_NAME = 400;

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Mailbox(
            @JsonProperty("address") @Nullable String address,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("country") @Nullable String country) {
        this.address = address == null ? "" : address;
        this.name = name;
        this.country = country;
    }

    /** From {@code ada@example.com} or {@code "Ada L." <ada@example.com>}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Mailbox parse(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            return new Mailbox(text, null, null);
        }
        Mailbox parsed = of(LenientAddressParser.DEFAULT.parseMailbox(text));
        return parsed.address().isEmpty() ? new Mailbox(text, null, null) : parsed;
    }

    /** Everybody that an address header names, groups unfolded; what cannot be read is left out. */
    static List<Mailbox> inHeader(String body) {
        return LenientAddressParser.DEFAULT.parseAddressList(body).flatten().stream()
                .map(Mailbox::of)
                .toList();
    }

    private static Mailbox of(org.apache.james.mime4j.dom.address.@Nullable Mailbox parsed) {
        return parsed == null ? new Mailbox("", null, null) : new Mailbox(parsed.getAddress(), parsed.getName(), null);
    }

    /**
     * The same with everything as it is stored.
     *
     * @throws IllegalArgumentException saying what is wrong, without quoting it
     */
    Mailbox checked() {
        String plain = name == null ? "" : name.strip();
        if (plain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("has a line break or another control character in its name");
        }
        if (plain.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("has a name longer than " + LONGEST_NAME + " characters");
        }
        String upper = country == null ? "" : country.strip().toUpperCase(Locale.ROOT);
        if (!upper.isEmpty() && !COUNTRY.matcher(upper).matches()) {
            throw new IllegalArgumentException("has a country that is not like DE or US-CA");
        }
        return new Mailbox(new EmailAddress(address).value(), PlainText.line(plain), upper.isEmpty() ? null : upper);
    }

    /** The name, empty if there is none. */
    String shownName() {
        return name == null ? "" : name;
    }

    Mailbox in(@Nullable String otherCountry) {
        return new Mailbox(address, name, otherCountry);
    }

    /** As a header says it; only after {@link #checked}. */
    String header() {
        return shownName().isEmpty()
                ? address
                : EncoderUtil.encodeAddressDisplayName(shownName()) + " <" + address + ">";
    }
}
