package salesinsights.ui.local;

/** A mail program, and what it looks like from outside. */
enum DemoReader {
    /** Fetches every image through Apple's relays soon after delivery, read or not. */
    APPLE_PRIVACY("Mozilla/5.0", 0.34),
    GMAIL("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", 0.29),
    OUTLOOK(
            "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; .NET4.0C; .NET4.0E;"
                    + " Microsoft Outlook 16.0.17328; ms-office; MSOffice 16)",
            0.2),
    PHONE(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Mobile/15E148",
            0.1),
    THUNDERBIRD("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.3.0", 0.07);

    /** What a link opens in. */
    static final String BROWSER =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    final String agent;
    private final double share;

    DemoReader(String agent, double share) {
        this.agent = agent;
        this.share = share;
    }

    /** The reader at this point of 0 to 1, by market share (rounded from public mail-client statistics). */
    static DemoReader at(double point) {
        double upTo = 0;
        for (DemoReader reader : values()) {
            upTo += reader.share;
            if (point < upTo) {
                return reader;
            }
        }
        return OUTLOOK;
    }
}
