package salesinsights.tracking.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.ground.Problem;

@SuppressWarnings("StringConcatToTextBlock") // a text block cannot show its line ends, and here they matter
class BlueprintTest {
    private static final LinkRules RULES = LinkRules.of(URI.create("http://localhost:8080"), Set.of("bank.example"));

    private static final Addresses ALL = new Addresses(
            Optional.of("http://t/o/p.gif"),
            Optional.of(link -> "http://t/c/" + link.position()),
            Optional.of("http://t/c/hidden"),
            "http://t/r/p",
            "http://t/u/p",
            Optional.empty(),
            Optional.empty(),
            TransparencyLine.SHIPPED);

    private static byte[] mail(String headers, String body) {
        return ("From: rita@sales.example\r\nTo: ada@example.com\r\nSubject: Offer\r\n" + headers + "\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] html(String body) {
        return mail("MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n", body);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Blueprint read(byte[] raw) {
        return Blueprint.of(raw, RULES);
    }

    private static List<String> destinations(String body) {
        return read(html(body)).links().stream().map(TrackableLink::destination).toList();
    }

    @Test
    void everyWebLinkOfTheHtmlIsTracked() {
        String body = "<p><a class=x href=https://a.example/1>One</a> <A HREF='HTTP://b.example/?a=1&amp;b=2#f'>Two</A>"
                + "<map><area href=\"https://c.example/ü\"></map></p>";

        assertThat(destinations(body))
                .containsExactly("https://a.example/1", "HTTP://b.example/?a=1&b=2#f", "https://c.example/ü");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href='mailto:a@b.example'>x</a>",
                "<a href='tel:+49'>x</a>",
                "<a href='sms:+49'>x</a>",
                "<a href='cid:1'>x</a>",
                "<a href='data:text/html,x'>x</a>",
                "<a href='#top'>x</a>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href='/relative'>x</a>",
                "<a href='https://a.example/{{name}}'>x</a>",
                "<a href='*|URL|*'>x</a>",
                "<a href='https://user:pass@a.example/'>x</a>",
                "<a href='https://a.example/\u0001'>x</a>",
                "<a href='https://a.example/unsubscribe?u=1'>x</a>",
                "<a href='https://a.example/x'>Newsletter <b>abbestellen</b></a>",
                "<a href='https://login.bank.example/'>x</a>",
                "<a href='http://localhost:8080/c/1.k.x.y'>x</a>",
                "<a href='https://a.example/'>https://a.example/</a>",
                "<a href='https://a.example/'><b>www.a.example</b></a>",
                "<a href='https://a.example/'> a.exam&shy;ple/path </a>",
                "<!-- <a href='https://a.example/'>x</a> -->",
                "<!--[if mso]><a href='https://a.example/'>x</a><![endif]-->",
                "<script>'<a href=\"https://a.example/\">'</script>",
                "<style><a href='https://a.example/'></style>",
                "<link href='https://a.example/style.css'>",
                "<base href='https://a.example/'>",
                "<a data-href='https://a.example/'>x</a>",
                "<a href='https://a.example/",
                "<a href='https://a.example/%%name%%'>x</a>",
                "<a href='https://a.example/*|NAME|*'>x</a>",
                "<a href='https://a.exam\nple/'>x</a>",
                "<a href href='https://a.example/'>x</a>",
                "<template><a href='https://a.example/'>x</a></template>",
                "<svg><a xlink:href='https://a.example/'>x</a></svg>",
                "<base href='https://b.example/'><a href='page'>x</a>",
                "<title><a href='https://a.example/'></title>",
            })
    void otherLinksStay(String body) {
        assertThat(destinations(body)).isEmpty();
    }

    @Test
    void aLinkInsideARevealedConditionalCommentIsALink() {
        assertThat(destinations("<!--[if !mso]><!--><a href='https://a.example/'>x</a><!--<![endif]-->"))
                .hasSize(1);
    }

    @Test
    void theFirstOfTwoHrefsCounts() {
        assertThat(destinations("<a href='https://a.example/' href='https://b.example/'>x</a>"))
                .containsExactly("https://a.example/");
    }

    @Test
    void nothingElseOfTheMessageChanges() {
        String before = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html lang='de'><head><style>a>b{}</style>"
                + "<!--[if mso]><v:x href='https://v.example'/><![endif]--></head><body >\r\n<P>\tGr\u00fc\u00dfe &nbsp;";
        String after = "</p>\r\n</BODY></html>\r\n";
        byte[] raw = html(before + "<a href=\"https://a.example/?x=1&amp;y=2\">hin</a>" + after);

        String copy = text(read(raw).copyWith(ALL));

        assertThat(copy)
                .startsWith("From: rita@sales.example\r\nTo: ada@example.com\r\nSubject: Offer\r\n")
                .contains(
                        "\r\nList-Unsubscribe: <http://t/u/p>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n")
                .contains(before + "<a href=\"http://t/c/0\">hin</a></p>\r\n<div")
                .contains("Der Absender kann sehen")
                .contains("<img src=\"http://t/o/p.gif\"")
                .endsWith("</BODY></html>\r\n");
    }

    @Test
    void withoutPixelAndLinksTheBytesAreUntouched() {
        byte[] raw = html("<a href='https://a.example/'>x</a>");
        Addresses nothing = new Addresses(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "p",
                "u",
                Optional.empty(),
                Optional.empty(),
                TransparencyLine.SHIPPED);

        assertThat(read(raw).copyWith(nothing)).isEqualTo(raw);
    }

    @Test
    void aBlindCopyIsNeverShown() {
        byte[] raw = mail("Bcc: secret@example.com,\r\n other@example.com\r\nX-After: 1\r\n", "hello\r\n");

        assertThat(text(read(raw).untouched()))
                .doesNotContain("secret", "other")
                .contains("Subject: Offer\r\nX-After");
    }

    @Test
    void quotedPrintableKeepsEveryLineThatIsNotTouched() {
        String untouched =
                "<p style=3D\"color:red\">Gr=C3=BC=C3=9Fe, this is a line that was broken softly at seve=\r\n"
                        + "nty-six characters</p>  \r\n";
        byte[] raw = mail(
                "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                untouched + "<a href=3D\"https://a.example/?a=3D1&amp;b=\r\n=3D2\">x</a>\r\n.\r\n");

        Blueprint blueprint = read(raw);
        String copy = text(blueprint.copyWith(ALL));

        assertThat(blueprint.links().getFirst().destination()).isEqualTo("https://a.example/?a=1&b=2");
        assertThat(copy).contains(untouched);
        assertThat(MimeReader.whole(blueprint.copyWith(ALL)).text())
                .contains("<a href=\"http://t/c/0\">x</a>\r\n.\r\n<div");
        assertThat(copy.lines().mapToInt(String::length).max().orElse(0)).isLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "iso-8859-1", "windows-1252", "Shift_JIS", "ISO-2022-JP", "UTF-16LE", "GB18030"})
    void anyCharsetIsReadAndKept(String charset) {
        Charset stated = Charset.forName(charset);
        String words = stated.newEncoder().canEncode('日') ? "日本語 ソ表" : "Grüße";
        String body =
                "<p>" + words + "</p><a href='https://a.example/" + words.strip() + "'>" + words + "</a><p>" + words;
        byte[] raw = mail(
                "Content-Type: text/html; charset=" + charset + "\r\nContent-Transfer-Encoding: base64\r\n",
                Base64.getMimeEncoder().encodeToString(body.getBytes(stated)) + "\r\n");

        Blueprint blueprint = read(raw);
        String copy = MimeReader.whole(blueprint.copyWith(ALL)).text();

        assertThat(blueprint.links()).singleElement().satisfies(link -> {
            assertThat(link.destination()).isEqualTo("https://a.example/" + words.strip());
            assertThat(link.label()).isEqualTo(words);
        });
        assertThat(copy).startsWith("<p>" + words + "</p><a href='http://t/c/0'>" + words + "</a><p>" + words + "<div");
    }

