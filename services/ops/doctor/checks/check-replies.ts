/**
 * Checks whether patients' answers reach this environment, and whether STOP is honoured: what a number does with a text is
 * set at the number, outside the stack.
 */
import type { Clinic } from "../../../../contracts/clinics/clinic";
import type { SmsResource } from "../../aws/inspection/carriers/inspect-sms-resources";
import type { Lookup } from "../../aws/inspection/lookup";
import { type Check, check, DEPLOY, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";
import {
  type AnsweredNumber,
  answeredNumbers,
  type ReplySettings,
  replySettings,
  wordingsOf,
} from "../facts/reply-facts";
import { isUsable } from "./check-sms-resources";

const TRAP = "docs/deploying.md#6-sms";
const SET_UP = "docs/replies.md#set-up-the-number";
const OPT_OUTS = "docs/replies.md#opt-outs";
const NO_TEXTS = unchecked("the function that sends the texts does not exist");
const NO_SERVICE = unchecked("AWS End User Messaging has none in this region");
const CLI = "aws pinpoint-sms-voice-v2";
/** The numbers, or clinics, that a finding names. */
const MAX_NAMED = 10;

export function checkReplies(facts: Facts): Check[] {
  const { smsResources, clinics, functions, names } = facts;
  const consumer = functions.get(names.repliesConsumer)?.configuration ?? { how: "missing" as const };
  const gone = fail(`function ${names.repliesConsumer} does not exist`, DEPLOY);
  const profiles = clinics.how === "known" && typeof clinics.value !== "string" ? clinics.value : undefined;
  const wordings = wordingsOf(facts);
  const ofSettings = (assess: (settings: ReplySettings) => Finding) =>
    assessed(consumer, gone, (state) => assess(replySettings(state, names.repliesTopic)));
  const ofNumbers = (assess: (numbers: readonly AnsweredNumber[]) => Finding) =>
    assessed(smsResources.identities, NO_SERVICE, (all) => assess(answeredNumbers(all.filter(isUsable), profiles)));
  const ofWordings = (assess: (wordings: readonly string[]) => Finding) => assessed(wordings, NO_TEXTS, assess);
  return [
    {
      title: "Numbers for answers",
      ...ofSettings(({ topicArn }) =>
        ofNumbers((numbers) => ofWordings((wordings) => checkNumbers(numbers, topicArn, wordings.some(asksForAnswer)))),
      ),
    },
    ...senderIdCheck(profiles),
    {
      title: "Opt-outs",
      ...ofSettings(({ isSelfManaged }) => ofNumbers((numbers) => checkOptOuts(numbers, isSelfManaged))),
    },
    { title: "Opt-out list", ...ofSettings((settings) => checkList(settings, smsResources.optOutLists)) },
    {
      title: "Numbers' opt-out list",
      ...ofSettings(({ optOutList }) => ofNumbers((numbers) => checkLists(numbers, optOutList))),
    },
    {
      title: "CANCEL in texts",
      ...ofWordings((wordings) => (wordings.includes("reply") ? ofNumbers(checkTrap) : ok("no text asks for CANCEL"))),
    },
  ];
}

/** As {@link check}, for checks that need several lookups. */
function assessed<T>(lookup: Lookup<T>, missing: Finding, assess: (value: T) => Finding): Finding {
  const { title: _, ...finding } = check("", lookup, missing, assess);
  return finding;
}

function asksForAnswer(wording: string): boolean {
  return wording !== "no-reply";
}

function checkNumbers(numbers: readonly AnsweredNumber[], topicArn: string, asks: boolean): Finding {
  const topic = topicArn.split(":").at(-1);
  if (numbers.length === 0)
    return asks
      ? warn("texts ask for an answer, and no number receives any: set smsWording=no-reply", SET_UP)
      : ok("none, and no text asks for an answer");
  const reaches = ({ inbound }: AnsweredNumber) => inbound.isTwoWay && inbound.channelArn === topicArn;
  const [first, ...others] = numbers.filter((number) => !reaches(number));
  if (!first) return ok(`answers to ${named(numbers)} are published to ${topic}`);
  const lost = [first, ...others];
  const seen = lost.map((number) => `${number.name} (${channelText(number)})`).slice(0, MAX_NAMED);
  const more = lost.length > MAX_NAMED ? ` and ${lost.length - MAX_NAMED} more` : "";
  const what = `not published to ${topic}: ${seen.join(", ")}${more}`;
  const remedy = updateText(first, `--two-way-enabled --two-way-channel-arn ${topicArn}`);
  if (lost.length < numbers.length) return warn(what, remedy);
  if (asks) return fail(`${what}; texts ask for an answer that nobody gets`, remedy);
  return ok(`${what}; no text asks for an answer`);
}

function channelText({ inbound: { isTwoWay, channelArn } }: AnsweredNumber): string {
  return isTwoWay ? `to ${channelArn?.split(":").at(-1) ?? "no channel"}` : "not two-way";
}

/** Nobody can answer a text from a sender ID. */
function senderIdCheck(profiles: readonly Clinic[] | undefined): Check[] {
  const asking = (profiles ?? []).filter(
    ({ sms, smsWording }) => sms.senderId !== undefined && asksForAnswer(smsWording),
  );
  if (asking.length === 0) return [];
  const ids = asking.map(({ id }) => ({ name: id }));
  const seen = `${named(ids)}: texts ask for an answer, and come from a sender ID, which receives none`;
  return [{ title: "Sender IDs", ...warn(seen, SET_UP) }];
}

/** STOP and HELP are answered once: by AWS, or by this environment. */
function checkOptOuts(numbers: readonly AnsweredNumber[], isSelfManaged: boolean): Finding {
  // Carriers answer STOP on a toll-free number, whatever is set.
  const differs = ({ inbound, isTollFree }: AnsweredNumber) =>
    isSelfManaged ? !inbound.isSelfManaged && !isTollFree : inbound.isSelfManaged;
  const [first, ...others] = numbers.filter(differs);
  if (!first)
    return ok(isSelfManaged ? "self-managed: this environment answers STOP and HELP" : "AWS answers STOP and HELP");
  const differing = named([first, ...others]);
  return isSelfManaged
    ? warn(
        `AWS manages those of ${differing}, but selfManagedOptOuts is true`,
        updateText(first, "--self-managed-opt-outs-enabled"),
      )
    : fail(`self-managed for ${differing}, but selfManagedOptOuts is not true: nobody answers STOP and HELP`, OPT_OUTS);
}

function checkList({ optOutList }: ReplySettings, lists: Lookup<readonly SmsResource[]>): Finding {
  const isThere = (all: readonly SmsResource[]) => all.some(({ arn }) => arn.endsWith(`:opt-out-list/${optOutList}`));
  return assessed(lists, NO_SERVICE, (all) =>
    isThere(all)
      ? ok(`${optOutList} exists`)
      : fail(
          `${optOutList} does not exist: STOP cannot be recorded`,
          `${CLI} create-opt-out-list --opt-out-list-name ${optOutList}`,
        ),
  );
}

/** A number sends to phones that are on another number's list. */
function checkLists(numbers: readonly AnsweredNumber[], optOutList: string): Finding {
  const [first, ...others] = numbers.filter(({ inbound }) => (inbound.optOutList ?? optOutList) !== optOutList);
  if (!first) return ok(numbers.length === 0 ? "no number" : `${optOutList} for ${named(numbers)}`);
  return fail(
    `not ${optOutList} but another for ${named([first, ...others])}: an opt-out does not stop their texts`,
    updateText(first, `--opt-out-list-name ${optOutList}`),
  );
}

/** On a toll-free number only STOP opts out. */
function checkTrap(numbers: readonly AnsweredNumber[]): Finding {
  const trapped = numbers.filter(({ inbound, isTollFree }) => !inbound.isSelfManaged && !isTollFree);
  if (trapped.length === 0) return ok("texts ask for CANCEL, which opts nobody out");
  return warn(`texts ask for CANCEL, which AWS takes for an opt-out on ${named(trapped)}`, TRAP);
}

/** The command that changes a number's settings, or those of its pool: AWS refuses to change a number in a pool. */
function updateText({ name, poolId }: AnsweredNumber, change: string): string {
  const which = poolId
    ? `update-pool --pool-id ${poolId}`
    : `update-phone-number --phone-number-id ${name.split("/").at(-1)}`;
  return `${CLI} ${which} ${change}`;
}

function named(all: readonly { readonly name: string }[]): string {
  const others = all.length - MAX_NAMED;
  return `${all
    .slice(0, MAX_NAMED)
    .map(({ name }) => name)
    .join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}
