import type { TextsOfToday } from "../../aws/floods/dynamo-texts-of-today";
import type { WaitingForPhone } from "../../aws/floods/inspect-floods";
import { counted } from "../../output/table";
import { textsText } from "../../release/held-texts-text";
import { type Check, check, DEPLOY, type Finding, fail, ok, warn } from "../facts/check";
import type { Facts } from "../facts/facts";

/** Checks whether texts wait because there are far more of them than usual. The held daily run is checked with the run. */
export function checkFloods({ environment, names, floods }: Facts): Check[] {
  const noTexts = fail(`table ${names.smsRateLimitTable} does not exist`, DEPLOY);
  const noLog = fail(`table ${names.deliveryLogTable} does not exist`, DEPLOY);
  return [
    check("Held texts", floods.texts, noTexts, (texts) => checkTexts(texts, environment)),
    check("Held for a phone", floods.waitingForPhone, noLog, (waiting) => checkPhones(waiting, environment)),
  ];
}

function checkTexts(texts: TextsOfToday, environment: string): Finding {
  const seen = textsText(texts);
  if (texts.isHeld)
    return fail(
      `further ones wait: ${seen}`,
      `npm run ops -- release texts --because TEXT --environment ${environment}`,
    );
  return ok(texts.isReleased ? `none, released for today: ${seen}` : `none: ${seen}`);
}

function checkPhones({ count, notificationId }: WaitingForPhone, environment: string): Finding {
  if (notificationId === undefined) return ok("none");
  const wait = count === 1 ? "waits: its phone has" : "wait: their phone has";
  return warn(
    `${counted(count, "text")} of today ${wait} had too many`,
    `npm run ops -- release phone --notification ${notificationId} --because TEXT --environment ${environment}`,
  );
}