    @Test
    void bytesThatTheCharsetCannotReadStay() {
        byte[] raw = html("<p>X</p><a href='https://a.example/'>x</a>");
        raw[text(raw).indexOf("<p>X") + 3] = (byte) 0xff;

        assertThat(read(raw).copyWith(ALL)).contains(new byte[] {'<', 'p', '>', (byte) 0xff, '<', '/', 'p', '>'});
    }

    @Test
    void signedMailIsNeverAltered() {
        byte[] raw = mail(
                "Content-Type: multipart/signed; boundary=b; micalg=sha-256;\r\n protocol=\"application/pkcs7-signature\"\r\n",
                "--b\r\nContent-Type: text/html\r\n\r\n<a href='https://a.example/'>x</a>\r\n--b\r\n"
                        + "Content-Type: application/pkcs7-signature\r\n\r\nxx\r\n--b--\r\n");

        Blueprint blueprint = read(raw);

        assertThat(blueprint.copyWith(ALL)).isEqualTo(raw);
        assertThat(blueprint.warnings()).anyMatch(warning -> warning.contains("signed"));
    }

    @Test
    void onlyTheHtmlThatIsShownIsEdited() {
        String attached = "--m\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n"
                + "<a href='https://attached.example/'>x</a>\r\n";
        String calendar = "--m\r\nContent-Type: text/calendar\r\n\r\nURL:https://a.example/\r\n";
        String amp = "--a\r\nContent-Type: text/x-amp-html\r\n\r\n<a href='https://amp.example/'>x</a>\r\n";
        byte[] raw = mail(
                "Content-Type: multipart/mixed; boundary=\"m\"\r\n",
                "preamble\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n\r\nhttps://a.example/\r\n"
                        + amp + "--a\r\nContent-Type: text/html\r\n\r\n<a href='https://a.example/'>x</a>\r\n--a--\r\n"
                        + calendar + attached + "--m--\r\nepilogue\r\n");

        String copy = text(read(raw).copyWith(ALL));

        assertThat(copy).contains(attached, calendar, amp, "preamble\r\n--m\r\n", "\r\n--m--\r\nepilogue\r\n");
        assertThat(copy).contains("<a href='http://t/c/0'>x</a><div").containsOnlyOnce("http://t/c/0");
    }

