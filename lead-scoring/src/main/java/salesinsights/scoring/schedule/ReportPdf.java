package salesinsights.scoring.schedule;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.HeaderFooter;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;
import salesinsights.scoring.report.Counts;
import salesinsights.scoring.report.Figure;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.ReportView;
import salesinsights.scoring.report.Spread;
import salesinsights.scoring.report.Unit;
import salesinsights.tracking.team.TeamPath;

/** A report on paper: every figure with its metric, what it rests on, its interval, and what it means. */
final class ReportPdf {
    private static final int ROWS = 200;
    private static final float MARGIN = 42;
    private static final Color GREY = new Color(0x5a, 0x5a, 0x64);
    private static final Color LINE = new Color(0xd8, 0xd8, 0xde);
    private static final List<Metric> COLUMNS =
            List.of(Metric.DELIVERY_RATE, Metric.UNIQUE_OPEN_RATE, Metric.CLICK_RATE, Metric.REPLY_RATE);
    private static final DateTimeFormatter MADE =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

    private static final BaseFont PLAIN = font("LiberationSans-Regular.ttf");
    private static final BaseFont BOLD = font("LiberationSans-Bold.ttf");

    private final TeamPath team;
    private final String title;
    private final ReportView report;
    private final Instant madeAt;

    ReportPdf(TeamPath team, String title, ReportView report, Instant madeAt) {
        this.team = team;
        this.title = title;
        this.report = report;
        this.madeAt = madeAt;
    }

    private static BaseFont font(String name) {
        try (InputStream in = ReportPdf.class.getResourceAsStream("/liberation/" + name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, bytes, null);
        } catch (IOException missing) {
            throw new IllegalStateException("a font of the product is missing", missing);
        }
    }

    /** The stream stays open. */
    void write(OutputStream out) {
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        writer.setCloseStream(false);
        document.addTitle(clean(title));
        document.addSubject("Team transparency report");
        document.addCreator("Sales Insights");
        document.setDocumentLanguage("en");
        HeaderFooter footer = new HeaderFooter(new Phrase(clean(title) + " · ", small()), true);
        footer.setBorder(0);
        footer.setAlignment(Element.ALIGN_RIGHT);
        document.setFooter(footer);
        document.open();
        document.add(new Paragraph(clean(title), new Font(BOLD, 18)));
        document.add(new Paragraph(
                team.value() + " and all teams below · " + report.period().from() + " to "
                        + report.period().to() + " (" + report.period().zone() + ") · made "
                        + MADE.format(madeAt.atZone(ZoneOffset.UTC)),
                small()));
        groups(document);
        document.add(heading("All together"));
        document.add(totals());
        document.add(heading("By " + report.by().id()));
        document.add(rows());
        if (report.truncated() || report.rows().size() > ROWS) {
            document.add(new Paragraph("The first " + ROWS + " rows; the workbook has all of them.", small()));
        }
        document.add(new Paragraph(clean(report.estimate()), small()));
        document.newPage();
        document.add(heading("What the figures mean"));
        document.add(meanings());
        document.close();
    }

    private void groups(Document document) {
        report.groupsOnly()
                .forEach(group -> document.add(new Paragraph(
                        group.team().value() + " is shown as a group of at least " + group.minimum()
                                + " people, in whole weeks.",
                        small())));
    }

    private static Paragraph heading(String words) {
        Paragraph heading = new Paragraph(words, new Font(BOLD, 12));
        heading.setSpacingBefore(16);
        heading.setSpacingAfter(6);
        return heading;
    }

