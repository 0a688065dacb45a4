// An email, as HTML or as text, with its attachments.
import { receiptWords } from "./conversations.js";
import { element, make, press, timeOf } from "./elements.js";

let view = "html";
/** What is shown: loading it again would close its attachments. */
let shown;

/** @param receipt the last one of this email */
export function showEmail(email, receipt) {
  showFacts(email, receipt);
  if (shown === `${email.messageId} ${email.to} ${view}`) return;
  shown = `${email.messageId} ${email.to} ${view}`;
  const asHtml = view === "html" && email.html !== "";
  element("email-title").textContent = email.subject;
  element("files").replaceChildren(...email.attachments.map(attachment));
  element("files").hidden = email.attachments.length === 0;
  element("text").textContent = email.text;
  element("text").hidden = asHtml;
  element("html").hidden = !asHtml;
  element("html").srcdoc = asHtml ? email.html : "";
  press("show-html", asHtml);
  press("show-text", !asHtml);
}

function showFacts(email, receipt) {
  element("email-facts").textContent = [
    `From ${email.from}`,
    `To ${email.to}`,
    timeOf(email.at),
    receiptWords(receipt) || "no receipt",
    ...(email.replyTo ? [`Answers to ${email.replyTo}`] : []),
  ].join(" · ");
}

/** @param show shows the current email again */
export function onViewChange(show) {
  for (const name of ["html", "text"]) {
    element(`show-${name}`).onclick = () => {
      view = name;
      show();
    };
  }
}

function attachment({ name, contentType, content }) {
  return make(
    "details",
    {},
    make("summary", { textContent: `${name} (${contentType})` }),
    make("pre", { textContent: content }),
  );
}