    @Test
    void theHiddenLinkCanNeitherBeSeenNorHeardNorReached() {
        String copy = text(read(html("<a href='https://a.example/'>x</a>")).copyWith(ALL));

        assertThat(copy)
                .containsOnlyOnce("<a href=\"http://t/c/hidden\" style=\"display:none;mso-hide:all\""
                        + " aria-hidden=\"true\" tabindex=\"-1\"></a>");
    }

    @Test
    void aLargeMessageHasItsPixelFirstAndAWarning() {
        byte[] raw = html("<html><body class=b><p>" + "word ".repeat(30) + "\r\n".repeat(30)
                + ("<p>" + "word ".repeat(30) + "</p>\r\n").repeat(700) + "</body></html>");

        Blueprint blueprint = read(raw);

        assertThat(blueprint.warnings()).anyMatch(warning -> warning.contains("102 kB"));
        assertThat(text(blueprint.copyWith(ALL)))
                .contains("<body class=b><div style=\"height:0;overflow:hidden\"><img src=\"http://t/o/p.gif\"");
    }

    @Test
    void aLineThatGrowsTooWideForSmtpTravelsInQuotedPrintable() {
        String line = "<p>" + "x".repeat(900) + "<a href='https://a.example/'>x</a></p>";
        byte[] copy = read(html(line)).copyWith(ALL);

        assertThat(text(copy)).contains("Content-Transfer-Encoding: quoted-printable\r\n");
        assertThat(text(copy).lines().mapToInt(String::length).max().orElse(0)).isLessThan(998);
        assertThat(MimeReader.whole(copy).text()).startsWith(line.replace("https://a.example/", "http://t/c/0"));
    }