    private PdfPTable totals() {
        PdfPTable table = table(3.4f, 1.3f, 1.8f, 2.2f, 1.5f);
        head(table, "Metric", "Value", "Of", "95 % interval", "Before");
        line(table, "Sent", Long.toString(report.total().counts().sent()), "", "", before(ReportPdf::sent));
        for (Metric metric : Metric.ofRecipients()) {
            Figure figure = report.total().figure(metric);
            line(
                    table,
                    metric.title(),
                    FigureWords.rate(figure),
                    figure.numerator() + " of " + figure.denominator(),
                    FigureWords.interval(figure),
                    before(row -> FigureWords.rate(row.figure(metric))));
        }
        for (Figure figure : report.work()) {
            line(
                    table,
                    titleOf(figure.metric()),
                    FigureWords.rate(figure),
                    figure.numerator() + " of " + figure.denominator(),
                    FigureWords.interval(figure),
                    "");
        }
        for (Spread spread : report.measured()) {
            line(
                    table,
                    titleOf(spread.metric()),
                    value(spread, spread.value()),
                    "n = " + spread.n(),
                    spread.n() == 0 ? "" : value(spread, spread.low()) + " to " + value(spread, spread.high()),
                    "");
        }
        return table;
    }

    private static String sent(ReportView.Row row) {
        return Long.toString(row.counts().sent());
    }

    private String before(java.util.function.Function<ReportView.Row, String> figure) {
        return Optional.ofNullable(report.previous())
                .map(previous -> figure.apply(previous.total()))
                .orElse("");
    }

    private static String titleOf(String metric) {
        return List.of(Metric.values()).stream()
                .filter(one -> one.id().equals(metric))
                .findFirst()
                .map(Metric::title)
                .orElse(metric);
    }

    private static String value(Spread spread, @org.jspecify.annotations.Nullable Double value) {
        return value == null
                ? "–"
                : String.format(Locale.ENGLISH, "%.1f %s", value, spread.unit() == Unit.SECONDS ? "s" : "min");
    }

    private PdfPTable rows() {
        PdfPTable table = table(3.4f, 1f, 1.5f, 2f, 2f, 2f);
        head(table, report.by().id(), "Sent", "Delivered", "Opened", "Clicked", "Answered");
        report.rows().stream().limit(ROWS).forEach(row -> {
            cell(table, row.key().isEmpty() ? "(none)" : row.key(), PLAIN, Element.ALIGN_LEFT);
            Counts counts = row.counts();
            cell(table, Long.toString(counts.sent()), PLAIN, Element.ALIGN_RIGHT);
            COLUMNS.forEach(metric -> {
                Figure figure = row.figure(metric);
                String n = figure.rate() == null ? "" : "\n" + figure.numerator() + " of " + figure.denominator();
                cell(table, FigureWords.rate(figure) + n, PLAIN, Element.ALIGN_RIGHT);
            });
        });
        return table;
    }

    private static PdfPTable meanings() {
        PdfPTable table = table(1.6f, 2.6f, 4f);
        head(table, "Metric", "Formula", "Left out and assumed");
        for (Metric metric : Metric.values()) {
            cell(table, metric.title() + "\n" + metric.id(), PLAIN, Element.ALIGN_LEFT);
            cell(table, metric.formula(), PLAIN, Element.ALIGN_LEFT);
            cell(table, metric.exclusions(), PLAIN, Element.ALIGN_LEFT);
        }
        return table;
    }

    private static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setHeaderRows(1);
        return table;
    }

    private static void head(PdfPTable table, String... words) {
        for (int i = 0; i < words.length; i++) {
            cell(
                    table,
                    words[i],
                    BOLD,
                    i == 0 || table.getNumberOfColumns() == 3 ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT);
        }
    }

    private static void line(PdfPTable table, String... words) {
        for (int i = 0; i < words.length; i++) {
            cell(table, words[i], PLAIN, i == 0 ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT);
        }
    }

    private static void cell(PdfPTable table, String words, BaseFont font, int side) {
        PdfPCell cell = new PdfPCell(new Phrase(clean(words), new Font(font, 8.5f)));
        cell.setHorizontalAlignment(side);
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setPadding(4);
        table.addCell(cell);
    }

    private static Font small() {
        return new Font(PLAIN, 8.5f, Font.NORMAL, GREY);
    }

    /** What the font has no sign for, an emoji say, becomes a box instead of nothing. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(one -> one == '\n' || PLAIN.charExists(one) ? one : '\u25a1')
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
