// The page at `/`: the emails that the local run sent, and the phones of patients, with a field to answer texts.
import { conversationsOf, receiptWords, withWords, wordsOf } from "./conversations.js";
import { buttonItem, element, make, press, replaceItems, timeOf } from "./elements.js";
import { onViewChange, showEmail } from "./email-view.js";
import { onAnswer, showEmailsOf, showPhone } from "./phone-view.js";

const MAX_SHOWN = 300;
const REFRESH_MS = 2000;
const LISTS = ["emails", "sms", "receipts", "replies"];

const outbox = { emails: [], sms: [], receipts: [], replies: [] };
/** What became of a message, by its id: its last receipt. */
const receipts = new Map();
/** What became of an answer, by its id. */
const outcomes = new Map();
let conversations = [];
let kind = "emails";
/** The message id of an email; the number of a phone. */
const selected = { emails: undefined, phones: undefined };

function showList() {
  const words = element("search").value;
  const found = kind === "emails" ? emailsWith(words) : withWords(conversations, words);
  const items = found.slice(0, MAX_SHOWN).map(kind === "emails" ? emailItem : phoneItem);
  if (found.length > MAX_SHOWN) {
    items.push(make("li", { textContent: `… and ${found.length - MAX_SHOWN} older ones: use Search` }));
  }
  replaceItems(element("list"), items);
  element("show-emails").textContent = `Emails (${outbox.emails.length})`;
  element("show-phones").textContent = `Phones (${conversations.length})`;
}

function emailsWith(words) {
  const wanted = words.trim().toLowerCase();
  return outbox.emails
    .filter(({ to, subject, text }) => `${to}\n${subject}\n${text}`.toLowerCase().includes(wanted))
    .reverse();
}

function emailItem({ messageId, to, subject }) {
  return buttonItem({
    key: messageId,
    isCurrent: messageId === selected.emails,
    lines: [to, subject, receiptWords(receipts.get(messageId))],
    onclick: () => select("emails", messageId),
  });
}

function phoneItem({ phoneNumber, entries }) {
  const answers = entries.filter(({ reply }) => reply).length;
  return buttonItem({
    key: phoneNumber,
    isCurrent: phoneNumber === selected.phones,
    lines: [
      phoneNumber,
      wordsOf(entries.at(-1)),
      ...(answers > 0 ? [answers === 1 ? "1 answer" : `${answers} answers`] : []),
    ],
    onclick: () => select("phones", phoneNumber),
  });
}

function select(ofKind, key) {
  kind = ofKind;
  selected[kind] = key;
  press("show-emails", kind === "emails");
  press("show-phones", kind === "phones");
  showList();
  showSelected();
  if (kind === "phones" && key !== undefined) void showEmails();
}

function showSelected() {
  const email = kind === "emails" && outbox.emails.find(({ messageId }) => messageId === selected.emails);
  const phone = kind === "phones" && conversations.find(({ phoneNumber }) => phoneNumber === selected.phones);
  element("email").hidden = !email;
  element("phone").hidden = !phone;
  element("nothing").hidden = Boolean(email || phone);
  if (email) showEmail(email, receipts.get(email.messageId));
  if (phone) showPhone(phone, receipts, outcomes);
}

async function showEmails() {
  const open = ({ messageId }) => {
    select("emails", messageId);
    element("email-title").focus();
  };
  await showEmailsOf(selected.phones, outbox.emails, receipts, open).catch(() => {});
}

/** Shows the newest message of a kind if none is selected. */
function showKind(chosen) {
  const newest = { emails: outbox.emails.at(-1)?.messageId, phones: conversations[0]?.phoneNumber };
  select(chosen, selected[chosen] ?? newest[chosen]);
}

/** The texts that wait for their send window, by the time at which it opens. */
function showWaiting(moments) {
  const times = moments.map(({ until, count }) => `${count} until ${timeOf(until)}`);
  element("waiting").textContent = `Texts that wait for their send window: ${times.join(", ")}`;
  element("waiting").hidden = moments.length === 0;
}

const get = async (path) => (await fetch(path)).json();
let stopped = false;

function forgetAll() {
  for (const name of LISTS) outbox[name].length = 0;
  receipts.clear();
  outcomes.clear();
  Object.assign(selected, { emails: undefined, phones: undefined });
}

async function update() {
  const seen = LISTS.map((name) => `${name}=${outbox[name].length}`).join("&");
  const fresh = await get(`/_local/outbox?${seen}&metrics=${Number.MAX_SAFE_INTEGER}`);
  for (const name of LISTS) outbox[name].push(...fresh[name]);
  for (const receipt of fresh.receipts) receipts.set(receipt.messageId, receipt);
  const answers = outbox.replies.length > 0 ? await get("/_local/answers") : [];
  const before = JSON.stringify([...outcomes.values()]);
  for (const answer of answers) outcomes.set(answer.replyId, answer);
  showWaiting(await get("/_local/waiting"));
  if (LISTS.every((name) => fresh[name].length === 0) && JSON.stringify([...outcomes.values()]) === before) return;
  conversations = conversationsOf(outbox);
  if (selected[kind] === undefined) showKind(outbox[kind === "emails" ? "emails" : "sms"].length > 0 ? kind : "phones");
  else {
    showList();
    showSelected();
    if (kind === "phones" && fresh.emails.length > 0) void showEmails();
  }
}

async function refresh() {
  try {
    // A new run: the messages of the last one are gone.
    if (stopped) forgetAll();
    stopped = false;
    await update();
  } catch {
    // The local run has stopped; another one may start.
    stopped = true;
  }
  setTimeout(refresh, REFRESH_MS);
}

element("show-emails").onclick = () => showKind("emails");
element("show-phones").onclick = () => showKind("phones");
element("search").oninput = showList;
onViewChange(showSelected);
onAnswer(update);
showList();
void refresh();
