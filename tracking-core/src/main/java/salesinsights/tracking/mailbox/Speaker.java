package salesinsights.tracking.mailbox;

import java.util.Locale;
import java.util.regex.Pattern;
import salesinsights.tracking.message.MimePart;

/** Tells whether a mail system speaks, and not a person. Pure. */
final class Speaker {
    private static final Pattern SYSTEM = Pattern.compile(
            "mailer.?daemon|postmaster|mail.?(?:delivery|deliver|system|router)|delivery.?(?:system|subsystem|status)|system.?administrator|maildaemon|mail-?admin|microsoft exchange|internet mail service");
    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)undeliver|delivery (?:status|failure|failed|notification|problem|error|report|incomplete|has been delayed)|delivered to|failure notice|failed delivery|returned mail|mail (?:delivery|system|could not)|could not be delivered|"
                    + "not delivered|non.?delivery|unzustellbar|nicht zugestellt|zustellung|non remis|(?:remise|distribution)[^.]{0,20}impossible|impossibile recapitare|mancat. (?:consegna|recapito)|no se puede entregar|no entregado|devuelto"
                    + "|message (?:delayed|blocked|rejected|bounced)|rejected (?:mail|message)|bounce|notification d.[ée]tat|loop alert|メールエラー|エラー通知|配信|недоставлен|не доставлено|warning: (?:could not|message)|delayed mail|errors from");
    private static final Pattern REPLY = Pattern.compile("(?i)^(?:re|aw|sv|antw|fwd?|wg|tr|rv)(?:\\[\\d+\\])?[ \\t]?:");

    private static final Pattern NOT_DELIVERED = Pattern.compile(
            "(?i)could not be delivered|couldn't be delivered|unable to deliver|not delivered|cannot be delivered|undeliverable|delivery (?:has )?failed|送信できません|konnte nicht zugestellt");

    private Speaker() {}

    /** True if it says itself that it is one. */
    static boolean isNamed(MimePart mail) {
        return SYSTEM.matcher(from(mail)).find()
                || mail.is("multipart/report")
                || mail.field("X-Failed-Recipients").isPresent()
                || mail.header("Content-Type").contains("delivery-status");
    }

    private static String from(MimePart mail) {
        return mail.header("From").toLowerCase(Locale.ROOT);
    }

    static boolean isMailSystem(MimePart mail, String subject, NoticeText text) {
        if (isNamed(mail)) {
            return true;
        }
        String from = from(mail);
        boolean person =
                REPLY.matcher(subject).find() || mail.field("In-Reply-To").isPresent();
        boolean nobody = from.isEmpty()
                || from.equals("<>")
                || mail.header("Return-Path").strip().equals("<>");
        boolean says = SUBJECT.matcher(subject).find();
        return !person && (says || (nobody && speaksLikeOne(text)));
    }

    private static boolean speaksLikeOne(NoticeText text) {
        String all = text.text();
        return (BounceReason.of(all, "") != BounceReason.UNDEFINED
                        && NOT_DELIVERED.matcher(all).find())
                || (!SmtpReply.code(all).isEmpty() && !SmtpReply.status(all).isEmpty());
    }
}
