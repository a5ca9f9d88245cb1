package salesinsights.tracking.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An HTML or text part of a message with the places where something can be put. */
final class Sheet {
    // What a mail program adds before it measures a message is unknown, hence the distance to its limit.
    private static final int PIXEL_FIRST_FROM_BYTES = 90_000;

    /** So many links of a message are tracked; whatever follows them stays as it is. */
    static final int MOST_LINKS = 1_000;

    private final MimePart part;
    private final HtmlBody html;
    private final List<HtmlScan.Tag> tags;
    private final List<Place> places;
    private final long estimatedBytes;

    private record Place(int start, int end, TrackableLink link) {}

    private Sheet(MimePart part, HtmlBody html, List<HtmlScan.Tag> tags, List<Place> places) {
        this.part = part;
        this.html = html;
        this.tags = tags;
        this.places = places;
        // A tracked address is some 200 characters longer than the one it stands for, which it carries in base64.
        this.estimatedBytes = html.bytes()
                + 1_000
                + places.stream()
                        .mapToLong(place -> 200 + place.link().destination().length() / 3)
                        .sum();
    }

    /** Finds the links of the part; those that are tracked are added to {@code links} of the whole message. */
    static Sheet of(MimePart part, HtmlBody html, LinkRules rules, List<TrackableLink> links) {
        boolean isHtml = part.is("text/html");
        List<HtmlScan.Tag> tags = isHtml ? HtmlScan.tags(html.text()) : List.of();
        List<Place> places = new ArrayList<>();
        for (Anchor anchor : isHtml ? Anchor.of(html, tags) : Anchor.inText(html)) {
            if (links.size() < MOST_LINKS && rules.staying(anchor).isEmpty()) {
                TrackableLink link =
                        new TrackableLink(links.size(), anchor.target(), PlainText.line(anchor.text(), 500));
                links.add(link);
                places.add(new Place(anchor.start(), anchor.end(), link));
            }
        }
        return new Sheet(part, html, tags, places);
    }

    boolean isHtml() {
        return part.is("text/html");
    }

    MimePart part() {
        return part;
    }

    /** Size of the HTML with everything in it. */
    long estimatedBytes() {
        return estimatedBytes;
    }

    /**
     * The part's body with tracked links and, if it is the message's first of its kind, pixel and transparency line.
     *
     * @param stated the message's language if the part does not say
     */
    byte[] written(Addresses addresses, boolean first, String stated) {
        List<Edit> edits = new ArrayList<>();
        addresses
                .link()
                .ifPresent(address -> places.forEach(place -> {
                    String url = address.apply(place.link());
                    edits.add(new Edit(place.start(), place.end(), isHtml() ? Addresses.attribute(url) : url));
                }));
        if (first) {
            edits.addAll(isHtml() ? additions(addresses, stated) : List.of(lastLine(addresses, stated)));
        }
        edits.sort(Comparator.comparingInt(Edit::start));
        return html.with(edits);
    }

    private Edit lastLine(Addresses addresses, String stated) {
        String end = LineEnd.of(part.rawBody());
        int last = html.text().length();
        String before = html.text().endsWith("\n") ? end : end + end;
        return new Edit(last, last, before + addresses.line().text(stated, addresses.person()) + end);
    }

    private List<Edit> additions(Addresses addresses, String stated) {
        String own = language();
        String line = addresses.line().html(own.isEmpty() ? stated : own, addresses.person())
                + addresses.hidden().map(Sheet::hiddenLink).orElse("");
        int end = bodyEnd();
        if (addresses.pixel().isEmpty()) {
            return List.of(new Edit(end, end, line));
        }
        String pixel = image(addresses.pixel().get())
                + addresses.readTime().map(Sheet::image).orElse("");
        if (estimatedBytes <= PIXEL_FIRST_FROM_BYTES) {
            return List.of(new Edit(end, end, line + pixel));
        }
        int start = bodyStart();
        String hidden = "<div style=\"height:0;overflow:hidden\">" + pixel + "</div>";
        return List.of(new Edit(start, start, hidden), new Edit(end, end, line));
    }

    private static String image(String url) {
        return "<img src=\"" + Addresses.attribute(url)
                + "\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;width:1px;height:1px;border:0\">";
    }

    /** Nothing to see, to hear, to tab to or to hit; there for programs that follow whatever is in the source. */
    private static String hiddenLink(String url) {
        return "<a href=\"" + Addresses.attribute(url)
                + "\" style=\"display:none;mso-hide:all\" aria-hidden=\"true\" tabindex=\"-1\"></a>";
    }

    private int bodyStart() {
        return tags.stream()
                .filter(tag -> tag.name().equals("body"))
                .findFirst()
                .map(HtmlScan.Tag::end)
                .orElse(0);
    }

    private int bodyEnd() {
        int start = bodyStart();
        return Stream.of("/body", "/html")
                .flatMap(name -> tags.reversed().stream()
                        .filter(tag -> tag.name().equals(name) && tag.start() >= start)
                        .limit(1))
                .findFirst()
                .map(HtmlScan.Tag::start)
                .orElse(html.text().length());
    }

    private String language() {
        return tags.stream()
                .filter(tag -> tag.name().equals("html"))
                .map(tag -> tag.attribute("lang"))
                .filter(Objects::nonNull)
                .findFirst()
                .map(lang -> html.text().substring(lang.start(), lang.end()))
                .orElse("");
    }
}
