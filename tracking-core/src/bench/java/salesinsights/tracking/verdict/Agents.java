package salesinsights.tracking.verdict;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** User agents and networks as they are met; agents as their families, for that is what is kept. */
final class Agents {
    private static final List<String> PHONES = List.of(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6"
                    + " Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile"
                    + " Safari/537.36",
            "Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0"
                    + " Chrome/130.0.0.0 Mobile Safari/537.36");
    private static final List<String> DESKS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                    + " Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                    + " Safari/537.36 Edg/141.0.0.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6"
                    + " Safari/605.1.15");
    private static final List<String> CONFESSING = List.of(
            "Barracuda Sentinel (EE)",
            "python-requests/2.32.3",
            "Mozilla/5.0 (Windows NT 10.0) BingPreview/1.0b",
            "curl/8.5.0");

    /** Of blocks as their owners announce them, whether or not our list has them. */
    private static final List<String> CLOUD = List.of(
            "3.80.0.0/24", "18.194.12.0/24", "52.30.7.0/24", "20.42.7.0/24", "40.74.3.0/24", "13.95.200.0/24",
            "34.90.4.0/24", "35.195.80.0/24", "51.158.60.0/24", "95.216.9.0/24", "159.65.30.0/24", "185.221.0.0/24");

    private static final List<String> VENDORS = List.of(
            "67.231.152.0/24", "148.163.130.0/24", "205.139.110.0/24", "64.235.150.0/24", "68.232.130.0/24");
    private static final List<String> RELAYS =
            List.of("172.224.240.0/24", "172.226.4.0/24", "104.28.30.0/24", "146.75.168.0/24", "140.248.40.0/24");
    /** Blocks of Comcast, Verizon, Deutsche Telekom and Orange: the first two numbers, the second one from and to. */
    private static final List<int[]> ACCESS = List.of(
            new int[] {73, 0, 255}, new int[] {71, 160, 191}, new int[] {84, 128, 191}, new int[] {90, 0, 127});

    private final Draw draw;
    private final Edition catalogue;
    private final World world;

    Agents(Draw draw, Edition catalogue, World world) {
        this.draw = draw;
        this.catalogue = catalogue;
        this.world = world;
    }

    private String family(String userAgent) {
        return Objects.requireNonNull(catalogue.familyOf(userAgent));
    }

    @Nullable
    String ofScanner() {
        return switch (draw.weighted(1 - world.namesItself(), world.namesItself() * 0.75, world.namesItself() * 0.25)) {
            case 0 -> desk();
            case 1 -> family(draw.of(CONFESSING));
            default -> null;
        };
    }

    String networkOfScanner(String office) {
        double unlisted = (1 - world.listed()) / 2;
        return switch (draw.weighted(world.listed() * 5 / 7, world.listed() * 2 / 7, unlisted, unlisted)) {
            case 0 -> dataCentre();
            case 1 -> draw.of(VENDORS);
            case 2 -> anywhere(draw);
            default -> office;
        };
    }

    String desk() {
        return family(draw.of(DESKS));
    }

    String iphone() {
        return family(PHONES.getFirst());
    }

    String otherPhone() {
        return family(draw.of(PHONES.subList(1, PHONES.size())));
    }

    String gmail() {
        return family("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)");
    }

    String gmailAhead() {
        return family("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0");
    }

    String yahoo() {
        return family("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html");
    }

    String appleProxy() {
        return family("Mozilla/5.0");
    }

    String iphoneMail() {
        return family("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                + " Mobile/15E148");
    }

    String outlook() {
        return family("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; Microsoft Outlook"
                + " 16.0.17928; ms-office; MSOffice 16)");
    }

    String google() {
        return "66.249.%d.0/24".formatted(draw.between(80, 95));
    }

    String yahoos() {
        return "98.137.%d.0/24".formatted(draw.between(0, 255));
    }

    String relay() {
        return draw.of(RELAYS);
    }

    String dataCentre() {
        return draw.of(CLOUD);
    }

    /** A block of an access provider. */
    static String anywhere(Draw draw) {
        int[] block = draw.of(ACCESS);
        return "%d.%d.%d.0/24".formatted(block[0], draw.between(block[1], block[2]), draw.between(0, 255));
    }
}
