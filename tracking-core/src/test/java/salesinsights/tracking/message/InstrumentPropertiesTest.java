package salesinsights.tracking.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.OneKeyTokens;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/** What instrumenting may change, and what it must bring back. */
class InstrumentPropertiesTest {
    private static final String PUBLIC_URL = "https://t.sales.example";
    private static final TrackingTokens TOKENS = OneKeyTokens.tokens(PUBLIC_URL);
    private static final LinkRules RULES = LinkRules.of(URI.create(PUBLIC_URL), Set.of());
    private static final Tracked ADA = new Tracked(new TeamId(1), UUID.randomUUID(), UUID.randomUUID());

    private static final Addresses ALL = new Addresses(
            Optional.of(TOKENS.openUrl(ADA)),
            Optional.of(link -> TOKENS.linkUrl(ADA, link.position(), link.destination())),
            Optional.empty(),
            TOKENS.personUrl(ADA),
            TOKENS.unsubscribeUrl(ADA),
            Optional.empty(),
            Optional.empty(),
            TransparencyLine.SHIPPED);

    private static byte[] mail(String charset, String encoding, byte[] body) {
        byte[] head =
                ("From: rita@sales.example\r\nTo: ada@example.com\r\nSubject: x\r\nContent-Type: text/html; charset="
                                + charset + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> anything = Arbitraries.strings()
                .withChars("abzXY019-._~:/?#[]@!$&'()*+,;=%{}|^` \"<>\\äß日本\u00a0")
                .ofMaxLength(120);
        return anything.map(tail -> "https://a.example/" + tail.strip());
    }

    private static String inAttribute(String url) {
        return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    @Property(tries = 2_000)
    void theRedirectLeadsWhereTheLinkLed(@ForAll("urls") String url) {
        leadsTo(url, "<p><a class=b href=\"" + inAttribute(url) + "\">go</a></p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/?utm_source=x&utm_medium=e-mail#frag?not=query&x",
                "http://a.example:8080//double//slash/../dots/./%2e%2e/%2F?",
                "https://müller.example/größe?q=straße",
                "https://xn--mller-kva.example/%C3%BC",
                "https://a.example/a b c",
                "https://a.example/?q=a+b%20c&r=%zz&s=100%",
                "https://a.example/?redirect=https%3A%2F%2Fb.example%2F%3Fa%3D1%26b%3D2",
                "https://a.example/?redirect=https://b.example/?a=1&b=2",
                "https://a.example/#/route/with?query=1&and=2",
                "https://a.example/;jsessionid=1?a[]=1&a[]=2",
                "https://192.0.2.1/x",
                "https://[2001:db8::1]:444/x",
                "HTTPS://A.EXAMPLE/UPPER",
                "https://a.example/\ud83d\ude00?\u202e",
                "https://a.example/'quote'",
                "https://a.example?no=path",
            })
    void collectedAddressesComeBackByteForByte(String url) {
        leadsTo(url, "<a href=\"" + inAttribute(url) + "\">go</a>");
        leadsTo(url, "<A\nHREF='" + inAttribute(url).replace("'", "&#39;") + "' x>go</A>");
    }

    private static void leadsTo(String url, String html) {
        Blueprint blueprint = Blueprint.of(mail("utf-8", "8bit", html.getBytes(StandardCharsets.UTF_8)), RULES);
        String copy = MimeReader.whole(blueprint.copyWith(ALL)).text();
        List<String> led = Anchor.of(body(copy), HtmlScan.tags(copy)).stream()
                .map(Anchor::target)
                .filter(target -> target.startsWith(PUBLIC_URL + "/c/"))
                .map(target -> TOKENS.readLink(target.substring((PUBLIC_URL + "/c/").length()))
                        .orElseThrow()
                        .destination()
                        .url())
                .toList();

        if (blueprint.links().isEmpty()) {
            assertThat(copy).contains(html);
        } else {
            assertThat(led).containsExactly(url);
        }
    }

    private static HtmlBody body(String html) {
        return HtmlBody.of(MimeReader.whole(mail("utf-8", "8bit", html.getBytes(StandardCharsets.UTF_8))))
                .orElseThrow();
    }

    @Provide
    Arbitrary<String> soup() {
        Arbitrary<String> piece = Arbitraries.of(
                "<p>",
                "</p>",
                "<a href='https://a.example/?x=1&amp;y=2'>one</a>",
                "<A HREF=https://b.example/x>two</A>",
                "<a href=\"mailto:a@b.example\">three</a>",
                "<!-- <a href='https://c.example'> -->",
                "<!--[if mso]><a href='https://d.example'>four</a><![endif]-->",
                "<style>a>b{}</style>",
                "<script>if(a<b){'</a>'}</script>",
                "<area href=\"https://e.example/\" alt=five>",
                "<body bgcolor=red>",
                "</body>",
                "</html>",
                "<html lang=de>",
                " =\t \r\n",
                "Grüße \u00a0 ß",
                "&nbsp;&lt;&amp;",
                "<",
                ">",
                "\"'",
                "</",
                "<a href=",
                "<title>x</title>",
                "<!DOCTYPE html>",
                ".\r\n..\r\n",
                "日本語");
        return piece.list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 3_000)
    void nothingBesideTouchedLinksAndWhatIsInsertedChanges(
            @ForAll("soup") String html, @ForAll("charsets") String charset, @ForAll("encodings") String encoding) {
        byte[] content = html.getBytes(Charset.forName(charset));
        byte[] raw = mail(charset, encoding, encoded(content, encoding));
        Blueprint blueprint = Blueprint.of(raw, RULES);
        byte[] copy = blueprint.copyWith(ALL);

        String before = new String(MimeReader.whole(raw).content(), StandardCharsets.ISO_8859_1);
        String after = new String(MimeReader.whole(copy).content(), StandardCharsets.ISO_8859_1);
        assertThat(withoutOurs(after, blueprint)).isEqualTo(withoutLinks(before, blueprint));
        assertThat(headOf(copy).replaceAll("\r\nList-Unsubscribe(-Post)?: [^\r]*", ""))
                .isEqualTo(headOf(raw));
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("utf-8", "windows-1252", "Shift_JIS", "GB18030", "UTF-16", "ISO-2022-JP");
    }

    @Provide
    Arbitrary<String> encodings() {
        return Arbitraries.of("base64", "quoted-printable");
    }

    private static byte[] encoded(byte[] content, String encoding) {
        return encoding.equals("base64")
                ? Base64.getMimeEncoder().encode(content)
                : QuotedPrintable.encode(content, "\r\n");
    }

    private static String headOf(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf("\r\n\r\n"));
    }

    /** Takes out what was inserted, and every tracked address. */
    private static String withoutOurs(String after, Blueprint blueprint) {
        String ours = shown(after, blueprint);
        ours = ours.replaceAll("<div style=\"margin:16px[^>]*>.*?</div>", "")
                .replaceAll("<img src=\"" + PUBLIC_URL + "/o/[^>]*>", "");
        for (TrackableLink link : blueprint.links()) {
            ours = ours.replace(Addresses.attribute(TOKENS.linkUrl(ADA, link.position(), link.destination())), "@");
        }
        return ours;
    }

    private static String withoutLinks(String before, Blueprint blueprint) {
        String shown = shown(before, blueprint);
        HtmlBody body = HtmlBody.of(blueprint.message()).orElse(null);
        if (body == null || blueprint.links().isEmpty()) {
            return shown;
        }
        List<Edit> edits = new ArrayList<>();
        for (Anchor anchor : Anchor.of(body, HtmlScan.tags(body.text()))) {
            if (RULES.staying(anchor).isEmpty()) {
                edits.add(new Edit(anchor.start(), anchor.end(), "@"));
            }
        }
        return Edit.apply(body.text(), edits);
    }

    /** As the engine sees it: text where the charset has no ASCII in it, bytes otherwise. */
    private static String shown(String bytes, Blueprint blueprint) {
        Charset charset = blueprint.message().charset().orElseThrow();
        boolean wide = charset.name().startsWith("UTF-16") || charset.name().startsWith("ISO-2022");
        return wide ? new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset) : bytes;
    }
}
