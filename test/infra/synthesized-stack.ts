/** The stack as a template, for the tests of what it deploys. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { ReminderStack } from "../../infra/reminder-stack";
import { readSettings } from "../../infra/settings/read-settings";
import type { Settings } from "../../infra/settings/settings";

const { context } = JSON.parse(readFileSync("cdk.json", "utf8")) as { context: Record<string, unknown> };

// biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON
export type Properties = Record<string, any>;

export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

const directory = mkdtempSync(join(tmpdir(), "template-test-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Builds the stack without bundles and without CDK's validation, which `cdk synth` does. */
export function buildStack(given: Partial<Settings> = {}): ReminderStack {
  const faster = { "aws:cdk:bundling-stacks": [], "@aws-cdk/core:validateAgainstDefaultRules": false };
  const outdir = mkdtempSync(join(directory, "out-"));
  const app = new App({ analyticsReporting: false, outdir, context: { ...context, ...faster } });
  const settings = readSettings(given);
  return new ReminderStack(app, `AppointmentReminders-${settings.environmentSuffix}`, { settings });
}

/** A template with the look-ups that the tests need. */
export class SynthesizedStack {
  readonly template: Properties;
  readonly resources: Record<string, Resource>;

  constructor(given: Partial<Settings> = {}) {
    this.template = Template.fromStack(buildStack(given)).toJSON();
    this.resources = this.template.Resources;
  }

  /** The resources of a type, such as `AWS::SQS::Queue`. */
  ofType(type: string): Resource[] {
    return Object.values(this.resources).filter(({ Type }) => Type === type);
  }

  /** The properties of the resource of a type that has this name. */
  named(type: string, name: string): Properties {
    const found = this.ofType(type).find((resource) => nameOf(resource) === name);
    if (!found) throw new Error(`The template has no ${type} named ${name}`);
    return found.Properties;
  }

  /** A value with its intrinsic functions written out, and resources called by their names. */
  read(value: unknown): string {
    if (typeof value === "string") return value;
    const { Ref: reference, "Fn::GetAtt": attribute, "Fn::Join": join } = value as Properties;
    if (reference) return this.call(reference);
    if (attribute) return `${this.call(attribute[0])}.${attribute[1]}`;
    if (join) return join[1].map((part: unknown) => this.read(part)).join(join[0]);
    const entries = Object.entries(value as Properties);
    return `{${entries
      .map(
        ([key, part]) =>
          `${key}: ${[part]
            .flat()
            .map((one) => this.read(one))
            .join(", ")}`,
      )
      .join("; ")}}`;
  }

  private call(logicalId: string): string {
    const resource = this.resources[logicalId];
    return (resource && nameOf(resource)) ?? logicalId;
  }
}

/** The name that a resource is deployed under, where the template gives it one. */
export function nameOf({ Properties = {} }: Resource): string | undefined {
  const keys = [
    "QueueName",
    "TableName",
    "TopicName",
    "FunctionName",
    "LogGroupName",
    "AlarmName",
    "Name",
    "AliasName",
  ];
  const name = keys.map((key) => Properties[key]).find((value) => typeof value === "string");
  return name as string | undefined;
}
