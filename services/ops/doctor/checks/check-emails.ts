import type { EmailAccount, EmailIdentity } from "../../aws/inspection/carriers/inspect-email-account";
import { type Check, check, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";

const PAGE = "docs/deploying.md#5-email";
/** The part of the quota from which little is left for the day. */
const NEARLY_ALL = 0.8;

/** Checks whether this account can email patients. */
export function checkEmails({ email: { account, domain, identity } }: Facts): Check[] {
  const sender = domain.how === "known" ? domain.value : "the sender domain";
  const noAccount = fail("SES is not set up in this region", PAGE);
  const noIdentity = fail(`SES has no identity ${sender}: SES rejects every email`, PAGE);
  return [
    check("SES sandbox", account, noAccount, ({ production }) =>
      production
        ? ok("the account has left the sandbox")
        : fail("the account is in the sandbox: only verified addresses receive emails", PAGE),
    ),
    check("SES sending", account, noAccount, checkSending),
    check("SES quota", account, noAccount, checkQuota),
    check("Sender domain", identity, noIdentity, ({ verified }) =>
      verified ? ok(`${sender} is verified`) : fail(`${sender} is not verified: SES rejects every email`, PAGE),
    ),
    check("DKIM", identity, noIdentity, ({ dkim }) => checkDkim(dkim)),
  ];
}

function checkSending({ sends, enforcement }: EmailAccount): Finding {
  if (!sends)
    return fail("SES has stopped sending for this account", "docs/runbook.md#notification-delivery-failure-alarm");
  if (enforcement === "SHUTDOWN") return fail("SES has shut this account down", PAGE);
  if (enforcement === "PROBATION") return warn("on, but SES has the account under review", PAGE);
  return ok("on");
}

function checkQuota({ quota, sent, rate }: EmailAccount): Finding {
  const number = (count: number) => count.toLocaleString("en-US");
  if (quota < 0) return ok(`${number(sent)} emails within 24 hours, without a quota`);
  const seen = `${number(sent)} of ${number(quota)} emails within 24 hours, ${number(rate)} per second`;
  const page = "docs/runbook.md#carrier-throttle-alarm";
  if (sent >= quota) return fail(`${seen}: further emails wait`, page);
  return sent >= quota * NEARLY_ALL ? warn(seen, page) : ok(seen);
}

function checkDkim(dkim: EmailIdentity["dkim"]): Finding {
  if (!dkim) return unchecked("SES returned no DKIM status");
  if (!dkim.signs) return warn("off: emails are not signed, and may be filed as spam", PAGE);
  return dkim.status === "SUCCESS"
    ? ok("emails are signed")
    : warn(`${dkim.status.toLowerCase().replaceAll("_", " ")}: check its records in the domain's DNS`, PAGE);
}
