package salesinsights.scoring.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notices in the words of receivers. Stored texts are hostile: none becomes a link, a mention or markup over there. */
final class HookMessage {
    private static final String TYPE = "salesinsights.notice.";

    private final ObjectMapper json;
    private final String publicUrl;

    HookMessage(ObjectMapper json, String publicUrl) {
        this.json = json;
        this.publicUrl = publicUrl;
    }

    /**
     * The body of a request.
     *
     * @param id of the delivery: the same for each try
     */
    String of(HookFormat format, UUID id, Notice notice) {
        return switch (format) {
            case CLOUDEVENTS ->
                event(id, notice.cause().wire(), notice.lead().value().toString(), notice.lastAt(), notice);
            case SLACK -> slack(notice.text(), linkOf(notice));
            case TEAMS -> teams(notice.text(), linkOf(notice));
        };
    }

    /** What a receiver is tried out with. */
    String test(HookFormat format, UUID id, Instant now) {
        String text = "Sales Insights can reach this channel.";
        return switch (format) {
            case CLOUDEVENTS -> event(id, "test", null, now, null);
            case SLACK -> slack(text, publicUrl);
            case TEAMS -> teams(text, publicUrl);
        };
    }

    private String linkOf(Notice notice) {
        return publicUrl + "/leads/" + notice.lead().value();
    }

    private String event(UUID id, String kind, @Nullable String subject, Instant at, @Nullable Notice notice) {
        ObjectNode event = json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", publicUrl)
                .put("type", TYPE + kind + ".v1")
                .put("time", at.toString())
                .put("datacontenttype", "application/json");
        if (subject != null) {
            event.put("subject", subject);
        }
        ObjectNode data = event.putObject("data");
        if (notice != null) {
            data.put("id", notice.id().toString())
                    .put("team", notice.team().value())
                    .put("lead", notice.lead().value().toString())
                    .put("title", notice.title())
                    .put("cause", notice.cause().wire())
                    .put("words", notice.words())
                    .put("text", notice.text())
                    .put("times", notice.times())
                    .put("confidence", notice.confidence())
                    .put("firstAt", notice.firstAt().toString())
                    .put("lastAt", notice.lastAt().toString());
        }
        return event.toString();
    }

    private String slack(String text, String link) {
        ObjectNode message = json.createObjectNode();
        // What Slack would read as markup, a mention or a link (its guide to formatting text).
        String plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        message.put("text", plain);
        ObjectNode section = message.putArray("blocks").addObject().put("type", "section");
        section.putObject("text").put("type", "plain_text").put("text", text).put("emoji", true);
        ObjectNode button = section.putObject("accessory").put("type", "button").put("url", link);
        button.putObject("text").put("type", "plain_text").put("text", "Open");
        return message.toString();
    }

    private String teams(String text, String link) {
        ObjectNode message = json.createObjectNode().put("type", "message");
        ObjectNode content = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        // A run of text is never read as markup, a TextBlock would be (Adaptive Cards, text features).
        content.putArray("body")
                .addObject()
                .put("type", "RichTextBlock")
                .putArray("inlines")
                .addObject()
                .put("type", "TextRun")
                .put("text", text);
        content.putArray("actions")
                .addObject()
                .put("type", "Action.OpenUrl")
                .put("title", "Open")
                .put("url", link);
        return message.toString();
    }
}
