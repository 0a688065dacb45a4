import { readResources } from "../../../../infra/local/template/resources";
import { SAMPLE, sampleFunction, writeSampleAssembly } from "../../../support/data/sample-assembly";

const ARN = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const read = (change: Parameters<typeof writeSampleAssembly>[1] = {}) =>
  readResources(writeSampleAssembly({}, change), "http://127.0.0.1:4566");

const EVENTS = ARN("sns", "events-dev");
const topic = { Type: "AWS::SNS::Topic", Properties: { TopicName: "events-dev" } };
/** Admits a service on behalf of one configuration set. */
const policy = (service: string, source: string) => ({
  Type: "AWS::SNS::TopicPolicy",
  Properties: {
    Topics: [EVENTS],
    PolicyDocument: {
      Statement: [
        { Effect: "Deny", Principal: "*", Action: "sns:Publish" },
        {
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sns:Publish",
          Condition: { ArnEquals: { "aws:SourceArn": source } },
        },
      ],
    },
  },
});

describe("A subscription", () => {
  const subscription = (Properties: object) => ({
    Topic: topic,
    Subscription: { Type: "AWS::SNS::Subscription", Properties: { TopicArn: EVENTS, ...Properties } },
  });

  test("names its topic and its queue, and whether the queue gets the message alone", () => {
    const Endpoint = ARN("sqs", SAMPLE.queue);
    const given = subscription({ Protocol: "sqs", Endpoint, RawMessageDelivery: true });
    expect(read(given).topicSubscriptions).toEqual([{ topicArn: EVENTS, queueArn: Endpoint, raw: true }]);
    const wrapped = read(subscription({ Protocol: "sqs", Endpoint })).topicSubscriptions;
    expect(wrapped).toMatchObject([{ raw: false }]);
  });

  test("of a person is left out", () => {
    expect(read(subscription({ Protocol: "email", Endpoint: "a@example.com" })).topicSubscriptions).toEqual([]);
  });

  test.each([
    { Protocol: "https", Endpoint: "https://example.com" },
    { Protocol: "sqs", Endpoint: ARN("sqs", SAMPLE.queue), FilterPolicy: { status: ["SMS_SENT"] } },
  ])("as %j is refused, with its logical id", (properties) => {
    expect(() => read(subscription(properties))).toThrow(/Subscription/);
  });
});

describe("A subscription filter", () => {
  const functionArn = ARN("lambda", `function:${SAMPLE.consumer}`);
  const filter = (Properties: object = {}) => ({
    Type: "AWS::Logs::SubscriptionFilter",
    Properties: {
      FilterName: "receipts",
      LogGroupName: "sns/texts",
      DestinationArn: functionArn,
      FilterPattern: "",
      ...Properties,
    },
  });
  const permission = (SourceArn: string) => ({
    Type: "AWS::Lambda::Permission",
    Properties: { Principal: "logs.amazonaws.com", FunctionName: functionArn, SourceArn },
  });
  const OF_GROUP = ARN("logs", "log-group:sns/texts:*");

  test("names its log group and its function", () => {
    const given = { Filter: filter(), Permission: permission(OF_GROUP) };
    expect(read(given).logSubscriptions).toEqual([{ filterName: "receipts", logGroup: "sns/texts", functionArn }]);
  });

  test("is refused if CloudWatch Logs may not invoke the function for this group, as on AWS", () => {
    const other = permission(ARN("logs", "log-group:sns/others:*"));
    expect(() => read({ Filter: filter() })).toThrow(/Filter.*may not invoke/);
    expect(() => read({ Filter: filter(), Permission: other })).toThrow(/Filter.*may not invoke/);
  });

  test("with a pattern is refused: the local run would pass every line", () => {
    const given = { Filter: filter({ FilterPattern: "ERROR" }), Permission: permission(OF_GROUP) };
    expect(() => read(given)).toThrow(/pattern/);
  });
});

