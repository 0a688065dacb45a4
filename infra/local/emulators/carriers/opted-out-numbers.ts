/**
 * PutOptedOutNumber, DeleteOptedOutNumber and DescribeOptedOutNumbers of AWS End User Messaging SMS, as in its API Reference
 * (https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DeleteOptedOutNumber.html).
 */
import { AwsError, type Call, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import { ACCOUNT, REGION } from "../../template/references";
import { invalidParameters } from "./end-user-messaging";
import type { OptedOutNumber, OptOutList } from "./opt-out-list";

const OPERATIONS = ["PutOptedOutNumber", "DeleteOptedOutNumber", "DescribeOptedOutNumbers"] as const;
type Operation = (typeof OPERATIONS)[number];

/** Whether this is an operation on the numbers of an opt-out list. */
export function isAboutOptedOutNumbers(operation: string): operation is Operation {
  return (OPERATIONS as readonly string[]).includes(operation);
}

const PHONE = /^\+?[1-9]\d{1,18}$/;
const MAX_NUMBERS = 5;
const MAX_RESULTS = 100;
const BY_PATIENT = "end-user-opted-out";

export function createOptedOutNumbers(list: OptOutList): Service {
  const operations: Record<Operation, (call: Call) => object> = {
    PutOptedOutNumber: (call) => described(list.put(numberIn(call, list), false)),
    DeleteOptedOutNumber: (call) => {
      const phoneNumber = numberIn(call, list);
      const deleted = list.delete(phoneNumber);
      if (deleted === "unknown") throw notFound("opted-out-number", phoneNumber);
      // The reason by which AWS refuses it is not documented: this is the one of the API's reasons whose name says it.
      if (deleted === "too soon") throw refused("PHONE_NUMBER_CANNOT_BE_OPTED_IN", ["OptedOutNumber"]);
      return described(deleted);
    },
    DescribeOptedOutNumbers: (call) => describe(jsonParameters(call), list),
  };
  return async (call) => {
    if (!isAboutOptedOutNumbers(call.operation)) {
      throw new AwsError("UnsupportedOperation", 400, `The local run has no sms-voice ${call.operation}`);
    }
    const answer = operations[call.operation](call);
    return jsonAnswer({ OptOutListArn: arnOf(list.name), OptOutListName: list.name, ...answer });
  };
}

/** @throws {AwsError} */
function numberIn(call: Call, list: OptOutList): string {
  const { OptOutListName, OptedOutNumber } = jsonParameters(call);
  checkList(OptOutListName, list);
  if (typeof OptedOutNumber !== "string" || !PHONE.test(OptedOutNumber)) throw invalidParameters(["OptedOutNumber"]);
  return withPlus(OptedOutNumber);
}

function checkList(name: unknown, list: OptOutList): void {
  if (typeof name !== "string" || !/^[A-Za-z0-9_:/-]{1,256}$/.test(name)) throw invalidParameters(["OptOutListName"]);
  if (name !== list.name && name !== arnOf(list.name)) throw notFound("opt-out-list", name);
}

function describe(parameters: Record<string, unknown>, list: OptOutList): object {
  const { OptOutListName, OptedOutNumbers = [], Filters = [], NextToken, MaxResults = MAX_RESULTS } = parameters;
  checkList(OptOutListName, list);
  const invalid = [
    ...(isListOf(OptedOutNumbers, MAX_NUMBERS, (one) => typeof one === "string" && PHONE.test(one))
      ? []
      : ["OptedOutNumbers"]),
    ...(isListOf(Filters, 20, isFilter) ? [] : ["Filters"]),
    ...(NextToken === undefined || /^\d+$/.test(String(NextToken)) ? [] : ["NextToken"]),
    ...(Number.isInteger(MaxResults) && Number(MaxResults) >= 1 && Number(MaxResults) <= MAX_RESULTS
      ? []
      : ["MaxResults"]),
  ];
  if (invalid.length > 0) throw invalidParameters(invalid);
  const named = (OptedOutNumbers as string[]).map(withPlus);
  const missing = named.find((phoneNumber) => !list.has(phoneNumber));
  if (missing !== undefined) throw notFound("opted-out-number", missing);
  const wanted = (Filters as Filter[]).map(({ Values }) => Values);
  const found = list
    .numbers()
    .filter(({ phoneNumber }) => named.length === 0 || named.includes(phoneNumber))
    .filter(({ byPatient }) => wanted.every((values) => values.includes(String(byPatient))));
  const start = Number(NextToken ?? 0);
  const end = start + Number(MaxResults);
  return {
    OptedOutNumbers: found.slice(start, end).map(described),
    ...(end < found.length && { NextToken: String(end) }),
  };
}

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

function isFilter(value: unknown): boolean {
  const { Name, Values } = (value ?? {}) as Partial<Filter>;
  return (
    Name === BY_PATIENT && isListOf(Values, 20, (one) => one === "true" || one === "false") && Values?.length !== 0
  );
}

function isListOf(value: unknown, max: number, isValid: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= max && value.every(isValid);
}

function described({ phoneNumber, since, byPatient }: OptedOutNumber) {
  return { OptedOutNumber: phoneNumber, OptedOutTimestamp: since / 1000, EndUserOptedOut: byPatient };
}

function withPlus(phoneNumber: string): string {
  return phoneNumber.startsWith("+") ? phoneNumber : `+${phoneNumber}`;
}

function arnOf(list: string): string {
  return `arn:aws:sms-voice:${REGION}:${ACCOUNT}:opt-out-list/${list}`;
}

function notFound(ResourceType: string, ResourceId: string): AwsError {
  return new AwsError("ResourceNotFoundException", 400, "Not found", undefined, { ResourceType, ResourceId });
}

function refused(Reason: string, fields: readonly string[]): AwsError {
  const Fields = fields.map((Name) => ({ Name, Message: "is refused" }));
  return new AwsError("ValidationException", 400, `Refused: ${fields.join()}`, undefined, { Reason, Fields });
}
