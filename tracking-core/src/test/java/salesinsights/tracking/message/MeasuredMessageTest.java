package salesinsights.tracking.message;

import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.DocumentToken;
import salesinsights.tracking.token.WebTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class MeasuredMessageTest {
    @Inject
    WebTokens tokens;

    @Test
    void readingIsMeasuredWhereTheSenderAsksAndOpensAreObserved() {
        assertThat(htmlFor("US", Map.of("readTime", true))).contains("/t/1.").contains("/o/1.");
        assertThat(htmlFor("US", Map.of())).doesNotContain("/t/1.").contains("/o/1.");
        assertThat(htmlFor("DE", Map.of("readTime", true)))
                .doesNotContain("/t/1.")
                .doesNotContain("/o/1.");
        assertThat(htmlFor("FR", Map.of("readTime", true)))
                .doesNotContain("/t/1.")
                .contains("/o/1.");
        assertThat(htmlFor("US", Map.of("readTime", true, "tracking", "off")))
                .doesNotContain("/t/1.")
                .doesNotContain("/o/1.");
    }

    @Test
    void aDocumentInAMessageGetsAnAddressOfItsOwnForEachReader() {
        String url = document();
        UUID document = tokens.documentAt(url).orElseThrow().document();

        DocumentToken found =
                tokens.documentAt(linkIn(htmlFor("US", linking(url)))).orElseThrow();

        assertThat(found.document()).isEqualTo(document);
        assertThat(found.isOfNoMessage()).isFalse();
        assertThat(found.tracked().recipient()).isNotNull();
        assertThat(tokens.documentAt(linkIn(htmlFor("FR", linking(url))))
                        .orElseThrow()
                        .tracked()
                        .recipient())
                .isNull();
    }

    @Test
    void untrackedADocumentsLinkStaysAsItIsAndWorks() {
        String url = document();

        assertThat(linkIn(htmlFor("DE", linking(url)))).isEqualTo(url);
        assertThat(linkIn(htmlFor("US", linking(url, "tracking", "off")))).isEqualTo(url);
    }

    private static Map<String, Object> linking(String url, Object... more) {
        Map<String, Object> message = new HashMap<>();
        message.put("html", "<html><body><a href=\"" + url + "\">Prices</a></body></html>");
        for (int i = 0; i < more.length; i += 2) {
            message.put(more[i].toString(), more[i + 1]);
        }
        return message;
    }

    private static String document() {
        return as(SAM).contentType("text/plain")
                .queryParam("name", "prices.txt")
                .body("1 EUR")
                .post("/api/documents")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
    }

    private static String htmlFor(String country, Map<String, Object> more) {
        Map<String, Object> message = new HashMap<>();
        message.put("subject", "Offer");
        message.put("html", "<html><body><p>Hello</p></body></html>");
        message.put(
                "to",
                new Object[] {Map.of("address", "reader-" + UUID.randomUUID() + "@example.com", "country", country)});
        message.putAll(more);
        String mime = as(SAM).contentType("application/json")
                .body(message)
                .post("/api/messages?include=mime")
                .then()
                .statusCode(201)
                .extract()
                .path("recipients[0].mimeBase64");
        MimePart copy = MimeReader.whole(Base64.getDecoder().decode(mime));
        return new String(QuotedPrintable.read(copy.rawBody()).decoded(), StandardCharsets.UTF_8);
    }

    private static String linkIn(String html) {
        Matcher link = Pattern.compile("href=\"([^\"]*/d/[^\"]*)\"").matcher(html);
        assertThat(link.find()).as(html).isTrue();
        return link.group(1).replace("&amp;", "&");
    }
}