    @Test
    void theLineEndsOfTheMessageAreKept() {
        byte[] raw = text(html("<a href='https://a.example/'>x</a>\r\n"))
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(text(read(raw).copyWith(ALL))).doesNotContain("\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no header at all",
                "Subject: x\r\n",
                "Subject: x\r\nbroken line\r\n\r\nbody",
                "Subject: a\u0000b\r\n\r\nbody",
                "Content-Type: multipart/mixed\r\n\r\nbody",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\nbody",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nnever closed",
            })
    void brokenMailIsRefusedWithAReason(String raw) {
        assertThatThrownBy(() -> read(raw.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("The message cannot be read: ");
    }

    @Test
    void inlinePgpIsNeverAltered() {
        byte[] raw = html("<pre>-----BEGIN PGP SIGNED MESSAGE-----\r\n<a href='https://a.example/'>x</a></pre>");

        assertThat(read(raw).copyWith(ALL)).isEqualTo(raw);
        assertThat(read(raw).warnings()).anyMatch(warning -> warning.contains("signed"));
    }

    @Test
    void bareAddressesOfTheTextAreTrackedOnlyIfThatIsWanted() {
        byte[] raw = mail(
                "Content-Type: text/plain; charset=utf-8\r\nContent-Language: de\r\n",
                "Siehe https://a.example/x_(y)?a=1&b=2#f. Oder (http://b.example/ü)!\r\n-- \r\nRita\r\n");

        Blueprint wanted = Blueprint.of(raw, RULES.inText(true));

        assertThat(read(raw).copyWith(ALL)).isEqualTo(raw);
        assertThat(wanted.links().stream().map(TrackableLink::destination))
                .containsExactly("https://a.example/x_(y)?a=1&b=2#f", "http://b.example/ü");
        assertThat(text(wanted.copyWith(ALL)))
                .contains("Siehe http://t/c/0. Oder (http://t/c/1)!\r\n-- \r\nRita\r\n\r\nDer Absender kann sehen")
                .endsWith("Ansehen und abstellen: http://t/r/p\r\n");
    }

    @Test
    void aReceiptIsAskedForOnlyWhereItMayBeAndTheSwitchNeverLeaves() {
        byte[] raw = mail("X-Sales-Read-Receipt: on\r\n", "hello\r\n");
        Addresses asking = new Addresses(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "http://t/r/p",
                "http://t/u/p",
                Optional.empty(),
                Optional.of("rita@sales.example"),
                TransparencyLine.SHIPPED);

        assertThat(read(raw).asksReceipt()).isTrue();
        assertThat(text(read(raw).copyWith(asking)))
                .contains("\r\nDisposition-Notification-To: <rita@sales.example>\r\n\r\nhello")
                .doesNotContain("X-Sales");
        assertThat(text(read(raw).copyWith(ALL))).doesNotContain("Disposition", "X-Sales");
    }

    @Test
    void theLineSpeaksTheMessagesLanguageOrTheReadersAndTheTeamsOwnWordsComeFirst() {
        TransparencyLine line =
                new TransparencyLine(Map.of("fr", new TransparencyText("Ça <b>suit</b>", "L'arrêter")), "FR");

        assertThat(line.html("de-AT", "http://t/r/p")).contains("Der Absender kann sehen");
        assertThat(line.html("", "http://t/r/p"))
                .contains("&#199;a &#60;b&#62;suit&#60;/b&#62; <a href=\"http://t/r/p\"", "L&#39;arr&#234;ter</a>");
        assertThat(line.html("xx", "p")).contains("&#199;a");
        assertThat(new TransparencyLine(Map.of(), "US").html("\"><x", "p")).contains("The sender can see");
        assertThat(line.text("", "http://t/r/p")).isEqualTo("Ca <b>suit</b> L'arreter: http://t/r/p");
        assertThat(new TransparencyLine(Map.of("ja", new TransparencyText("追跡", "停止")), null).text("ja", "p"))
                .startsWith("The sender can see");
    }

    @Test
    void entitiesInAnAddressAreReadAsABrowserReadsThem() {
        assertThat(destinations("<a href='https://a.example/?a=1&copy=2&amp;lt=3&lt=4&#x26;b=%20&#38;c'>x</a>"))
                .containsExactly("https://a.example/?a=1&copy=2&lt=3&lt=4&b=%20&c");
    }

    @Test
    void eightKilobytesAreTrackedAndMoreStay() {
        String long8 = "https://a.example/" + "x".repeat(8192 - 18);

        assertThat(destinations("<a href='" + long8 + "'>x</a>")).containsExactly(long8);
        assertThat(destinations("<a href='" + long8 + "y'>x</a>")).isEmpty();
    }

    @Test
    void noMessageTakesLong() {
        List<byte[]> nasty = List.of(
                html("<a href=https://a.example/>x</a>".repeat(700_000)),
                html("<a href='https://a.example/'>" + "a.".repeat(999) + "1</a>"),
                html("<!--".repeat(3_000_000)),
                html("<a b='".repeat(2_000_000)),
                html("<script>".repeat(2_000_000)),
                html("<a href=x><!-- " + "<!".repeat(4_000_000) + " -->"),
                mail("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n".repeat(10_000)),
                mail("X: y\r\n".repeat(100_000), ""),
                mail("Subject: " + "=?utf-8?q?a?= ".repeat(100_000) + "\r\n", "x"));

        for (byte[] one : nasty) {
            long begun = System.nanoTime();
            Throwable thrown = catchThrowable(() -> read(one).copyWith(ALL));
            assertThat(thrown == null || thrown instanceof Problem)
                    .as("%s", thrown)
                    .isTrue();
            // What grows with the square of its length takes hours at this size; a busy machine, seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void nestingAndNumberOfPartsHaveABound() {
        StringBuilder nested = new StringBuilder("Subject: x\r\n");
        for (int i = 0; i < 50; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        String many =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(10_000) + "--b--\r\n";

        assertThatThrownBy(() -> MimeReader.lenient(nested.toString().getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> read(many.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("1000 parts");
    }
}
