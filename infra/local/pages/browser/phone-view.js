// A patient's phone: its texts and answers as bubbles, a field to answer, and the emails of the same patients.
import { answerWords, newsOf, originWords, receiptWords, senderWords, wordsOf } from "./conversations.js";
import { buttonItem, describe, element, make, timeOf } from "./elements.js";

const languageNames = new Intl.DisplayNames("en", { type: "language" });
let shown = { phoneNumber: undefined, lines: [] };

/**
 * @param conversation of {@link conversationsOf}
 * @param receipts the last receipt of each message, by its id
 * @param outcomes what became of each answer, by its id
 */
export function showPhone({ phoneNumber, entries }, receipts, outcomes) {
  const isNew = phoneNumber !== shown.phoneNumber;
  const lines = entries.map((entry) => lineOf(entry, receipts, outcomes));
  element("phone-title").textContent = `Phone ${phoneNumber}`;
  const scroll = element("scroll");
  const isAtEnd = scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 2;
  element("thread").replaceChildren(...lines.map(bubble));
  if (isNew) {
    element("answer").value = "";
    showProblem("");
    element("news").textContent = "";
    element("patient-emails").replaceChildren();
  } else {
    const news = newsOf(shown.lines, lines);
    if (news) element("news").textContent = news;
  }
  // What became of a text or an answer lengthens the last line.
  if (isNew || isAtEnd || lines.length !== shown.lines.length) scroll.scrollTop = scroll.scrollHeight;
  shown = { phoneNumber, lines };
  const last = entries.findLast(({ text }) => text && !text.automatic)?.text;
  showFacts(phoneNumber, last);
}

function lineOf(entry, receipts, outcomes) {
  const { text, reply, at } = entry;
  if (reply) {
    const became = answerWords(reply, outcomes.get(reply.inboundMessageId));
    return {
      key: reply.inboundMessageId,
      isReply: true,
      who: "The patient",
      line: "",
      words: wordsOf(entry),
      at,
      became,
    };
  }
  const who = senderWords(text);
  const words = wordsOf(entry);
  const became = text.automatic ? "" : receiptWords(receipts.get(text.messageId)) || "no receipt yet";
  return { key: text.messageId, isReply: false, who, line: `${who}: ${words}`, words, at, became };
}

function bubble({ isReply, who, words, at, became }) {
  return make(
    "li",
    { className: isReply ? "from-patient" : "to-patient" },
    make("span", { className: "who", textContent: `${who}, ${timeOf(at)}` }),
    make("p", { className: "words", textContent: words, dir: "auto" }),
    ...(became ? [make("span", { className: "became", textContent: became })] : []),
  );
}

/** What the delivery log says of the last text. */
let factsOf;
function showFacts(phoneNumber, text) {
  const key = `${phoneNumber} ${text?.messageId}`;
  if (key === factsOf) return;
  factsOf = key;
  describe(element("text-facts"), {});
  if (!text) return;
  fetch(`/_local/text?messageId=${encodeURIComponent(text.messageId)}`)
    .then((response) => (response.ok ? response.json() : {}))
    .then((facts) => {
      if (key === factsOf) describe(element("text-facts"), inWords(text, facts));
    })
    .catch(() => {});
}

function inWords(text, { clinicId = "–", language, parts, country, price }) {
  const inDollars =
    price === undefined ? `${country ?? "?"}: see the price list of AWS` : `${price.toFixed(4)} dollars`;
  return {
    From: originWords(text),
    Clinic: clinicId,
    Language: language ? `${languageNames.of(language)} (${language})` : "–",
    Parts: `${parts ?? "–"} (${[...text.message].length} characters)`,
    Price: parts === undefined ? "–" : inDollars,
  };
}

/**
 * Lists the emails of the patients of the phone.
 * @param open shows an email
 */
export async function showEmailsOf(phoneNumber, emails, receipts, open) {
  const response = await fetch(`/_local/phone?phoneNumber=${encodeURIComponent(phoneNumber)}`);
  const { messageIds = [] } = response.ok ? await response.json() : {};
  if (phoneNumber !== shown.phoneNumber) return;
  const own = emails.filter(({ messageId }) => messageIds.includes(messageId));
  element("no-emails").hidden = own.length > 0;
  const items = own.map((email) =>
    buttonItem({
      key: email.messageId,
      lines: [email.subject, `To ${email.to}`, receiptWords(receipts.get(email.messageId))],
      onclick: () => open(email),
    }),
  );
  element("patient-emails").replaceChildren(...items);
}

/** @param afterwards is called once an answer was received */
export function onAnswer(afterwards) {
  element("answer-form").onsubmit = async (event) => {
    event.preventDefault();
    const { phoneNumber } = shown;
    const message = element("answer").value;
    if (message.trim() === "") {
      showProblem("Type an answer first.");
      return;
    }
    try {
      const body = JSON.stringify({ phoneNumber, message });
      const response = await fetch("/_local/reply", { method: "POST", body });
      if (!response.ok) throw new Error((await response.json()).errorMessage);
      showProblem("");
      if (phoneNumber === shown.phoneNumber) element("answer").value = "";
      element("news").textContent = "The answer was sent.";
      await afterwards();
    } catch (error) {
      showProblem(`The answer was not sent. ${error.message}`);
    }
    element("answer").focus();
  };
}

function showProblem(words) {
  element("answer-problem").textContent = words;
  element("answer").ariaInvalid = String(words !== "");
}
