// What the page shows of texts and answers, without a document: `conversations.d.ts` has its types.

/** The texts and answers of each phone in their order; the phone with the newest of them is first. */
export function conversationsOf({ sms, replies }) {
  const phones = new Map();
  const add = (phoneNumber, entry) => {
    const known = phones.get(phoneNumber);
    if (known) known.push(entry);
    else phones.set(phoneNumber, [entry]);
  };
  for (const text of sms) add(text.phoneNumber, { at: text.at, text });
  for (const reply of replies) add(reply.phoneNumber, { at: reply.at, reply });
  return [...phones]
    .map(([phoneNumber, entries]) => ({ phoneNumber, entries: entries.sort(byTime) }))
    .sort((one, other) => byTime(other.entries.at(-1), one.entries.at(-1)));
}

/** What was said first is first. At the same millisecond, an answer is before the carrier's own answer to it. */
function byTime(one, other) {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return Number(one.reply === undefined) - Number(other.reply === undefined);
}

/** The conversations that have these words, in a number, a text or an answer. */
export function withWords(conversations, words) {
  const wanted = words.trim().toLowerCase();
  return conversations.filter(({ phoneNumber, entries }) =>
    [phoneNumber, ...entries.map(wordsOf)].some((line) => line.toLowerCase().includes(wanted)),
  );
}

export function wordsOf({ text, reply }) {
  return (text ?? reply).message;
}

/** Such as `delivered`, or `undelivered: UNREACHABLE`; empty without a receipt. */
export function receiptWords(receipt) {
  if (!receipt) return "";
  const { status, code } = receipt;
  return `${status.toLowerCase()}${code ? `: ${code}` : ""}`;
}

const BY_CARRIER = {
  OPT_OUT: "The carrier opted this phone out and answered by itself: no more texts.",
  HELP: "The carrier answered by itself.",
};
const MEANINGS = {
  CONFIRM: "Confirms",
  CANCEL: "Asks to cancel",
  RESCHEDULE: "Asks for another time",
  STOP: "Wants no more texts",
  START: "Wants texts again",
  HELP: "Asks for help",
  COURTESY: "Is a word of courtesy",
  UNCLEAR: "Is unclear",
};

/**
 * What became of an answer, as sentences.
 * @param reply from the outbox
 * @param outcome what the pipeline made of it; undefined before it was read
 */
export function answerWords({ keyword }, outcome) {
  if (keyword) return BY_CARRIER[keyword];
  if (!outcome) return "Not read yet.";
  const { meaning, status, reason, appointmentId, waiting, done } = outcome;
  const what = `${MEANINGS[meaning]}${reason ? ` (${reason})` : ""}.`;
  const about = appointmentId ? `Appointment: ${appointmentId}.` : "";
  const event = status ? `Event: ${status}.` : "No event.";
  const staff = waiting ? "Waits for staff." : done ? "Staff have dealt with it." : "";
  return [what, about, event, staff].filter(Boolean).join(" ");
}

/** How a text is introduced: who sent it. */
export function senderWords({ from, automatic }) {
  if (automatic) return "The carrier, by itself";
  return from ?? "The clinic's number";
}

/** What a text comes from, and that nobody can answer it if that is a sender ID. */
export function originWords({ from }) {
  if (from === undefined) return "the number that AWS chooses";
  return /^\+?\d+$/.test(from) ? from : `${from}, a sender ID: a patient cannot answer it`;
}

/**
 * What happened in a conversation since it was shown last, for screen readers.
 * @returns sentences; empty if nothing happened
 */
export function newsOf(before, after) {
  const known = new Map(before.map(({ key, became }) => [key, became]));
  return after
    .flatMap(({ key, isReply, line, who, became }) => {
      if (!known.has(key)) return isReply ? [] : [line];
      if (became === known.get(key)) return [];
      return [isReply ? became : `${who}, an earlier text: ${became}.`];
    })
    .join(" ");
}
