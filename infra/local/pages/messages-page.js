// The page at `/`: the emails and SMS that the local carriers accepted, newest first.
const MAX_SHOWN = 300;
const REFRESH_MS = 2000;

const languageNames = new Intl.DisplayNames("en", { type: "language" });
const element = (id) => document.getElementById(id);
const outbox = { emails: [], sms: [], receipts: [] };
/** What became of a message, by its id: its last receipt. */
const receipts = new Map();
let kind = "emails";
let view = "html";
let selected;

const describe = (message) =>
  kind === "emails"
    ? { who: message.to, what: message.subject }
    : { who: message.phoneNumber, what: `${message.from ? `${message.from}: ` : ""}${message.message}` };

/** Such as `delivered`, or `undelivered: UNREACHABLE`; empty without a receipt. */
function receiptOf({ messageId }) {
  const { status, code } = receipts.get(messageId) ?? {};
  if (!status) return "";
  return `${status.toLowerCase()}${code ? `: ${code}` : ""}`;
}

function showList() {
  const words = element("search").value.trim().toLowerCase();
  const found = outbox[kind].filter((message) => {
    const { who, what } = describe(message);
    return `${who}\n${what}\n${message.text ?? ""}`.toLowerCase().includes(words);
  });
  const items = found.slice(-MAX_SHOWN).reverse().map(listItem);
  if (found.length > MAX_SHOWN) {
    const more = document.createElement("li");
    more.textContent = `… and ${found.length - MAX_SHOWN} older messages: use Search`;
    items.push(more);
  }
  element("list").replaceChildren(...items);
  element("show-emails").textContent = `Emails (${outbox.emails.length})`;
  element("show-sms").textContent = `SMS (${outbox.sms.length})`;
}

function listItem(message) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const who = document.createElement("b");
  const what = document.createElement("small");
  const became = document.createElement("small");
  who.textContent = describe(message).who;
  what.textContent = describe(message).what;
  what.dir = "auto";
  became.textContent = receiptOf(message);
  button.type = "button";
  button.ariaCurrent = String(message === selected);
  button.onclick = () => {
    selected = message;
    showList();
    showMessage();
  };
  button.append(who, what, became);
  item.append(button);
  return item;
}

function showMessage() {
  const isEmail = selected?.html !== undefined;
  const asHtml = isEmail && view === "html" && selected.html !== "";
  const visible = {
    title: selected,
    facts: selected,
    views: isEmail,
    files: selected?.attachments?.length > 0,
    html: asHtml,
    text: isEmail && !asHtml,
    phone: selected && !isEmail,
  };
  for (const [id, shown] of Object.entries(visible)) element(id).hidden = !shown;
  element("nothing").hidden = Boolean(selected);
  if (!selected) return;
  const at = new Date(selected.at).toLocaleString();
  element("title").textContent = isEmail ? selected.subject : "SMS";
  const became = receiptOf(selected) || "no receipt";
  element("facts").textContent = isEmail
    ? `From ${selected.from} · To ${selected.to} · ${at} · ${became}${selected.replyTo && ` · Answers to ${selected.replyTo}`}`
    : `To ${selected.phoneNumber} · ${at} · ${became}`;
  element("files").replaceChildren(...(selected.attachments ?? []).map(attachment));
  element("text").textContent = isEmail ? selected.text : "";
  if (!isEmail) showText(selected);
  element("html").srcdoc = asHtml ? selected.html : "";
  press("show-html", asHtml, "show-text");
}

/** A text on a phone, with what the delivery log and the message itself say about it. */
function showText(text) {
  element("sender").textContent = text.from ?? "Chosen by AWS";
  element("bubble").textContent = text.message;
  showFacts(text, {});
  fetch(`/_local/text?messageId=${encodeURIComponent(text.messageId)}`)
    .then((response) => (response.ok ? response.json() : {}))
    .then((facts) => {
      if (text === selected) showFacts(text, facts);
    })
    .catch(() => {});
}

function showFacts(text, { clinicId = "–", language, parts, country, price }) {
  const inDollars =
    price === undefined ? `${country ?? "?"}: see the price list of AWS` : `${price.toFixed(4)} dollars`;
  const facts = {
    From: text.from ?? "a number of the account that AWS chooses",
    Clinic: clinicId,
    Language: language ? `${languageNames.of(language)} (${language})` : "–",
    Parts: `${parts ?? "–"} (${[...text.message].length} characters)`,
    Price: parts === undefined ? "–" : inDollars,
  };
  const rows = Object.entries(facts).flatMap(([name, value]) => {
    const [term, description] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    description.textContent = value;
    return [term, description];
  });
  element("text-facts").replaceChildren(...rows);
}

function attachment({ name, contentType, content }) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const text = document.createElement("pre");
  summary.textContent = `${name} (${contentType})`;
  text.textContent = content;
  details.append(summary, text);
  return details;
}

function press(id, pressed, other) {
  element(id).ariaPressed = String(pressed);
  element(other).ariaPressed = String(!pressed);
}

function showKind(chosen) {
  kind = chosen;
  selected = outbox[kind].at(-1);
  press("show-emails", kind === "emails", "show-sms");
  showList();
  showMessage();
}

/** The texts that wait for their send window, by the time at which it opens. */
function showWaiting(moments) {
  const times = moments.map(({ until, count }) => `${count} until ${new Date(until).toLocaleString()}`);
  element("waiting").textContent = `Texts that wait for their send window: ${times.join(", ")}`;
  element("waiting").hidden = moments.length === 0;
}

let stopped = false;

async function refresh() {
  try {
    if (stopped) {
      // A new run: discard the messages of the last one.
      outbox.emails.length = 0;
      outbox.sms.length = 0;
      outbox.receipts.length = 0;
      receipts.clear();
      selected = undefined;
    }
    const seen = `emails=${outbox.emails.length}&sms=${outbox.sms.length}&receipts=${outbox.receipts.length}&metrics=${Number.MAX_SAFE_INTEGER}`;
    const fresh = await (await fetch(`/_local/outbox?${seen}`)).json();
    outbox.emails.push(...fresh.emails);
    outbox.sms.push(...fresh.sms);
    outbox.receipts.push(...fresh.receipts);
    for (const receipt of fresh.receipts) receipts.set(receipt.messageId, receipt);
    showWaiting(await (await fetch("/_local/waiting")).json());
    if (stopped) showKind(kind);
    stopped = false;
    if (fresh.receipts.some(({ messageId }) => messageId === selected?.messageId)) showMessage();
    if (fresh.emails.length + fresh.sms.length + fresh.receipts.length > 0) {
      if (selected) showList();
      else showKind(outbox[kind].length > 0 ? kind : "sms");
    }
  } catch {
    // The local run has stopped; another one may start.
    stopped = true;
  }
  setTimeout(refresh, REFRESH_MS);
}

element("show-emails").onclick = () => showKind("emails");
element("show-sms").onclick = () => showKind("sms");
element("search").oninput = showList;
for (const name of ["html", "text"]) {
  element(`show-${name}`).onclick = () => {
    view = name;
    showMessage();
  };
}
showList();
void refresh();
