package salesinsights.ui.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import salesinsights.scoring.report.LinkMap;
import salesinsights.scoring.report.Metric;

/** A link map as the page shows it. */
record LinkScreen(LinkMap map) {
    /** @param number as it stands in the picture, from 1 */
    record Line(int number, String destination, Shown figure) {}

    public String campaign() {
        return map.campaign();
    }

    public LocalDate from() {
        return map.period().from();
    }

    public LocalDate to() {
        return map.period().to();
    }

    public boolean isPictured() {
        return map.html() != null;
    }

    public String picture() {
        return "/reports/links/picture?campaign=%s&from=%s&to=%s&zone=%s"
                .formatted(
                        encoded(campaign()),
                        from(),
                        to(),
                        encoded(map.period().zone().getId()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public List<Line> lines() {
        return map.places().stream()
                .map(placed -> new Line(
                        placed.place().position() + 1,
                        placed.place().destination(),
                        Shown.of(Metric.CLICK_RATE, placed.figure())))
                .toList();
    }
}