describe("The events of a configuration set", () => {
  const emails = {
    Topic: topic,
    Outcomes: {
      Type: "AWS::SES::ConfigurationSetEventDestination",
      Properties: {
        ConfigurationSetName: "emails-dev",
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ["delivery", "bounce"],
          SnsDestination: { TopicARN: EVENTS },
        },
      },
    },
  };
  const texts = {
    Topic: topic,
    Texts: {
      Type: "AWS::SMSVOICE::ConfigurationSet",
      Properties: {
        ConfigurationSetName: "texts-dev",
        EventDestinations: [{ MatchingEventTypes: ["TEXT_DELIVERED"], SnsDestination: { TopicArn: EVENTS } }],
      },
    },
  };

  test("of emails and of texts name their topic and their types", () => {
    const ofEmails = policy("ses.amazonaws.com", ARN("ses", "configuration-set/emails-dev"));
    expect(read({ ...emails, Policy: ofEmails }).eventDestinations).toMatchObject([
      { service: "ses", configurationSet: "emails-dev", topicArn: EVENTS, eventTypes: ["delivery", "bounce"] },
    ]);
    const ofTexts = policy("sms-voice.amazonaws.com", ARN("sms-voice", "configuration-set/texts-dev"));
    expect(read({ ...texts, Policy: ofTexts }).eventDestinations).toMatchObject([
      { service: "sms-voice", configurationSet: "texts-dev", topicArn: EVENTS, eventTypes: ["TEXT_DELIVERED"] },
    ]);
  });

  test.each([
    ["there is no policy", undefined],
    ["it admits another service", policy("s3.amazonaws.com", ARN("ses", "configuration-set/emails-dev"))],
    ["it admits another configuration set", policy("ses.amazonaws.com", ARN("ses", "configuration-set/others-dev"))],
  ])("are refused if the topic does not admit them: %s", (_, given) => {
    expect(() => read({ ...emails, ...(given && { Policy: given }) })).toThrow(/Outcomes.*may not publish/);
  });
});

describe("The topic of patients' answers", () => {
  const REPLIES = ARN("sns", "healthcare-sms-replies-dev");
  const replies = { Type: "AWS::SNS::Topic", Properties: { TopicName: "healthcare-sms-replies-dev" } };
  const admits = (Service: string, account: string) => ({
    Type: "AWS::SNS::TopicPolicy",
    Properties: {
      Topics: [REPLIES],
      PolicyDocument: {
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service },
            Action: "sns:Publish",
            Condition: { StringEquals: { "aws:SourceAccount": account } },
          },
        ],
      },
    },
  });

  test("is found by its name; a template without it reads no answers", () => {
    const given = { Replies: replies, Policy: admits("sms-voice.amazonaws.com", "000000000000") };
    expect(read(given).repliesTopicArn).toBe(REPLIES);
    expect(read({ Topic: topic }).repliesTopicArn).toBeUndefined();
  });

  test.each([
    ["there is no policy", undefined],
    ["it admits another service", admits("ses.amazonaws.com", "000000000000")],
    ["it admits another account", admits("sms-voice.amazonaws.com", "111111111111")],
  ])("is refused if it does not admit End User Messaging: %s", (_, given) => {
    expect(() => read({ Replies: replies, ...(given && { Policy: given }) })).toThrow(/Replies.*may not publish/);
  });
});

test("who manages opt-outs and the opt-out list are what the functions have", () => {
  expect(read()).toMatchObject({ selfManagedOptOuts: false, smsOptOutList: undefined });
  const given = sampleFunction("consumer", "ConsumerRole", {
    SELF_MANAGED_OPT_OUTS: "true",
    SMS_OPT_OUT_LIST: "Clinic",
  });
  expect(read({ Consumer: given })).toMatchObject({ selfManagedOptOuts: true, smsOptOutList: "Clinic" });
});
